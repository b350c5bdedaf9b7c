"""What a message is to a program."""

from marshmallow import Schema, fields

from beffroi.core.api import page_of


class OrientationSchema(Schema):
    """A structure that can help."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    what = fields.String(required=True)
    how = fields.String(required=True)


class WordsSchema(Schema):
    """A message in the language of the request: what happened, why, what to do now."""

    subject = fields.String(required=True)
    happened = fields.String(required=True)
    why = fields.String(required=True)
    quote = fields.String(
        required=True, metadata={"description": "What a moderator or an institution wrote."}
    )
    next_step = fields.String(required=True)
    structure = fields.Nested(OrientationSchema, required=True, allow_none=True)


class MessageSchema(Schema):
    """Something a person was told."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    words = fields.Nested(WordsSchema, required=True)
    link = fields.String(
        required=True, metadata={"description": "The next step: a path of this site."}
    )
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)


MessagesSchema = page_of(MessageSchema)
