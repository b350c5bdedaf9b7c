"""Comments and the answers to them: what is sent, and what programs get."""

from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.rules import DebateOrder, Position
from beffroi.core.api import CursorQuery, InputSchema
from beffroi.core.fields import Line, Prose


class NewCommentSchema(InputSchema):
    """A comment to write."""

    body = Prose(max=rules.MAX_COMMENT, required=True, metadata={"description": "Plain text."})


class OwnCommentSchema(NewCommentSchema):
    """One's own comment written again, and the version that was read."""

    seen_version = fields.Integer(required=True)


class PositionSchema(InputSchema):
    """The part of a comment that takes a position."""

    position = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf([p.value for p in Position]),
        metadata={"description": "What one thinks of the idea; nobody has to say."},
    )


class SignedCommentSchema(NewCommentSchema, PositionSchema):
    """A comment with its place; a guest signs it, somebody with an account has their name."""

    author_name = Line(
        max=rules.MAX_NAME,
        min=0,
        load_default="",
        metadata={"description": "Public signature of a guest.", "example": "Zoé"},
    )
    parent = fields.UUID(
        load_default=None,
        allow_none=True,
        attribute="parent_id",
        metadata={"description": "The comment to answer; an answer takes no position."},
    )


class CommentQuery(CursorQuery):
    """Which comments of an idea."""

    position = fields.String(validate=validate.OneOf([p.value for p in Position]))
    order = fields.String(
        load_default=DebateOrder.OLDEST.value,
        validate=validate.OneOf([o.value for o in DebateOrder]),
    )
    parent = fields.UUID(metadata={"description": "Only the answers to this comment, all of them."})


class AnswerSchema(Schema):
    """An answer to a comment, and what every comment has."""

    id = fields.UUID(required=True)
    url = fields.String(required=True, metadata={"description": "Path of its page."})
    parent = fields.UUID(
        attribute="parent_id",
        required=True,
        allow_none=True,
        metadata={"description": "The comment it answers."},
    )
    author_name = fields.String(required=True)
    body = fields.String(required=True)
    is_gone = fields.Boolean(
        required=True,
        metadata={
            "description": "Its words are public no more; its place stays for the answers to it."
        },
    )
    is_withdrawn = fields.Boolean(
        required=True, metadata={"description": "Gone because its author took it back."}
    )
    language = fields.String(required=True)
    version = fields.Integer(required=True)
    visibility = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    is_mine = fields.Boolean(required=True)


class CommentSchema(AnswerSchema):
    """A comment under an idea; in a list, with the first answers to it."""

    position = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf([p.value for p in Position]),
        metadata={"description": "What its author thinks of the idea, if they say."},
    )
    reply_count = fields.Integer(
        required=True, metadata={"description": "Public answers, shown here or not."}
    )
    replies = fields.List(
        fields.Nested(AnswerSchema),
        required=True,
        metadata={"description": "The first of them; `parent` lists them all."},
    )
