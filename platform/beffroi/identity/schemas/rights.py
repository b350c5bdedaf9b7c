"""What the pages and the API of people's rights read and show."""

from marshmallow import Schema, ValidationError, fields, validate, validates

from beffroi.core.api import InputSchema
from beffroi.core.register import Basis, Choice, Holds
from beffroi.identity.problems.rights import CHOICE_MISSING, WORD_MISSING
from beffroi.identity.rules.rights import confirms

TEXTS = "What becomes of one's texts: `anonymise` keeps the public ones without a name."
_choice = validate.OneOf([choice.value for choice in Choice], error=CHOICE_MISSING)


class EraseFormSchema(Schema):
    """The choice, and the word that confirms it."""

    texts = fields.String(
        required=True, validate=_choice, error_messages={"required": CHOICE_MISSING}
    )
    word = fields.String(required=True, error_messages={"required": WORD_MISSING})

    @validates("word")
    def confirm(self, value: str, **_kwargs: object) -> None:
        """The word itself, so that nobody erases their account by a slip."""
        if not confirms(value):
            raise ValidationError(WORD_MISSING)


class EraseQuerySchema(InputSchema):
    """The choice of a program: it says it, and the session must be fresh."""

    texts = fields.String(
        required=True,
        validate=_choice,
        metadata={"description": TEXTS, "example": Choice.ANONYMISE.value},
    )


class HoldingSchema(Schema):
    """A table that holds something of the person."""

    table = fields.String(required=True, attribute="record.name", metadata={"example": "support"})
    what = fields.String(required=True, attribute="record.what")
    holds = fields.String(
        required=True,
        attribute="record.holds",
        metadata={"enum": [held.value for held in Holds], "description": "The class of data."},
    )
    purpose = fields.String(required=True, attribute="record.purpose")
    legal_basis = fields.String(
        required=True,
        attribute="record.basis",
        metadata={
            "enum": [basis.value for basis in Basis],
            "description": "A letter of art. 6(1) GDPR.",
        },
    )
    kept = fields.String(required=True, attribute="record.kept")
    not_shown = fields.List(
        fields.String(),
        required=True,
        attribute="record.hidden",
        metadata={"description": "Columns that are kept as digests or sealed, never shown."},
    )
    count = fields.Integer(required=True, metadata={"description": "Rows of the person."})


class HoldingsSchema(Schema):
    """All that is kept of the person."""

    items = fields.List(fields.Nested(HoldingSchema), required=True)


class PurgeReportSchema(Schema):
    """What a night let go."""

    id = fields.UUID(required=True)
    started_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
    total = fields.Integer(required=True)
    counts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "Rows, files or accounts that went, by kind."},
    )
    kept = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "What is past its time and waits for somebody to decide."},
    )


class HeldRoleSchema(Schema):
    """A role that keeps an account from going."""

    role = fields.String(required=True)
    scope_kind = fields.Function(lambda held: held.place[0], metadata={"type": "string"})
    scope_id = fields.Function(lambda held: held.place[1], metadata={"type": "string"})


class HeldOfficeSchema(Schema):
    """An office that keeps an account from going."""

    slug = fields.String(required=True)


class KeptAccountSchema(Schema):
    """An account that has not served for years, and what somebody has to end for it to go."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    last_seen_at = fields.AwareDateTime(required=True)
    roles = fields.List(fields.Nested(HeldRoleSchema), required=True)
    offices = fields.List(
        fields.Pluck(HeldOfficeSchema, "slug"), required=True, metadata={"description": "Slugs."}
    )


class KeptAccountsSchema(Schema):
    """The fifty of them who have been away longest, and how many in all."""

    items = fields.List(fields.Nested(KeptAccountSchema), required=True)
    total = fields.Integer(required=True)


class PurgeReportsSchema(Schema):
    """The last nights, and the accounts that do not go by themselves."""

    items = fields.List(fields.Nested(PurgeReportSchema), required=True)
    kept_accounts = fields.Nested(KeptAccountsSchema, required=True)
