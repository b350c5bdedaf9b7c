"""Pictures and voices: sent with what is said of them, and shown."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.schemas.asked import IdeaTextSchema
from beffroi.core.api import InputSchema
from beffroi.core.fields import Line
from beffroi.core.pictures import SIDES


class PhotoFileSchema(InputSchema):
    """A picture to lay with an idea."""

    photo = Upload(
        required=True, metadata={"description": "JPEG, PNG or WebP, 8 MB at most; drawn anew."}
    )


class PhotoSchema(InputSchema):
    """What is said of a picture to whoever does not see it; it may come later."""

    alternative = Line(
        max=rules.MAX_ALTERNATIVE,
        min=0,
        load_default="",
        metadata={"description": "What is on it.", "example": "Un banc cassé, devant l’école."},
    )


class PhotoWordsSchema(InputSchema):
    """The same of a picture that is there: nothing at all takes its words away."""

    alternative = Line(
        max=rules.MAX_ALTERNATIVE,
        min=0,
        required=True,
        metadata={"description": "What is on it.", "example": "Un banc cassé, devant l’école."},
    )


class PhotoShownSchema(Schema):
    """A picture beside an idea, as WebP in three sizes."""

    id = fields.UUID(required=True)
    alternative = fields.String(
        required=True, metadata={"description": "What is on it, said by the author; may be empty."}
    )
    width = fields.Integer(required=True, metadata={"description": "Of the largest size."})
    height = fields.Integer(required=True, metadata={"description": "Of the largest size."})
    sizes = fields.Function(
        lambda photo: {str(side): photo.at(side) for side in SIDES},
        required=True,
        metadata={
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Addresses by the pixels of the longer side.",
        },
    )


class VoiceShownSchema(Schema):
    """A recording beside an idea; its words are the text of the idea."""

    url = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "Media type."})
    seconds = fields.Integer(required=True)


class MediaSchema(Schema):
    """What goes with the words of an idea."""

    photos = fields.List(fields.Nested(PhotoShownSchema), required=True)
    voice = fields.Nested(
        VoiceShownSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Its author telling it, if they let it be heard."},
    )


class VoiceFormSchema(InputSchema):
    """What the author of an idea that was told says at the end."""

    transcript_read = fields.Boolean(load_default=False, truthy={"oui"}, falsy={"non"})
    voice_is_heard = fields.Boolean(load_default=False, truthy={"oui"}, falsy={"non"})


class VoiceWritingSchema(IdeaTextSchema):
    """What a relay wrote down; with its author present, the yes that was read to them and where."""

    present = fields.Boolean(load_default=False, truthy={"oui"}, falsy={"non"})
    consent = fields.String(load_default="", validate=validate.Length(max=20))
    place = Line(max=120, min=0, load_default="")
