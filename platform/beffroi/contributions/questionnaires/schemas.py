"""What programs and forms send of questionnaires, and what they get."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.contributions.questionnaires.problems import BAD_RESULTS, NOT_RESPONSES, TITLE_BLANK
from beffroi.contributions.rules.questions import HIGHEST, MAX_OPTIONS, Kind, Match
from beffroi.contributions.schemas.assisted import (
    AssistanceSchema,
    DeviceAssistanceSchema,
    EntrySchema,
)
from beffroi.contributions.schemas.questions import (
    LONGEST_END,
    LONGEST_HINT,
    LONGEST_LABEL,
    LONGEST_OPTION,
    QuestionSchema,
    question_list,
)
from beffroi.core.api import InputSchema
from beffroi.core.fields import Line, Prose
from beffroi.identity.rules.proofs import Missing

SHOWN = ("never", "closed", "always")
MAX_INTRO = 2000
LINES = MAX_OPTIONS * (LONGEST_OPTION + 1)
SEEN = {"description": "Version of the questions that was read."}


class QuestionnaireInputSchema(InputSchema):
    """How a questionnaire presents itself."""

    title = Line(required=True, max=120, error_messages={"required": TITLE_BLANK})
    intro = Prose(max=MAX_INTRO, min=0, load_default="")
    is_anonymous = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Nothing ties a sheet to whoever filled it; it cannot be changed."
        },
    )
    results_shown = fields.String(
        load_default="closed",
        validate=validate.OneOf(SHOWN, error=str(BAD_RESULTS)),
        metadata={"description": "When its results are public; `closed`: once its call is."},
    )


class QuestionsInputSchema(InputSchema):
    """The questions of a questionnaire, all together."""

    questions = question_list()
    seen_version = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1), metadata=SEEN
    )


class QuestionnaireStateSchema(InputSchema):
    """Whether it is out."""

    published = fields.Boolean(required=True)


class AnswersSchema(InputSchema):
    """Answers by the id of their question.

    A text is a string, one choice the id of an option, several and a ranking a list of ids, a
    step of a scale an integer, a matrix an object of columns by row.
    """

    answers = fields.Dict(
        keys=fields.String(),
        required=True,
        error_messages={"invalid": NOT_RESPONSES},
        metadata={"example": {"q1": "a1", "q2": ["a1", "a3"], "q3": 4, "q4": {"a1": "a2"}}},
    )
    version = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1), metadata=SEEN
    )


class AssistedAnswersSchema(DeviceAssistanceSchema, AnswersSchema):
    """Answers on paper, with where, when and on which yes; a name is not kept without one."""


class AssistedAnswersFormSchema(AssistanceSchema, EntrySchema):
    """The same on a page, beside the questions."""


class QuestionnaireSchema(Schema):
    """A questionnaire with its questions."""

    id = fields.UUID(required=True)
    url = fields.String(required=True)
    call = fields.String(attribute="call.slug", required=True)
    title = fields.String(required=True)
    intro = fields.String(required=True)
    is_anonymous = fields.Boolean(required=True)
    results_shown = fields.String(required=True, validate=validate.OneOf(SHOWN))
    version = fields.Integer(required=True)
    questions = fields.Function(
        lambda view: QuestionSchema(many=True).dump(view.questions),
        metadata={"type": "array", "items": {"type": "object"}},
    )
    is_open = fields.Boolean(required=True, metadata={"description": "May be answered now."})
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    frozen_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "Of the first answer."}
    )


class AnswersReceiptSchema(Schema):
    """What became of answers."""

    is_new = fields.Boolean(
        required=True, metadata={"description": "false: answers had come before."}
    )
    counted = fields.Boolean(required=True)
    missing = fields.List(
        fields.String(validate=validate.OneOf([one.value for one in Missing])), required=True
    )


class AnswersStandingSchema(Schema):
    """Where one stands with a questionnaire."""

    has_answered = fields.Boolean(required=True)
    answers = fields.Function(
        lambda one: one.sheet.answers if one.sheet else None,
        metadata={"type": ["object", "null"], "description": "null when they bear no name."},
    )
    counted = fields.Function(
        lambda one: one.sheet.counted if one.sheet else one.has_answered,
        metadata={"type": "boolean"},
    )
    missing = fields.List(fields.String(), required=True)


class ResultChoiceSchema(Schema):
    """Something that could be answered."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(
        required=True, allow_none=True, metadata={"description": "null: too few to be shown."}
    )


class ResultRowSchema(Schema):
    """A row of a matrix."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    choices = fields.List(fields.Nested(ResultChoiceSchema), required=True)


class ResultRankSchema(Schema):
    """An option of a ranking."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    points = fields.Integer(required=True, metadata={"description": "Borda: n for a first place."})
    ranked = fields.Integer(required=True)
    first = fields.Integer(required=True, allow_none=True)
    mean_rank = fields.Function(
        lambda place: _fraction(place.mean_rank),
        metadata={"type": ["number", "null"], "description": "Among those who ranked it."},
    )


class QuestionResultSchema(Schema):
    """What was answered to one question."""

    question = fields.String(attribute="question.id", required=True)
    kind = fields.String(attribute="question.kind", required=True)
    label = fields.String(attribute="question.label", required=True)
    asked = fields.Integer(required=True, allow_none=True)
    answered = fields.Integer(required=True, allow_none=True)
    choices = fields.List(fields.Nested(ResultChoiceSchema), required=True)
    rows = fields.List(fields.Nested(ResultRowSchema), required=True)
    ranking = fields.List(fields.Nested(ResultRankSchema), attribute="places", required=True)
    mean = fields.Function(lambda one: _fraction(one.mean), metadata={"type": ["number", "null"]})
    median = fields.Function(
        lambda one: _fraction(one.median), metadata={"type": ["number", "null"]}
    )


class QuestionnaireResultsSchema(Schema):
    """The results of a questionnaire. Texts are not among them: the staff reads those."""

    questionnaire = fields.UUID(attribute="questionnaire.id", required=True)
    count = fields.Integer(
        required=True, allow_none=True, metadata={"description": "null: too few for anything."}
    )
    threshold = fields.Integer(
        required=True, metadata={"description": "Numbers of people under it are not shown."}
    )
    is_whole = fields.Boolean(
        required=True, metadata={"description": "Small numbers included, as the staff sees."}
    )
    outcomes = fields.List(fields.Nested(QuestionResultSchema), required=True)


class QuestionFormSchema(InputSchema):
    """A question as the form of the desk sends it: options, rows and columns one a line."""

    kind = fields.String(required=True, validate=validate.OneOf([one.value for one in Kind]))
    label = Line(required=True, max=LONGEST_LABEL)
    hint = Prose(max=LONGEST_HINT, min=0, load_default="")
    required = fields.String(load_default="", validate=validate.OneOf(("", "oui")))
    options = Prose(max=LINES, min=0, load_default="")
    rows = Prose(max=LINES, min=0, load_default="")
    columns = Prose(max=LINES, min=0, load_default="")
    least = fields.Integer(load_default=None, validate=validate.Range(min=0, max=MAX_OPTIONS))
    most = fields.Integer(load_default=None, validate=validate.Range(min=1, max=MAX_OPTIONS))
    low = fields.Integer(load_default=1, validate=validate.Range(min=0, max=HIGHEST))
    high = fields.Integer(load_default=5, validate=validate.Range(min=0, max=HIGHEST))
    low_label = Line(max=LONGEST_END, min=0, load_default="")
    high_label = Line(max=LONGEST_END, min=0, load_default="")
    seen_version = fields.Integer(required=True, validate=validate.Range(min=1))


class FieldFormSchema(InputSchema):
    """The same for a question beside the text of an idea; version 0 is that of none."""

    label = Line(required=True, max=LONGEST_LABEL)
    hint = Prose(max=LONGEST_HINT, min=0, load_default="")
    required = fields.String(load_default="", validate=validate.OneOf(("", "oui")))
    options = Prose(max=LINES, min=0, load_default="")
    least = fields.Integer(load_default=None, validate=validate.Range(min=0, max=MAX_OPTIONS))
    most = fields.Integer(load_default=None, validate=validate.Range(min=1, max=MAX_OPTIONS))
    seen_version = fields.Integer(required=True, validate=validate.Range(min=0))


class ClauseFormSchema(InputSchema):
    """A condition as the form of the desk sends it; no answer named means any."""

    question = fields.String(required=True)
    has = fields.String(required=True, validate=validate.OneOf(("oui", "non")))
    answers = fields.List(fields.String(), load_default=list)
    match = fields.String(
        load_default=Match.ALL.value, validate=validate.OneOf([one.value for one in Match])
    )
    seen_version = fields.Integer(required=True, validate=validate.Range(min=1))


def _fraction(value: Any) -> float | None:
    return None if value is None else round(float(value), 3)
