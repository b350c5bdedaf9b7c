"""A call being prepared: its sheet, its phases, its changes; forms and the API go through these."""

from datetime import UTC, date, datetime, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from beffroi.contributions import rules
from beffroi.contributions.rules import Act, Period
from beffroi.contributions.schemas.shown import CallPhaseSchema
from beffroi.core.api import InputSchema
from beffroi.core.clock import PARIS
from beffroi.core.fields import Email, Line, Prose, Slug
from beffroi.core.i18n import lazy

LEVELS = ("consultation", "concertation", "codecision")
_BAD_DAY: dict[str, Any] = {"invalid": lazy("Donnez un jour, comme 2027-03-31.")}
_NOTHING = lazy("Dites ce qui est à changer.")
_CHOOSE = lazy("Choisissez une des réponses proposées.")


class Day(fields.Date):
    """A day of Paris."""

    default_error_messages = _BAD_DAY


class LastDay(Day):
    """The last day of something, which goes on to its end: read as that moment."""

    def _deserialize(self, *given: Any, **context: Any) -> Any:
        return _moment(super()._deserialize(*given, **context), time(23, 59, 59))


class FirstDay(Day):
    """The first day of something, from its first hour: read as that moment."""

    def _deserialize(self, *given: Any, **context: Any) -> Any:
        return _moment(super()._deserialize(*given, **context), time(0))


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, PARIS).astimezone(UTC)


def _renamed(data: dict[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in data.items()}


def _text(name: str, about: str) -> Any:
    kind = Line if name in {"title", "question"} else Prose
    return kind(max=rules.PROSE[name], min=0, metadata={"description": about})


def _one_of(*values: str) -> validate.OneOf:
    return validate.OneOf(values, error=_CHOOSE)


class NewDraftSchema(InputSchema):
    """A call to begin."""

    contract = Slug(required=True, metadata={"description": "Slug of a contract."})
    title = Line(max=rules.PROSE["title"], required=True)


class WordsSchema(InputSchema):
    """What is asked, in usual words and in easy ones; also the first step of the form."""

    title = _text("title", "Name of the call.")
    question = _text("question", "What people are asked.")
    summary = _text("summary", "Some sentences.")
    easy = _text("easy", "Easy-to-read twin.")


class PublicSchema(InputSchema):
    """Who may answer, and where; also the second step."""

    for_whom = _text("for_whom", "Whom it is addressed to.")
    neighbourhoods = fields.List(
        Slug(),
        metadata={"description": "None for the whole contract."},
        validate=validate.Length(max=80),
    )
    information = _text("information", "Where to learn before taking part.")
    min_age = fields.Integer(
        allow_none=True, validate=validate.Range(rules.LOWEST_AGE, rules.HIGHEST_AGE)
    )
    max_age = fields.Integer(
        allow_none=True,
        validate=validate.Range(rules.LOWEST_AGE, rules.HIGHEST_YOUNG),
        metadata={"description": "For an age band: no public names, older people only read."},
    )
    tone = fields.String(
        validate=_one_of("usual", "young"),
        metadata={"description": "`young`: shorter words, with `max_age` only."},
    )
    age_way = fields.String(validate=_one_of("declared", "proven"))
    residence = fields.String(validate=_one_of("none", "neighbourhood", "commune"))


class DecisionSchema(InputSchema):
    """What is done with what people give; also the third step."""

    level = fields.String(validate=_one_of(*LEVELS))
    what_happens = _text("what_happens", "What is done with what people give.")
    who_decides = _text("who_decides", "Who decides.")
    deciding_office = Slug(
        allow_none=True,
        metadata={"description": "Slug of the office that may publish the decision, with staff."},
    )
    decided_on = LastDay(
        allow_none=True,
        metadata={"description": "The last day on which the decision is made known."},
    )
    moderation = fields.String(validate=_one_of("before", "after"))
    decision_hours = fields.Integer(validate=validate.Range(1, 720))
    answer_days = fields.Integer(
        validate=validate.Range(1, rules.LONGEST_ANSWER),
        metadata={"description": "Days from its publication to answer an idea."},
    )

    @post_load
    def as_moment(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """A day becomes the moment at which it ends."""
        return _renamed(data, decided_on="decided_by")


class CallSheetSchema(WordsSchema, PublicSchema, DecisionSchema):
    """What is to be changed of a call; what is not there stays."""

    @validates_schema
    def says_something(self, data: dict[str, Any], **_options: Any) -> None:
        """A body without any field is a mistake, not a change."""
        if not data:
            raise ValidationError(str(_NOTHING))


class NewPhaseSchema(InputSchema):
    """A phase: what is open from the first hour of a day to the end of another, in Paris."""

    title = Line(max=120, min=0, load_default="", metadata={"description": "May be empty."})
    opens_on = FirstDay(required=True)
    closes_on = LastDay(required=True)
    acts = fields.List(
        fields.String(validate=_one_of(*(act.value for act in Act))),
        required=True,
        validate=validate.Length(1, error=lazy("Cochez ce qui est ouvert pendant cette étape.")),
    )

    @post_load
    def as_moments(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Days become the moments at which they begin and end."""
        return _renamed(data, opens_on="opens_at", closes_on="closes_at")


class PhasesSchema(InputSchema):
    """All the phases of a call, instead of those it had."""

    phases = fields.List(
        fields.Nested(NewPhaseSchema), required=True, validate=validate.Length(max=rules.MAX_PHASES)
    )


class SpeakerInputSchema(InputSchema):
    """Somebody to speak for the group."""

    email = Email(required=True, metadata={"description": "Never shown; it reaches the person."})


class ProlongationSchema(InputSchema):
    """A later close, with a reason that everybody reads."""

    position = fields.Integer(
        required=True, validate=validate.Range(0, rules.MAX_PHASES), strict=False
    )
    closes_on = LastDay(required=True)
    reason = Prose(max=rules.MAX_REASON, required=True, metadata={"description": "Public."})

    @post_load
    def as_moment(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """A day becomes the moment at which it ends."""
        return _renamed(data, closes_on="closes_at")


class CorrectionSchema(InputSchema):
    """A misprint put right, with a reason that everybody reads."""

    what = fields.String(required=True, validate=_one_of(*rules.PROSE))
    text = Prose(max=2000, required=True, metadata={"description": "The whole text, put right."})
    reason = Prose(max=rules.MAX_REASON, required=True, metadata={"description": "Public."})


def periods_of(phases: list[dict[str, Any]]) -> list[Period]:
    """What the schema of phases loaded, as the services take it."""
    return [
        Period(one["opens_at"], one["closes_at"], frozenset(map(Act, one["acts"])), one["title"])
        for one in phases
    ]


class SpeakerSchema(Schema):
    """Somebody who speaks for the group."""

    person_id = fields.UUID(required=True)
    name = fields.String(required=True)


class ChangeSchema(Schema):
    """What was changed since the first contribution."""

    kind = fields.String(required=True, metadata={"enum": ["prolonged", "corrected"]})
    what = fields.String(
        required=True, metadata={"description": "`phase`, or the text that was corrected."}
    )
    before = fields.String(required=True)
    after = fields.String(required=True)
    reason = fields.String(required=True)
    changed_at = fields.AwareDateTime(required=True)


class ChangesSchema(Schema):
    """All of them, the last first."""

    items = fields.List(fields.Nested(ChangeSchema), required=True)


class PreparedCardSchema(Schema):
    """A call in the list of the desk."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": ["draft", "published"]})
    level = fields.String(required=True, allow_none=True)
    contract = fields.String(required=True, attribute="contract_slug")
    opens_at = fields.AwareDateTime(required=True, allow_none=True)
    closes_at = fields.AwareDateTime(required=True, allow_none=True)


class PreparedCallSchema(PreparedCardSchema):
    """A call at the desk; `lacks` says what is missing before it can be published."""

    id = fields.UUID(required=True)
    question = fields.String(required=True)
    summary = fields.String(required=True)
    easy = fields.String(required=True)
    for_whom = fields.String(required=True)
    information = fields.String(required=True)
    what_happens = fields.String(required=True)
    who_decides = fields.String(required=True)
    decided_by = fields.AwareDateTime(required=True, allow_none=True)
    moderation = fields.String(required=True)
    deciding_office = fields.String(required=True, allow_none=True)
    decision_hours = fields.Integer(required=True)
    answer_days = fields.Integer(required=True)
    min_age = fields.Integer(required=True, allow_none=True)
    max_age = fields.Integer(required=True, allow_none=True)
    tone = fields.String(required=True)
    age_way = fields.String(required=True)
    residence = fields.String(required=True)
    is_frozen = fields.Boolean(required=True)
    neighbourhoods = fields.List(fields.String(), required=True)
    phases = fields.List(fields.Nested(CallPhaseSchema), required=True)
    speakers = fields.List(fields.Nested(SpeakerSchema), required=True)
    lacks = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
