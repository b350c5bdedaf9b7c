"""What passwords and second keys ask and show, the same for forms and for the API."""

from typing import Any

from marshmallow import Schema, fields

from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Line, Written
from beffroi.identity.rules.passwords import MAX_PASSWORD, MIN_PASSWORD, as_kept
from beffroi.identity.rules.signing import MAX_DEVICE

MAX_CODE = 40


class Secret(Written):
    """A password: as typed, spaces included, but for what no keyboard types."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max": MAX_PASSWORD, "metadata": {"format": "password"}} | options)

    def _deserialize(self, value: Any, *_context: Any, **_options: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        self._check(as_kept(value))
        return value


class PasswordSignInSchema(InputSchema):
    """An address and its password."""

    email = Email(required=True, metadata={"example": "prenom@exemple.fr"})
    password = Secret(required=True)
    device = Line(load_default="", min=0, max=MAX_DEVICE)


class PasswordSignInFormSchema(Schema):
    """The page that signs in by password."""

    email = Email(required=True)
    password = Secret(required=True)
    suite = fields.String(load_default="")


_NEW = {
    "format": "password",
    "description": f"At least {MIN_PASSWORD} characters, none of those everybody tries first.",
}
_CURRENT = {
    "format": "password",
    "description": "The one it replaces; left out in a session opened within ten minutes.",
}


class PasswordSchema(InputSchema):
    """A new password, and the one it replaces."""

    password = Secret(required=True, metadata=_NEW)
    current = Secret(load_default="", metadata=_CURRENT)


class RemovePasswordFormSchema(Schema):
    """The form that goes back to links alone."""

    current = Secret(load_default="")


class CodeSchema(InputSchema):
    """Six digits of the authenticator, or a recovery code."""

    code = Line(required=True, max=MAX_CODE, metadata={"example": "123456"})


class CodeFormSchema(Schema):
    """The same on a page, with where to go on to."""

    code = Line(required=True, max=MAX_CODE)
    suite = fields.String(load_default="")


class SetupSchema(Schema):
    """What an authenticator is given; it serves once a code of it has come back."""

    secret = fields.String(required=True, metadata={"description": "Base32, RFC 4648."})
    uri = fields.String(required=True, metadata={"description": "An otpauth:// address, for a QR."})


class GivenSchema(Schema):
    """The session has shown its second key: its old token serves no more."""

    token = fields.String(required=True)
    recovery_codes = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Shown this once, when the second key is set up; else empty."},
    )


class RecoveryCodesSchema(Schema):
    """Ten codes, shown this once."""

    recovery_codes = fields.List(fields.String(), required=True)


class ClosedSchema(Schema):
    """How many sessions were closed."""

    closed = fields.Integer(required=True)
