"""Schemas for putting ideas together and taking them apart."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.rules.merges import MAX_MERGED
from beffroi.contributions.rules.splits import MAX_PARTS
from beffroi.core.api import InputSchema
from beffroi.core.fields import Line, Prose


class ReasonSchema(InputSchema):
    """Why; everybody reads it."""

    reason = Prose(max=rules.MAX_REASON, required=True, metadata={"description": "Why; public."})


class MergeSchema(ReasonSchema):
    """Ideas that join this one."""

    ideas = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MAX_MERGED)
    )


class JoinForm(ReasonSchema):
    """The idea that this one joins, from its page."""

    target = fields.UUID(required=True)


class PartSchema(InputSchema):
    """A title, and the words of the author that it is made of."""

    title = Line(max=rules.MAX_TITLE, required=True)
    body = Prose(max=rules.MAX_BODY, required=True)


class AskSchema(ReasonSchema):
    """Whether words may be changed, its author being asked first."""

    ask = fields.Boolean(
        load_default=False,
        metadata={"description": "Texts may differ: nothing happens before a yes of its author."},
    )


class SplitSchema(AskSchema):
    """Two ideas or more, of the words of one."""

    parts = fields.List(
        fields.Nested(PartSchema), required=True, validate=validate.Length(max=MAX_PARTS)
    )


class PartsForm(AskSchema):
    """The same from a form: titles and texts in the order of their fields."""

    titles: Any = fields.List(
        Line(max=rules.MAX_TITLE, min=0), load_default=list, validate=validate.Length(max=MAX_PARTS)
    )
    bodies: Any = fields.List(
        Prose(max=rules.MAX_BODY, min=0), load_default=list, validate=validate.Length(max=MAX_PARTS)
    )


class PartsMadeSchema(Schema):
    """The ideas that were made; none while a yes is waited for."""

    ids = fields.List(fields.UUID(), required=True)
    waits = fields.Boolean(
        required=True, metadata={"description": "Its author is asked; nothing has changed yet."}
    )
