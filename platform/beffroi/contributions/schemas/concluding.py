"""How a call ends, as it is written, agreed to and read."""

from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.schemas.preparing import Day
from beffroi.core.api import InputSchema
from beffroi.core.fields import Prose


class ConclusionInputSchema(InputSchema):
    """What was decided, why, and what was taken from what people gave."""

    decision = Prose(max=rules.MAX_CONCLUSION, required=True, metadata={"description": "Public."})
    reasons = Prose(max=rules.MAX_CONCLUSION, required=True, metadata={"description": "Public."})
    taken = Prose(
        max=rules.MAX_CONCLUSION,
        required=True,
        metadata={"description": "What was taken from what people gave; public."},
    )
    decided_on = Day(required=True)
    seen_version = fields.Integer(
        load_default=0,
        strict=False,
        validate=validate.Range(0, 10**6),
        metadata={"description": "Of the text that was read; 0 when there was none."},
    )


class SeenSchema(InputSchema):
    """The version of the text that was read."""

    seen_version = fields.Integer(required=True, strict=False, validate=validate.Range(1, 10**6))


class AgreementSchema(Schema):
    """A side said yes to these words."""

    side = fields.String(required=True, metadata={"enum": ["institution", "group"]})
    agreed_at = fields.AwareDateTime(required=True)


class ConclusionSchema(Schema):
    """How a call ended; `is_final` is false while both sides have not agreed."""

    version = fields.Integer(required=True)
    decision = fields.String(required=True)
    reasons = fields.String(required=True)
    taken = fields.String(required=True)
    decided_on = fields.Date(required=True)
    is_final = fields.Boolean(required=True)
    concluded_at = fields.AwareDateTime(required=True, allow_none=True)
    agreements = fields.List(fields.Nested(AgreementSchema), required=True)
