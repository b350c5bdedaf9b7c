"""Pictures: sent with what is said of them, and shown."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields

from beffroi.contributions import rules
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
