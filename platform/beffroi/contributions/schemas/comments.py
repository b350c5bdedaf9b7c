"""What programs get of comments and of the answers to them."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules import Position


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
