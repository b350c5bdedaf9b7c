"""Answers beside the text of an idea, as programs send them, and the questions of a call."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.contributions.schemas.questions import QuestionSchema, question_list
from beffroi.core.api import InputSchema

ABOUT = {
    "description": "Answers to what the call asks beside the text, by the id of their question.",
    "example": {},
}


class FieldAnswersSchema(InputSchema):
    """The part of a body that carries them; its name in Python leaves marshmallow's own alone."""

    field_answers = fields.Dict(
        keys=fields.String(), data_key="fields", load_default=dict, metadata=ABOUT
    )


class ChangedFieldAnswersSchema(InputSchema):
    """The same where leaving them out leaves them as they are."""

    field_answers = fields.Dict(
        keys=fields.String(), data_key="fields", load_default=None, allow_none=True, metadata=ABOUT
    )


class FieldAnswerSchema(Schema):
    """A question and its answer, as one reads it."""

    question = fields.String(required=True)
    label = fields.String(required=True)
    answer = fields.Raw(required=True, metadata={"description": "As it was sent."})
    text = fields.String(required=True)


class ToldFieldsSchema(Schema):
    """The part of an idea that tells them."""

    field_answers = fields.List(
        fields.Nested(FieldAnswerSchema),
        attribute="fields",
        data_key="fields",
        required=True,
        metadata={"description": "What was answered beside the text."},
    )


class CallFieldsSchema(Schema):
    """What the form of a call asks beside the text of an idea."""

    call = fields.String(attribute="call_slug", required=True)
    version = fields.Integer(required=True, metadata={"description": "0: none was ever asked."})
    is_frozen = fields.Boolean(
        required=True, metadata={"description": "An idea was sent: they change no more."}
    )
    questions = fields.Function(
        lambda view: _dumped(view.questions),
        metadata={"type": "array", "items": {"type": "object"}},
    )


class CallFieldsInputSchema(InputSchema):
    """The questions to ask, all together; an empty list asks none."""

    questions = question_list()
    seen_version = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


def _dumped(questions: list[dict[str, Any]]) -> Any:
    return QuestionSchema(many=True).dump(questions)
