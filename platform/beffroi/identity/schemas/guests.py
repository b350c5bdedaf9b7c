"""What is asked and shown of those who take part without an account."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from beffroi.core.api import InputSchema
from beffroi.core.fields import EMAIL_LENGTH, Email, Line, Messages, Slug
from beffroi.identity.problems import codes as problems
from beffroi.identity.rules.codes import MAX_BATCH, MAX_TYPED, typed_digits
from beffroi.identity.rules.phones import MAX_WRITTEN, same_phone
from beffroi.identity.rules.signing import MAX_DEVICE, MAX_PATH

_DIGITS: Messages = {"digits": problems.NOT_SIX_DIGITS}
_PHONE: Messages = {"phone": problems.NOT_A_PHONE}
FOLLOW_CODE = {"description": "A follow code.", "example": "K7QM-2XRA-9DTE-HJ4C"}
NEXT_PATH = {"description": "Where the person was going: a path of this site."}


class Phone(Line):
    """A mobile number of France or overseas, in E.164 whatever the writing."""

    default_error_messages = _PHONE

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max": MAX_WRITTEN} | options)

    def _deserialize(self, value: Any, *context: Any, **more: Any) -> str:
        number = same_phone(super()._deserialize(value, *context, **more))
        if number is None:
            raise self.make_error("phone")
        return number


class Digits(Line):
    """Six digits, whatever was put between them."""

    default_error_messages = _DIGITS

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max": MAX_TYPED} | options)

    def _deserialize(self, value: Any, *context: Any, **more: Any) -> str:
        digits = typed_digits(super()._deserialize(value, *context, **more))
        if not digits:
            raise self.make_error("digits")
        return digits


class CodeRequestSchema(InputSchema):
    """Where to send six digits."""

    channel = fields.String(
        required=True,
        validate=validate.OneOf(("email", "sms")),
        metadata={"description": "`sms` only where the installation has a gateway."},
    )
    contact = Line(
        required=True,
        max=EMAIL_LENGTH,
        metadata={
            "description": "An e-mail address, or a mobile number of France or overseas.",
            "example": "prenom@exemple.fr",
        },
    )
    next_path = Line(load_default="/", max=MAX_PATH, metadata=NEXT_PATH)

    @post_load
    def reachable(self, data: dict[str, Any], **_context: Any) -> dict[str, Any]:
        """The contact in its one writing, if the channel reaches it."""
        kind: Line = Email() if data["channel"] == "email" else Phone()
        return data | {"contact": _read(kind, data["contact"], "contact")}


class CodeRequestedSchema(Schema):
    """The same answer whatever the contact."""

    id = fields.UUID(required=True, metadata={"description": "Goes with the digits."})
    status = fields.Constant("sent", metadata={"type": "string", "enum": ["sent"]})
    expires_in = fields.Integer(
        required=True, metadata={"description": "Seconds for which the code serves."}
    )


class GuestSessionRequestSchema(InputSchema):
    """Six digits with the request they answer; or, without one, a printed invitation."""

    code_id = fields.UUID(metadata={"description": "The `id` of the request of six digits."})
    code = Line(required=True, max=MAX_TYPED, metadata={"example": "123456"})
    device = Line(load_default="", min=0, max=MAX_DEVICE)

    @post_load
    def digits(self, data: dict[str, Any], **_context: Any) -> dict[str, Any]:
        """What answers a request is digits."""
        if "code_id" not in data:
            return data
        return data | {"code": _read(Digits(), data["code"], "code")}


class GuestSessionSchema(Schema):
    """The token is shown this once; send it as `Authorization: Bearer`. It lives two hours."""

    id = fields.UUID(required=True)
    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    next_path = fields.String(required=True)


class FollowCodeSchema(InputSchema):
    """A code handed to a guest."""

    code = Line(required=True, max=MAX_TYPED, metadata=FOLLOW_CODE)


class MadeCodeSchema(Schema):
    """The code of what this guest did: whoever holds it follows and may take it."""

    code = fields.String(required=True, metadata=FOLLOW_CODE)


class TraceSchema(Schema):
    """Something that was done."""

    kind = fields.String(required=True, attribute="subject_kind")
    id = fields.UUID(required=True, attribute="subject_id")
    title = fields.String(required=True)
    url = fields.String(required=True)
    state = fields.Function(lambda trace: str(trace.state), metadata={"type": "string"})
    done_at = fields.AwareDateTime(required=True)


class TracesSchema(Schema):
    """All of them, the last first."""

    items = fields.List(fields.Nested(TraceSchema), required=True)


class TakenSchema(Schema):
    """Whether something changed hands now; False when it was done before."""

    taken = fields.Boolean(required=True)


class EmailFormSchema(Schema):
    """The way by e-mail."""

    email = Email(required=True)
    suite = fields.String(load_default="")


class PhoneFormSchema(Schema):
    """The way by SMS."""

    telephone = Phone(required=True)
    suite = fields.String(load_default="")


class DigitsFormSchema(Schema):
    """The six digits that came."""

    demande = fields.UUID(required=True)
    code = Digits(required=True)


class InvitationFormSchema(Schema):
    """A printed code."""

    code = Line(required=True, max=MAX_TYPED)
    suite = fields.String(load_default="")


class AccountFormSchema(Schema):
    """The address of the account that what was done is to join."""

    email = Email(required=True)


class BatchSchema(InputSchema):
    """Invitations to print."""

    label = Line(required=True, max=120, metadata={"example": "Forum des associations"})
    contract = Slug(required=True, metadata={"example": "lens-lievin"})
    neighbourhood = Slug(load_default=None, allow_none=True)
    size = fields.Integer(required=True, validate=validate.Range(min=1, max=MAX_BATCH))
    ends_on = fields.Date(required=True, metadata={"description": "The last day they serve."})
    proves_residence = fields.Boolean(
        load_default=False,
        metadata={"description": "Posted to homes of the neighbourhood: using one proves it."},
    )


class BatchLineSchema(Schema):
    """A batch, without its codes."""

    id = fields.UUID(required=True)
    label = fields.String(required=True)
    contract = fields.String(required=True, attribute="contract_slug")
    neighbourhood = fields.String(required=True, allow_none=True, attribute="neighbourhood_slug")
    proves_residence = fields.Boolean(required=True)
    size = fields.Integer(required=True)
    used = fields.Integer(required=True)
    made_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    is_revoked = fields.Boolean(required=True)


class BatchesSchema(Schema):
    """All those of one's places."""

    items = fields.List(fields.Nested(BatchLineSchema), required=True)


class MadeBatchSchema(Schema):
    """A batch and its codes, told this once."""

    id = fields.UUID(required=True)
    codes = fields.List(fields.String(), required=True)


def _read(kind: Line, written: str, name: str) -> str:
    """The value by a field that another field of the schema chose; its faults under `name`."""
    try:
        value: str = kind.deserialize(written)
    except ValidationError as fault:
        raise ValidationError({name: fault.messages}) from None
    return value
