"""Schemas of ideas made into several: what their authors answer, what they read."""

from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.rules.splits import SplitState
from beffroi.core.api import InputSchema
from beffroi.core.fields import Prose


class SplitAnswerSchema(InputSchema):
    """Yes or no to what waits for it; no to what is done takes it back, or objects to it."""

    agrees = fields.Boolean(required=True)
    words = Prose(
        max=rules.MAX_REASON,
        min=0,
        load_default="",
        metadata={
            "description": "Why not; the staff alone reads it. Needed once others acted on a piece."
        },
    )


class SplitPieceSchema(Schema):
    """One of the ideas; without an id while it waits for a yes."""

    id = fields.UUID(required=True, allow_none=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    is_theirs = fields.Boolean(
        required=True, metadata={"description": "The text is a passage of the first, unchanged."}
    )


class SplitObjectionSchema(Schema):
    """What was said against it, and what the staff answered."""

    words = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    answer = fields.String(required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


class IdeaSplitSchema(Schema):
    """An idea made into several, or about to be."""

    title = fields.String(required=True)
    body = fields.String(required=True, metadata={"description": "The text it was made of."})
    state = fields.String(
        required=True, validate=validate.OneOf([state.value for state in SplitState])
    )
    reason = fields.String(required=True)
    proposed_at = fields.AwareDateTime(required=True)
    split_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_reason = fields.String(required=True)
    pieces = fields.List(fields.Nested(SplitPieceSchema), required=True)
    may_gather = fields.Boolean(
        required=True, metadata={"description": "It may be given up or undone."}
    )
    obstacle = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why it cannot be undone any more, in words."},
    )
    objections = fields.List(fields.Nested(SplitObjectionSchema), required=True)
