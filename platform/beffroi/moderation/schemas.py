"""Cases and decisions as JSON."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.core.api import CursorQuery, InputSchema
from beffroi.core.fields import Prose, Slug
from beffroi.moderation.outcomes import OUTCOMES
from beffroi.moderation.reasons import REASONS

MAX_WORDS = 2000


def described(text: str, **more: Any) -> dict[str, Any]:
    """What the reference says of a field."""
    return {"description": text, **more}


class QueueQuery(CursorQuery):
    """What part of the queue is wanted."""

    neighbourhood = Slug(metadata=described("Slug of a neighbourhood."))
    kind = fields.String(
        validate=validate.Regexp(r"^[a-z_]{1,40}$"),
        metadata=described("Kind of text.", example="idea"),
    )
    overdue = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        load_default=False,
        metadata=described("Only what is past its deadline."),
    )


class QueueLineSchema(Schema):
    """A case in the queue."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, metadata=described("Kind of text.", example="idea"))
    heading = fields.String(required=True, metadata=described("First words of the text."))
    place = fields.String(required=True, metadata=described("Name of the place."))
    contract = fields.String(required=True, attribute="contract_slug")
    neighbourhood = fields.String(required=True, allow_none=True, attribute="neighbourhood_slug")
    opened_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(
        required=True, metadata=described("By when a decision was promised.")
    )
    is_overdue = fields.Boolean(required=True)
    found = fields.List(
        fields.String(),
        required=True,
        metadata=described("Labels of what the screening saw.", example=["phone"]),
    )


class FindingSchema(Schema):
    """A passage the screening saw; `start` = `end` = 0 when it is about the whole text."""

    part = fields.String(required=True, metadata=described("Part of the text.", example="body"))
    label = fields.String(required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    reason = fields.String(
        required=True,
        metadata=described("The reason of the charter it points to.", example="personal_data"),
    )


class DecisionSchema(Schema):
    """What was decided."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reason_code = fields.String(required=True, allow_none=True)
    words = fields.String(required=True, metadata=described("What the author was told."))
    structure = fields.String(required=True, allow_none=True, attribute="structure_slug")
    decided_at = fields.AwareDateTime(required=True)


class PictureSchema(Schema):
    """A picture that goes with the text."""

    url = fields.String(required=True, metadata=described("For a session that reads the case."))
    large_url = fields.String(required=True)
    alternative = fields.String(
        required=True, metadata=described("What its author says is on it; empty if nothing.")
    )
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)


class RecordingSchema(Schema):
    """A voice that goes with the text."""

    url = fields.String(required=True, metadata=described("For a session that reads the case."))
    seconds = fields.Integer(required=True)


class AboveSchema(Schema):
    """The words a text answers."""

    author_name = fields.String(required=True)
    body = fields.String(required=True)


class SubjectSchema(Schema):
    """The text as it stands now."""

    id = fields.UUID(required=True, attribute="subject_id")
    version = fields.Integer(required=True)
    parts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    author_name = fields.String(required=True)
    context = fields.String(required=True, metadata=described("What the text answers to."))
    language = fields.String(required=True)
    url = fields.String(required=True)
    is_hidden = fields.Boolean(
        required=True, attribute="waits", metadata=described("Hidden until the decision.")
    )
    repeats = fields.UUID(
        required=True, allow_none=True, metadata=described("An older text that says the same.")
    )
    above = fields.Nested(
        AboveSchema,
        required=True,
        allow_none=True,
        metadata=described("The comment it answers, for an answer to a comment."),
    )
    pictures = fields.List(fields.Nested(PictureSchema), required=True)
    recording = fields.Nested(
        RecordingSchema,
        required=True,
        allow_none=True,
        metadata=described("The voice that told the text, when it is to be heard."),
    )


class CaseFileSchema(Schema):
    """A case with all it takes to decide it."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    place = fields.String(required=True)
    opened_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    is_overdue = fields.Boolean(required=True)
    is_screened = fields.Boolean(
        required=True, metadata=described("Whether `findings` are those of this version.")
    )
    must_orient = fields.Boolean(
        required=True,
        attribute="orients",
        metadata=described("Whether a refusal must name a structure."),
    )
    subject = fields.Nested(SubjectSchema, required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    decision = fields.Nested(DecisionSchema, required=True, allow_none=True)
    earlier_decisions = fields.List(
        fields.Nested(DecisionSchema), required=True, attribute="before"
    )


class VerdictInput(InputSchema):
    """A decision. A refusal or a request for a change wants a reason and words to the author."""

    outcome = fields.String(
        required=True, validate=validate.OneOf(OUTCOMES), metadata=described("What is decided.")
    )
    seen_version = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=1, max=2**31 - 1),
        metadata=described("`subject.version` as it was read; another one is a 409."),
    )
    reason_code = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(list(REASONS))
    )
    words = Prose(
        max=MAX_WORDS, min=0, load_default="", metadata=described("What the author is told.")
    )
    structure = Slug(
        load_default=None,
        allow_none=True,
        attribute="structure_slug",
        metadata=described("Where a refused author is oriented: slug of a structure."),
    )
