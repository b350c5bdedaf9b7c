"""Questions as programs send them and get them."""

from typing import Any

from marshmallow import fields, validate

from beffroi.contributions.rules.questions import (
    HIGHEST,
    MAX_CLAUSES,
    MAX_COLUMNS,
    MAX_OPTIONS,
    MAX_QUESTIONS,
    MAX_ROWS,
    Kind,
    Match,
)
from beffroi.core.api import InputSchema
from beffroi.core.fields import Line, Prose

LONGEST_LABEL = 300
LONGEST_HINT = 500
LONGEST_OPTION = 150
LONGEST_END = 60
ID = validate.Regexp(r"^[a-z0-9]{1,12}$")
_ID_SAID = {"description": "Small letters and figures; it stays when the words change."}


class QuestionOptionSchema(InputSchema):
    """Something to choose, a row or a column."""

    id = fields.String(required=True, validate=ID, metadata=_ID_SAID)
    label = Line(required=True, max=LONGEST_OPTION)


class QuestionClauseSchema(InputSchema):
    """A look at an earlier question: has it one of these answers, or any when none is named."""

    question = fields.String(required=True, validate=ID)
    answers = fields.List(
        fields.String(validate=ID),
        load_default=list,
        validate=validate.Length(max=MAX_OPTIONS),
        metadata={"description": "Ids of options, or steps of a scale; empty: answered at all."},
    )
    has = fields.Boolean(load_default=True, metadata={"description": "false: it has none of them."})


class QuestionConditionSchema(InputSchema):
    """When a question is asked."""

    match = fields.String(
        load_default=Match.ALL.value, validate=validate.OneOf([one.value for one in Match])
    )
    clauses = fields.List(
        fields.Nested(QuestionClauseSchema),
        required=True,
        validate=validate.Length(min=1, max=MAX_CLAUSES),
    )


class QuestionSchema(InputSchema):
    """One question; what its kind does not need is left out."""

    id = fields.String(required=True, validate=ID, metadata=_ID_SAID)
    kind = fields.String(required=True, validate=validate.OneOf([one.value for one in Kind]))
    label = Line(required=True, max=LONGEST_LABEL)
    hint = Prose(max=LONGEST_HINT, min=0, load_default="")
    required = fields.Boolean(load_default=False)
    options = fields.List(
        fields.Nested(QuestionOptionSchema), validate=validate.Length(max=MAX_OPTIONS)
    )
    rows = fields.List(fields.Nested(QuestionOptionSchema), validate=validate.Length(max=MAX_ROWS))
    columns = fields.List(
        fields.Nested(QuestionOptionSchema), validate=validate.Length(max=MAX_COLUMNS)
    )
    least = fields.Integer(
        allow_none=True, strict=True, metadata={"description": "Choose at least."}
    )
    most = fields.Integer(allow_none=True, strict=True, metadata={"description": "Choose at most."})
    low = fields.Integer(strict=True, validate=validate.Range(min=0, max=HIGHEST))
    high = fields.Integer(strict=True, validate=validate.Range(min=0, max=HIGHEST))
    low_label = Line(max=LONGEST_END, min=0)
    high_label = Line(max=LONGEST_END, min=0)
    condition = fields.Nested(QuestionConditionSchema, allow_none=True)


def question_list() -> fields.List[Any]:
    """The questions in their order."""
    return fields.List(
        fields.Nested(QuestionSchema), required=True, validate=validate.Length(max=MAX_QUESTIONS)
    )
