"""Schemas of the inbox: what comes in, what goes out."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.rules import Stage, Visibility
from beffroi.contributions.rules.inbox import MAX_BATCH, MAX_NOTE, MAX_TAG, Act, Done, Obstacle
from beffroi.contributions.schemas import IdeaCardSchema
from beffroi.contributions.schemas.merges import JoinedSchema
from beffroi.contributions.schemas.splits import IdeaSplitSchema
from beffroi.core.api import CursorQuery, InputSchema
from beffroi.core.fields import Line, Prose, Slug

_HIDDEN = (Visibility.WAITING, Visibility.CHANGES_ASKED, Visibility.MERGED, Visibility.SPLIT)
STATES = (*(s.value for s in Stage), *(v.value for v in _HIDDEN))
ASSIGNED = ("me", "nobody", "somebody")
PERSON = {"description": "Id of somebody of the staff of its place; null is nobody."}
TAG = {"description": "A word to sort by; made if it is new.", "example": "voirie"}


class FilterFields(InputSchema):
    """Which ideas of the inbox."""

    call = Slug()
    state = fields.String(
        validate=validate.OneOf(STATES),
        metadata={
            "description": "A stage, or a visibility for what is not public; what joined another "
            "or became several is listed only when asked for."
        },
    )
    assigned = fields.String(validate=validate.OneOf(ASSIGNED))
    tag = fields.UUID(metadata={"description": "Id of a tag."})
    q = Line(max=200, metadata={"description": "Words, whatever their accents and plurals."})
    overdue = fields.Boolean(metadata={"description": "Only those whose answer is late, or not."})
    contested = fields.Boolean(
        metadata={"description": "Only those whose author objects to their split, or not."}
    )


class InboxQuery(FilterFields, CursorQuery):
    """Filters of the inbox, page by page."""


class AssigneeSchema(InputSchema):
    """Who sees to it."""

    person = fields.UUID(required=True, allow_none=True, metadata=PERSON)


class AssigneeForm(InputSchema):
    """The same from a form, where nobody is an empty choice."""

    person = fields.UUID(load_default=None, metadata=PERSON)


class TagInputSchema(InputSchema):
    """A tag as one types it."""

    label = Line(max=MAX_TAG, required=True, metadata=TAG)


class NoteInputSchema(InputSchema):
    """A private note."""

    body = Prose(max=MAX_NOTE, required=True, metadata={"description": "Read by the staff alone."})


class BulkActSchema(InputSchema):
    """An act and what it needs."""

    act = fields.String(required=True, validate=validate.OneOf([a.value for a in Act]))
    person = fields.UUID(load_default=None, allow_none=True, metadata=PERSON)
    tag = Line(max=MAX_TAG, min=0, load_default="", metadata=TAG)
    stage = fields.String(load_default="", validate=validate.OneOf(["", *(s.value for s in Stage)]))
    answer = Prose(
        max=rules.MAX_ANSWER,
        min=0,
        load_default="",
        metadata={"description": "Public; needed from `kept` on."},
    )
    structure = Slug(load_default=None, allow_none=True)


class IdeaIds(fields.List[Any]):
    """Ideas chosen one by one."""

    def __init__(self) -> None:
        few = validate.Length(max=MAX_BATCH)
        super().__init__(fields.UUID(), validate=few, load_default=list)


class NewBatchSchema(BulkActSchema):
    """One act on these ideas, or on all that pass the filters."""

    ideas = IdeaIds()
    filters = fields.Nested(
        FilterFields,
        load_default=None,
        allow_none=True,
        metadata={"description": "Instead of `ideas`: all that these let through, 500 at most."},
    )


class BatchForm(BulkActSchema):
    """The same from the list, whose filters the page carries."""

    ideas = IdeaIds()
    whole = fields.Boolean(load_default=False)


class ConfirmationSchema(InputSchema):
    """What was read of the preview."""

    digest = fields.String(
        required=True,
        validate=validate.Regexp(r"^[0-9a-f]{64}$"),
        metadata={"description": "`digest` of the batch as it was read."},
    )


class ColleagueSchema(Schema):
    """Somebody who may see to ideas."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class InboxTagSchema(Schema):
    """A tag."""

    id = fields.UUID(required=True)
    contract = fields.String(attribute="contract_slug", required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True, metadata={"description": "Ideas that bear it."})


class InboxLineSchema(IdeaCardSchema):
    """An idea in the inbox."""

    call_title = fields.String(required=True)
    assignee = fields.Nested(ColleagueSchema, required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    is_contested = fields.Boolean(
        required=True, metadata={"description": "Its author objects to its split: answer them."}
    )


class NoteSchema(Schema):
    """A private note."""

    id = fields.UUID(required=True)
    author_name = fields.String(required=True)
    body = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)


class StaffActSchema(Schema):
    """Something the staff did with an idea."""

    done = fields.String(required=True, validate=validate.OneOf([one.value for one in Done]))
    at = fields.AwareDateTime(required=True)
    by_name = fields.String(
        required=True,
        metadata={"description": "Somebody of the staff, by their name of today; else empty."},
    )
    about = fields.String(
        required=True, metadata={"description": "Who it was given to, or the tag; else empty."}
    )
    became = fields.String(
        attribute="code",
        required=True,
        metadata={"description": "The stage or the destination; else empty."},
    )


class StaffStorySchema(Schema):
    """What the staff did with an idea, the last act first; thirty at most."""

    acts = fields.List(fields.Nested(StaffActSchema), required=True)
    earlier = fields.Integer(required=True, metadata={"description": "Acts that came before."})


class InboxIdeaSchema(InboxLineSchema):
    """An idea as the staff works on it."""

    body = fields.String(required=True)
    version = fields.Integer(required=True)
    answer = fields.String(required=True)
    assigned_at = fields.AwareDateTime(required=True, allow_none=True)
    labels = fields.List(fields.Nested(InboxTagSchema), required=True)
    notes = fields.List(fields.Nested(NoteSchema), required=True)
    colleagues = fields.List(fields.Nested(ColleagueSchema), required=True)
    split = fields.Nested(IdeaSplitSchema, required=True, allow_none=True)
    joined = fields.List(fields.Nested(JoinedSchema), required=True)
    story = fields.Nested(StaffStorySchema, required=True)


class BatchIdeaSchema(Schema):
    """An idea of a batch."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    obstacle = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf([o.value for o in Obstacle]),
        metadata={"description": "Why it stays as it is; null when the act changes it."},
    )


class TellingSchema(Schema):
    """What people are told, as they will read it."""

    subject = fields.String(required=True)
    happened = fields.String(required=True)
    quote = fields.String(required=True)
    next_step = fields.String(required=True)


class InboxBatchSchema(Schema):
    """One act on many ideas, before and after."""

    id = fields.UUID(required=True)
    act = fields.String(attribute="act.act", required=True)
    person = fields.Nested(ColleagueSchema, required=True, allow_none=True)
    tag = fields.String(attribute="act.tag", required=True)
    stage = fields.String(attribute="act.stage", required=True)
    answer = fields.String(attribute="act.answer", required=True)
    structure = fields.String(attribute="act.structure_slug", required=True, allow_none=True)
    ideas = fields.List(fields.Nested(BatchIdeaSchema), required=True)
    message = fields.Nested(TellingSchema, required=True, allow_none=True)
    told = fields.Integer(required=True, metadata={"description": "How many authors are told."})
    digest = fields.String(required=True, metadata={"description": "To be sent back to confirm."})
    prepared_at = fields.AwareDateTime(required=True)
    applied_at = fields.AwareDateTime(required=True, allow_none=True)
    changed_count = fields.Integer(required=True, allow_none=True)
