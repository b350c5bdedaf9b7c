"""What children under 15 and their parents send, and what they read."""

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema
from beffroi.core.fields import Email

STATES = ("not_needed", "awaited", "confirmed", "refused")


class GuardianFormSchema(Schema):
    """A child registers; a parent is written to."""

    email = Email(required=True)
    parent_email = Email(required=True)


class ParentFormSchema(Schema):
    """Somebody signed in says that they are under 15."""

    parent_email = Email(required=True)


class AnswerFormSchema(Schema):
    """A parent's answer."""

    accord = fields.String(required=True, validate=validate.OneOf(("oui", "non")))


class GuardianRequestSchema(InputSchema, GuardianFormSchema):
    """A child registers by a program."""


class ParentSchema(InputSchema, ParentFormSchema):
    """Whom to ask."""


class ParentAnswerSchema(InputSchema):
    """A parent's answer by a program."""

    token = fields.String(required=True, validate=validate.Length(min=1, max=200))
    agreed = fields.Boolean(required=True)


class GuardianAskedSchema(Schema):
    """The same answer whoever has these addresses."""

    status = fields.Constant("sent", metadata={"type": "string", "enum": ["sent"]})


class GuardianAnswerSchema(Schema):
    """What was answered, which the same link takes back until then."""

    agreed = fields.Boolean(required=True)
    expires_at = fields.AwareDateTime(required=True)


class GuardianStateSchema(Schema):
    """What a child under 15 waits for."""

    guardian = fields.String(required=True, validate=validate.OneOf(STATES))
