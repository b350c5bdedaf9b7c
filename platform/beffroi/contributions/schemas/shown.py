"""What programs get of calls, ideas and comments."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules import Act, Stage, Visibility
from beffroi.contributions.schemas.authors import GroupSchema
from beffroi.contributions.schemas.fields import ToldFieldsSchema
from beffroi.contributions.schemas.merges import IdeaRefSchema, JoinedSchema, SuccessorSchema
from beffroi.contributions.schemas.photos import MediaSchema
from beffroi.contributions.schemas.places import PointShownSchema
from beffroi.core.i18n import language
from beffroi.identity.rules.proofs import Missing

ACTS = validate.OneOf([act.value for act in Act])


class CallPhaseSchema(Schema):
    """A phase of a call: what is open, from when to when."""

    title = fields.String(required=True, metadata={"description": "May be empty."})
    opens_at = fields.AwareDateTime(required=True)
    closes_at = fields.AwareDateTime(required=True)
    acts = fields.Function(
        lambda phase: [act.value for act in Act if act in phase.acts],
        required=True,
        metadata={"type": "array", "items": {"type": "string", "enum": [a.value for a in Act]}},
    )


class PlaceRefSchema(Schema):
    """A neighbourhood in brief."""

    slug = fields.String(required=True)
    name = fields.String(required=True)


class ThemeRefSchema(Schema):
    """A theme in brief, labelled in the language of the answer."""

    slug = fields.String(required=True)
    label = fields.Function(lambda theme: theme.label_in(language()), metadata={"type": "string"})


class StructureRefSchema(Schema):
    """Where an idea is oriented to."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    what = fields.String(required=True)
    how = fields.String(required=True)


class IdeaCardSchema(Schema):
    """An idea in a list."""

    id = fields.UUID(required=True)
    url = fields.String(required=True, metadata={"description": "Path of its page."})
    title = fields.String(required=True)
    excerpt = fields.String(required=True)
    language = fields.String(required=True)
    contract = fields.String(attribute="contract.slug", required=True)
    neighbourhood = fields.Nested(PlaceRefSchema, required=True, allow_none=True)
    themes = fields.List(fields.Nested(ThemeRefSchema), required=True)
    author_name = fields.String(required=True)
    visibility = fields.String(
        required=True,
        validate=validate.OneOf([v.value for v in Visibility]),
        metadata={"description": "`unproven`: kept until its author proves what the call asks."},
    )
    stage = fields.String(required=True, validate=validate.OneOf([s.value for s in Stage]))
    support_count = fields.Integer(required=True)
    comment_count = fields.Integer(required=True)
    submitted_at = fields.AwareDateTime(required=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)


class SimilarIdeaSchema(Schema):
    """An idea that resembles the one being written, and what the reader may do with it."""

    idea = fields.Nested(IdeaCardSchema, attribute="card", required=True)
    likeness = fields.Float(required=True, metadata={"description": "From 0 to 1."})
    may_support = fields.Boolean(required=True, metadata={"description": "Its call is open."})
    is_supported = fields.Boolean(required=True, metadata={"description": "By the reader."})


class SimilarIdeasSchema(Schema):
    """The nearest first; at most three."""

    items = fields.List(fields.Nested(SimilarIdeaSchema), required=True)


class CallRefSchema(Schema):
    """The call an idea answers."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    phase = fields.String(required=True)
    open_acts = fields.List(fields.String(validate=ACTS), required=True)
    next_change = fields.AwareDateTime(required=True, allow_none=True)


class IdeaDecisionSchema(Schema):
    """What the moderation decided, for the author."""

    outcome = fields.String(required=True)
    reason_code = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)
    structure = fields.Nested(StructureRefSchema, required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True)


class IdeaSchema(MediaSchema, IdeaCardSchema, ToldFieldsSchema):
    """An idea in full."""

    body = fields.String(required=True)
    version = fields.Integer(required=True)
    answer = fields.String(required=True, metadata={"description": "What staff says of it."})
    answer_due_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "Promised by the end of this day."}
    )
    answered_on = fields.Date(required=True, allow_none=True)
    is_answer_late = fields.Boolean(required=True)
    silent_since = fields.Date(
        required=True, allow_none=True, metadata={"description": "Nothing heard for long, since."}
    )
    is_followed = fields.Boolean(
        required=True, metadata={"description": "The reader is told of what becomes of it."}
    )
    structure = fields.Nested(StructureRefSchema, required=True, allow_none=True)
    outside_supports = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Supports it had where it was imported from."},
    )
    for_count = fields.Integer(required=True, metadata={"description": "Comments in favour."})
    against_count = fields.Integer(required=True, metadata={"description": "Comments against."})
    question_count = fields.Integer(required=True, metadata={"description": "Questions."})
    call = fields.Nested(CallRefSchema, required=True)
    point = fields.Nested(PointShownSchema, required=True, allow_none=True)
    group = fields.Nested(GroupSchema, required=True, allow_none=True)
    names = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Who signs: the author, then the co-authors who wish it."},
    )
    is_mine = fields.Boolean(
        required=True, metadata={"description": "The reader is its author or a co-author."}
    )
    is_supported = fields.Boolean(required=True, metadata={"description": "By the reader."})
    is_collected = fields.Boolean(
        required=True, metadata={"description": "A relay took it down for somebody."}
    )
    successor = fields.Nested(
        SuccessorSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What it became, when it stands alone no more."},
    )
    joined = fields.List(
        fields.Nested(JoinedSchema),
        required=True,
        metadata={"description": "Ideas that joined it, and those taken apart since."},
    )
    part_of = fields.Nested(
        IdeaRefSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The idea whose words it is made of."},
    )
    support_counted = fields.Boolean(
        required=True,
        metadata={"description": "Whether the reader's support counts: see the call's asks."},
    )
    missing = fields.List(
        fields.String(validate=validate.OneOf([m.value for m in Missing])),
        required=True,
        metadata={"description": "What the reader has still to prove for theirs to count."},
    )

    why_closed = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why the reader does nothing here: the call is for the young."},
    )


class TrackedIdeaSchema(IdeaSchema):
    """An idea for its author."""

    author_confirmed = fields.Boolean(required=True)
    decision = fields.Nested(IdeaDecisionSchema, required=True, allow_none=True)


class SentIdeaSchema(Schema):
    """What one gets for an idea that was sent: it may not be public yet."""

    id = fields.UUID(required=True)
    url = fields.Function(
        lambda idea: f"/idees/{idea.id}",
        required=True,
        metadata={"type": "string", "description": "Path of its page."},
    )
    title = fields.String(required=True)
    body = fields.String(required=True)
    version = fields.Integer(required=True)
    visibility = fields.String(required=True)
    author_name = fields.String(required=True)
    author_confirmed = fields.Boolean(required=True)
    submitted_at = fields.AwareDateTime(required=True)


class TextSchema(Schema):
    """The words of an idea as they stand; their ETag is their version."""

    title = fields.String(required=True)
    body = fields.String(required=True)
    version = fields.Integer(required=True)


class SupportStateSchema(Schema):
    """Whether one supports it now, and how many do."""

    support = fields.Boolean(attribute="supports", required=True)
    support_count = fields.Integer(attribute="count", required=True)
    counted = fields.Boolean(
        required=True,
        metadata={
            "description": "False while the support is kept until what the call asks is proved."
        },
    )
