"""What somebody says of their age for a call of an age band, and where they stand in it."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.problems import UNKNOWN_GROUP
from beffroi.contributions.rules import AgeGroup
from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Line
from beffroi.identity.rules.proofs import Missing

GROUPS = tuple(group.value for group in AgeGroup)


class SaidAgeSchema(InputSchema):
    """Which of the ages of the call is one's own; under 15, whom to ask."""

    age = fields.String(
        required=True,
        validate=validate.OneOf(GROUPS, error=UNKNOWN_GROUP),
        error_messages={"required": UNKNOWN_GROUP},
    )
    parent_email = Email(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of a parent, written to once and not kept."},
    )


class SaidAgeFormSchema(SaidAgeSchema):
    """The same from a page, with where to go back to."""

    suite = Line(max=300, min=0, load_default="")


class AgeGroupSchema(Schema):
    """Ages that people choose between."""

    age = fields.String(required=True, metadata={"enum": list(GROUPS)})
    first = fields.Integer(required=True, metadata={"description": "Years."})
    last = fields.Integer(required=True, metadata={"description": "Years."})


class AgeStandingSchema(Schema):
    """Where one stands in a call for an age band."""

    groups = fields.List(fields.Nested(AgeGroupSchema), attribute="choices", required=True)
    is_said = fields.Boolean(
        required=True, metadata={"description": "Whether one's age is declared."}
    )
    missing = fields.List(
        fields.String(validate=validate.OneOf([one.value for one in Missing])), required=True
    )
    why_closed = fields.String(
        attribute="why",
        required=True,
        allow_none=True,
        metadata={"description": "Why the reader does nothing here: the call is for the young."},
    )
