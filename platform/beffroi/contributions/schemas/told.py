"""Ideas that are told: the recording as programs send it, the words read over, what they get."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.contributions.schemas.asked import IdeaContactSchema, IdeaPlaceSchema
from beffroi.contributions.schemas.fields import FieldAnswersSchema
from beffroi.core.api import InputSchema
from beffroi.core.fields import Line, Prose, Slug
from beffroi.core.i18n import LANGUAGES


class VoiceFileSchema(InputSchema):
    """A recording that tells an idea."""

    voice = Upload(
        required=True,
        metadata={"description": "WebM, Ogg, MP4, MP3 or WAV; two minutes and 4 MB at most."},
    )


class ToldSchema(InputSchema):
    """What is known when the recording comes."""

    language = fields.String(
        load_default="fr",
        validate=validate.OneOf(tuple(LANGUAGES)),
        metadata={"description": "Language that is spoken."},
    )


class WritingRequestSchema(InputSchema):
    """Where the relay is who shall write it down."""

    neighbourhood = Slug(
        required=True,
        metadata={"description": "Slug of a neighbourhood.", "example": "cite-des-brebis"},
    )


class ReadOverSchema(IdeaPlaceSchema, IdeaContactSchema, FieldAnswersSchema):
    """The words of an idea that was told, once its author has read them over."""

    title = Line(
        max=rules.MAX_TITLE,
        min=0,
        load_default="",
        metadata={"description": "One line; left out, what was written down stands."},
    )
    body = Prose(
        max=rules.MAX_BODY,
        min=0,
        load_default="",
        metadata={"description": "Plain text; left out, what was written down stands."},
    )
    transcript_read = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Its author read these words over, or had them read. Required."},
    )
    voice_is_heard = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Let it be heard with the text; never in a call for the young."},
    )


class ToldVoiceSchema(Schema):
    """The recording, until it is sent."""

    kind = fields.String(required=True, metadata={"description": "Media type."})
    seconds = fields.Integer(required=True)
    asked_at = fields.AwareDateTime(required=True, allow_none=True)
    written_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "A relay wrote it down."}
    )


class ToldIdeaSchema(Schema):
    """An idea that was told and is not sent yet; whoever has its id may go on with it."""

    id = fields.UUID(attribute="draft.id", required=True)
    call = fields.String(attribute="draft.call_slug", required=True)
    url = fields.String(attribute="draft.url", required=True)
    title = fields.String(attribute="draft.title", required=True)
    body = fields.Function(
        lambda told: str(told.draft.content.get("body", "")), metadata={"type": "string"}
    )
    idea = fields.UUID(
        attribute="draft.idea_id",
        required=True,
        allow_none=True,
        metadata={"description": "What it became, once sent."},
    )
    voice = fields.Nested(ToldVoiceSchema, required=True, allow_none=True)
