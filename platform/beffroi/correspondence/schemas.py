"""What is asked of offices and what they answer: forms and the API go through the same."""

from marshmallow import Schema, fields, validate

from beffroi.core.api import CursorQuery, InputSchema
from beffroi.core.fields import Line, Prose, Slug
from beffroi.correspondence import rules
from beffroi.correspondence.rules import Outcome, State

OFFICE = {"description": "Slug of an office.", "example": "lens-lievin-chef-de-projet"}
_CODE = validate.Regexp(r"^[a-z_]{1,20}$")


class AskedSchema(InputSchema):
    """An office to ask, and what is asked."""

    office = Slug(required=True, metadata=OFFICE)
    reason = Prose(
        max=rules.MAX_REASON,
        min=0,
        load_default="",
        metadata={"description": "What is expected; public."},
    )


class NewRequestSchema(AskedSchema):
    """The same, on which thing."""

    subject_kind = fields.String(
        required=True, validate=_CODE, metadata={"description": "`idea`.", "example": "idea"}
    )
    subject_id = fields.UUID(required=True)


class ReplySchema(InputSchema):
    """An answer to give for the office."""

    effect = fields.String(
        required=True,
        validate=_CODE,
        metadata={
            "description": "What it does, among the `choices` of the request.",
            "example": "kept",
        },
    )
    words = Prose(
        max=rules.MAX_WORDS,
        min=0,
        load_default="",
        metadata={"description": "The answer with its reasons; public."},
    )
    structure = Slug(
        load_default=None,
        allow_none=True,
        metadata={"description": "Whom to turn to, where it is not done here."},
    )
    next_step = Line(
        max=rules.MAX_NEXT_STEP, min=0, load_default="", metadata={"description": "What follows."}
    )
    next_step_on = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "By which day."}
    )


class TransferSchema(InputSchema):
    """The office it goes on to, and why."""

    office = Slug(required=True, metadata=OFFICE)
    reason = Prose(max=rules.MAX_REASON, required=True, metadata={"description": "Why; public."})


class WithdrawalSchema(InputSchema):
    """Why no answer is expected any more."""

    why = Prose(max=rules.MAX_REASON, required=True, metadata={"description": "Public."})


class RequestQuery(CursorQuery):
    """Filters of the public list."""

    office = Slug(metadata=OFFICE)
    contract = Slug()
    kind = fields.String(validate=_CODE)
    state = fields.String(validate=validate.OneOf([s.value for s in State]))
    overdue = fields.Boolean(load_default=False, metadata={"description": "Only those overdue."})


class FiguresQuery(InputSchema):
    """Of which contract."""

    contract = Slug()


class OfficeRefSchema(Schema):
    """An office in brief."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)


class RequestLineSchema(Schema):
    """A request in a list."""

    id = fields.UUID(required=True)
    subject_kind = fields.String(required=True)
    subject_id = fields.UUID(
        required=True, allow_none=True, metadata={"description": "Null once it is not public."}
    )
    title = fields.String(required=True)
    url = fields.String(required=True, metadata={"description": "Path of the subject's page."})
    office = fields.Nested(OfficeRefSchema, required=True)
    asked_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True, metadata={"description": "The last day to be in time."})
    state = fields.String(required=True, validate=validate.OneOf([s.value for s in State]))
    is_overdue = fields.Boolean(required=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)
    days_taken = fields.Integer(required=True, allow_none=True)


class AnsweredStructureSchema(Schema):
    """Whom to turn to."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    what = fields.String(required=True)
    how = fields.String(required=True)


class OfficeAnswerSchema(Schema):
    """An answer of an office; later ones put earlier ones right."""

    number = fields.Integer(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf([o.value for o in Outcome]))
    effect = fields.String(required=True)
    words = fields.String(required=True)
    structure = fields.Nested(AnsweredStructureSchema, required=True, allow_none=True)
    next_step = fields.String(required=True)
    next_step_on = fields.Date(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True)


class ChainLinkSchema(Schema):
    """An office it went through."""

    id = fields.UUID(required=True)
    office = fields.Nested(OfficeRefSchema, required=True)
    state = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)
    settled_reason = fields.String(required=True)


class RequestSchema(RequestLineSchema):
    """A request in full."""

    reason = fields.String(required=True)
    settled_reason = fields.String(required=True)
    answers = fields.List(fields.Nested(OfficeAnswerSchema), required=True)
    chain = fields.List(fields.Nested(ChainLinkSchema), required=True)


class ChoiceSchema(Schema):
    """An answer that may be given now."""

    effect = fields.String(required=True)
    label = fields.String(required=True)
    outcome = fields.String(required=True)
    orients = fields.Boolean(
        required=True, metadata={"description": "Whether it must say whom to turn to."}
    )


class DeskRequestSchema(RequestSchema):
    """A request as whoever answers it sees it."""

    choices = fields.List(fields.Nested(ChoiceSchema), required=True)
    told = fields.Integer(
        required=True, metadata={"description": "How many people an answer will be told to."}
    )


class FiguresSchema(Schema):
    """What an office was asked and how it answered; `asked` is the sum of the counts after it."""

    office = fields.Nested(OfficeRefSchema, required=True)
    asked = fields.Integer(required=True)
    in_time = fields.Integer(required=True)
    late = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    transferred = fields.Integer(required=True)
    withdrawn = fields.Integer(required=True)
    median_days = fields.Float(required=True, allow_none=True)
