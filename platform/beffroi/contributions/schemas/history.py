"""What programs get of the life of an idea."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules import Destination
from beffroi.contributions.rules.merges import Company
from beffroi.contributions.schemas.merges import IdeaRefSchema
from beffroi.contributions.schemas.shown import StructureRefSchema

KINDS = ("moved", "forwarded", "asked", *(one.value for one in Company))


class HistoryOfficeSchema(Schema):
    """An office in brief."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)


class HistoryStepSchema(Schema):
    """Something that became of an idea."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    number = fields.Integer(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)
    stage = fields.String(required=True, allow_none=True)
    answer = fields.String(required=True)
    structure = fields.Nested(StructureRefSchema, required=True, allow_none=True)
    office = fields.Nested(HistoryOfficeSchema, required=True, allow_none=True)
    next_step = fields.String(required=True)
    next_step_on = fields.Date(required=True, allow_none=True)
    forwarded_to = fields.String(
        required=True, allow_none=True, validate=validate.OneOf([d.value for d in Destination])
    )
    request_id = fields.UUID(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    is_late = fields.Boolean(required=True, metadata={"description": "The office is overdue."})
    puts_right = fields.Boolean(
        required=True, metadata={"description": "It puts the answer before it right."}
    )
    ideas = fields.List(
        fields.Nested(IdeaRefSchema),
        required=True,
        metadata={"description": "Those it joined, was joined by, or became; public ones alone."},
    )


class FollowStateSchema(Schema):
    """Whether one is told of what becomes of an idea."""

    follow = fields.Boolean(required=True)
