"""What people and programs send, field by field: forms and the API go through the same."""

from marshmallow import EXCLUDE, Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.problems import CHOICE_MISSING
from beffroi.contributions.rules import Destination, Phase, Stage
from beffroi.contributions.schemas.fields import ChangedFieldAnswersSchema, FieldAnswersSchema
from beffroi.contributions.schemas.places import PointFormSchema, PointSchema
from beffroi.core.api import CursorQuery, InputSchema
from beffroi.core.fields import Email, Line, Prose, Slug
from beffroi.core.i18n import LANGUAGES
from beffroi.core.register import Choice

ORDERS = ("recent", "supports")
AWAITING = ("answer", "news")
NEIGHBOURHOOD = {"description": "Slug of a neighbourhood.", "example": "cite-des-brebis"}
CALL = {"description": "Slug of a call.", "example": "mon-quartier-demain"}


class ThemeList(fields.List[str]):
    """Slugs of themes, each once."""

    def __init__(self) -> None:
        few = validate.Length(max=rules.MAX_THEMES)
        about = {"description": "Slugs of themes of the call's contract."}
        super().__init__(Slug(), validate=few, load_default=list, metadata=about)


class IdeaTextSchema(InputSchema):
    """The words of an idea; also the first step of the form."""

    title = Line(
        max=rules.MAX_TITLE,
        required=True,
        metadata={"description": "One line.", "example": "Un banc près de l’école"},
    )
    body = Prose(
        max=rules.MAX_BODY,
        required=True,
        metadata={"description": "Plain text.", "example": "On attend debout à la sortie."},
    )


class IdeaShortSchema(InputSchema):
    """An idea in one field, with its place: the form of a call for an age band."""

    body = Prose(max=rules.MAX_BODY, required=True)
    neighbourhood = Slug(load_default=None, allow_none=True)


class RevisionSchema(IdeaTextSchema):
    """A new text from a form, with the version that was before the author's eyes."""

    seen_version = fields.Integer(required=True)


class WithdrawalSchema(InputSchema):
    """What becomes of an idea that its author leaves."""

    texts = fields.String(
        required=True,
        validate=validate.OneOf([choice.value for choice in Choice], error=CHOICE_MISSING),
        error_messages={"required": CHOICE_MISSING},
        metadata={
            "description": "`anonymise` leaves what is public without a name; `remove`, nothing.",
            "example": Choice.REMOVE.value,
        },
    )


class NewTextSchema(IdeaTextSchema, ChangedFieldAnswersSchema):
    """A new text from a program."""


class IdeaPlaceSchema(InputSchema):
    """Where and about what; also in the second step of the form."""

    neighbourhood = Slug(load_default=None, allow_none=True, metadata=NEIGHBOURHOOD)
    themes = ThemeList()


class IdeaPlaceFormSchema(IdeaPlaceSchema, PointFormSchema):
    """The second step of the form."""


class IdeaContactSchema(InputSchema):
    """How it is signed; also the third step of the form. Somebody signed in leaves the name out."""

    group_kind = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(list(rules.GroupKind)),
        metadata={"description": "Set when a group signs; its author speaks for it."},
    )
    group_name = Line(
        max=rules.MAX_GROUP,
        min=0,
        load_default="",
        metadata={"description": "Public name of the group.", "example": "Les Brebis en fête"},
    )

    author_name = Line(
        max=rules.MAX_NAME,
        load_default="",
        metadata={"description": "Public signature, needed without an account.", "example": "Zoé"},
    )
    email = Email(
        load_default=None,
        allow_none=True,
        metadata={"description": "Gets a link to confirm and follow the idea; never shown."},
    )


class NewIdeaSchema(IdeaTextSchema, IdeaPlaceSchema, IdeaContactSchema, FieldAnswersSchema):
    """An idea to submit."""

    title = Line(
        max=rules.MAX_TITLE,
        min=0,
        load_default="",
        metadata={
            "description": "One line; in a call for an age band the text may stand without it.",
            "example": "Un banc près de l’école",
        },
    )
    call = Slug(required=True, metadata=CALL)
    point = fields.Nested(
        PointSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "A point in the place; null for none."},
    )
    language = fields.String(
        load_default="fr",
        validate=validate.OneOf(tuple(LANGUAGES)),
        metadata={"description": "Language of the text."},
    )


class SimilarTextSchema(InputSchema):
    """The words of an idea being written; also what the script sends while one types."""

    title = Line(
        max=rules.MAX_TITLE,
        required=True,
        metadata={"description": "One line, as far as it is typed.", "example": "Des bancs"},
    )
    body = Prose(
        max=rules.MAX_BODY, min=0, load_default="", metadata={"description": "Plain text."}
    )


class SimilarSchema(SimilarTextSchema):
    """An idea being written, to find those that resemble it."""

    call = Slug(required=True, metadata=CALL)


class SupportSchema(InputSchema):
    """Whether one supports an idea."""

    support = fields.Boolean(required=True, truthy={True}, falsy={False})


class StageSchema(InputSchema):
    """A stage to bring an idea to, with the answer given to people."""

    stage = fields.String(required=True, validate=validate.OneOf([s.value for s in Stage]))
    answer = Prose(
        max=rules.MAX_ANSWER,
        min=0,
        load_default="",
        metadata={"description": "Needed from `kept` on."},
    )
    structure = Slug(
        load_default=None,
        allow_none=True,
        metadata={"description": "Who takes it further; needed for `not_kept` and `oriented`."},
    )
    next_step = Line(
        max=rules.MAX_NEXT_STEP,
        min=0,
        load_default="",
        metadata={"description": "What comes next; needed with its day."},
    )
    next_step_on = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "By which day."}
    )


class ForwardSchema(InputSchema):
    """What an idea is proposed to become, and why."""

    destination = fields.String(
        required=True, validate=validate.OneOf([d.value for d in Destination])
    )
    words = Prose(
        max=rules.MAX_ANSWER, min=0, load_default="", metadata={"description": "Why; public."}
    )


class FollowingSchema(InputSchema):
    """Whether one wants to be told of what becomes of an idea."""

    follow = fields.Boolean(required=True, truthy={True}, falsy={False})


class IfMatchSchema(Schema):
    """The version of the text that was read, as its ETag."""

    class Meta:
        unknown = EXCLUDE

    if_match = fields.String(
        required=True,
        data_key="If-Match",
        validate=validate.Regexp(r"^\"[1-9][0-9]{0,8}\"$"),
        metadata={"description": "ETag of the text: its version in quotes.", "example": '"1"'},
    )


class VersionQuery(InputSchema):
    """Since which other text to say what changed."""

    since = fields.Integer(
        load_default=None,
        strict=False,
        validate=validate.Range(min=1, max=10**9),
        metadata={"description": "Version; the one before when it is left out."},
    )


class IdeaQuery(CursorQuery):
    """Filters of the public list."""

    contract = Slug()
    neighbourhood = Slug(metadata=NEIGHBOURHOOD)
    theme = Slug()
    stage = fields.String(validate=validate.OneOf([s.value for s in Stage]))
    call = Slug(metadata=CALL)
    awaiting = fields.String(
        validate=validate.OneOf(AWAITING),
        metadata={"description": "`answer`: an answer is late; `news`: nothing heard for long."},
    )
    q = Line(max=200, metadata={"description": "Words, whatever their accents and plurals."})
    order = fields.String(load_default="recent", validate=validate.OneOf(ORDERS))


class ExportQuery(InputSchema):
    """What to hand out; without any, all that is public."""

    contract = Slug()
    neighbourhood = Slug(metadata=NEIGHBOURHOOD)
    theme = Slug()
    call = Slug(metadata=CALL)


class CallQuery(CursorQuery):
    """Filters of the calls."""

    contract = Slug()
    neighbourhood = Slug(metadata=NEIGHBOURHOOD)
    phase = fields.String(validate=validate.OneOf([p.value for p in Phase]))
