"""What programs get of a call."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules import TONES, Phase
from beffroi.contributions.schemas.shown import (
    ACTS,
    CallPhaseSchema,
    PlaceRefSchema,
    ThemeRefSchema,
)

LEVELS = ("consultation", "concertation", "codecision")


class CallSchema(Schema):
    """A call with its clarity sheet."""

    id = fields.UUID(required=True)
    slug = fields.String(required=True)
    url = fields.String(required=True)
    contract = fields.String(attribute="contract.slug", required=True)
    title = fields.String(required=True)
    question = fields.String(required=True)
    summary = fields.String(required=True)
    easy = fields.String(required=True, metadata={"description": "Easy-to-read twin."})
    for_whom = fields.String(required=True)
    level = fields.String(required=True, validate=validate.OneOf(LEVELS))
    information = fields.String(required=True)
    what_happens = fields.String(required=True)
    who_decides = fields.String(required=True)
    decided_by = fields.AwareDateTime(required=True)
    opens_at = fields.AwareDateTime(required=True)
    closes_at = fields.AwareDateTime(required=True)
    phase = fields.String(
        required=True,
        validate=validate.OneOf([p.value for p in Phase]),
        metadata={"description": "Of the whole: from the first opening to the last close."},
    )
    phases = fields.List(fields.Nested(CallPhaseSchema), required=True)
    open_acts = fields.List(
        fields.String(validate=ACTS),
        required=True,
        metadata={"description": "What people may do now."},
    )
    next_change = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When something opens or closes next."},
    )
    is_concluded = fields.Boolean(
        required=True, metadata={"description": "Its conclusion can be read."}
    )
    is_overdue = fields.Boolean(
        required=True,
        metadata={"description": "The day promised has passed without a conclusion."},
    )
    moderation = fields.String(required=True, validate=validate.OneOf(("before", "after")))
    decision_hours = fields.Integer(required=True)
    min_age = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Years; null when none is asked."}
    )
    max_age = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "For an age band: no public names, older people only read."},
    )
    tone = fields.String(required=True, validate=validate.OneOf(sorted(TONES)))
    age_way = fields.String(required=True, validate=validate.OneOf(("declared", "proven")))
    residence = fields.String(
        required=True,
        validate=validate.OneOf(("none", "neighbourhood", "commune")),
        metadata={"description": "What must be proved before what one does counts."},
    )
    neighbourhoods = fields.List(fields.Nested(PlaceRefSchema), required=True)
    themes = fields.List(fields.Nested(ThemeRefSchema), required=True)
    idea_count = fields.Integer(required=True)
    answer_days = fields.Integer(
        required=True, metadata={"description": "Days from its publication to answer an idea."}
    )
    late_count = fields.Integer(
        required=True, metadata={"description": "Ideas that wait for an answer past their day."}
    )
