"""What a relay sends for somebody, by form and by program, and what is shown of it."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from beffroi.contributions import rules
from beffroi.contributions.schemas.asked import IdeaTextSchema, ThemeList
from beffroi.contributions.schemas.comments import NewCommentSchema, PositionSchema
from beffroi.contributions.schemas.fields import FieldAnswersSchema
from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Line, Prose, Slug
from beffroi.core.i18n import LANGUAGES, lazy
from beffroi.identity.problems.assistance import NO_CODE, NO_CONSENT
from beffroi.identity.rules.assistance import MAX_OBJECTION, MAX_PLACE
from beffroi.identity.rules.codes import MAX_TYPED

MISSING = lazy("Ce champ est obligatoire.")
BAD_DATE = lazy("Choisissez un jour dans le calendrier.")
BAD_IDEA = lazy("Choisissez une idée.")
KINDS = ("idea", "support", "comment")
SEEN = ("home", "15", "16", "18")
WAYS = ("tell", "remove")
NEEDED = {"idea": ("call", "title", "body"), "support": ("idea",), "comment": ("idea", "body")}


class AssistanceSchema(InputSchema):
    """Where, when and with which yes somebody was helped; also the common part of the forms."""

    neighbourhood = Slug(
        required=True,
        metadata={"description": "Slug of a neighbourhood.", "example": "cite-des-brebis"},
    )
    place = Line(
        required=True,
        max=MAX_PLACE,
        metadata={"description": "Where the person was met.", "example": "Marché du samedi"},
    )
    consent = fields.String(
        required=True,
        validate=validate.Length(max=20),
        error_messages={"required": NO_CONSENT},
        metadata={"description": "Version of the text read aloud.", "example": "2026-11"},
    )
    acted_on = fields.Date(
        required=True,
        error_messages={"required": BAD_DATE, "invalid": BAD_DATE},
        metadata={"description": "Day on which the person spoke, at most 30 days ago."},
    )
    name = Line(
        max=rules.MAX_NAME,
        min=0,
        load_default="",
        metadata={"description": "What the person signs with, if they want to.", "example": "Zoé"},
    )
    follow_code = Line(
        max=MAX_TYPED,
        min=0,
        load_default="",
        metadata={"description": "Code of an older receipt of the same person."},
    )
    language = fields.String(
        load_default="fr",
        validate=validate.OneOf(tuple(LANGUAGES)),
        metadata={"description": "Language the person spoke."},
    )


class EntrySchema(Schema):
    """What makes a second tap on a form the same entry."""

    entry = Line(max=200, min=0, load_default="")


class AssistedIdeaFormSchema(AssistanceSchema, IdeaTextSchema, EntrySchema):
    """An idea noted on a page."""

    call = Slug(required=True)


class AssistedSupportFormSchema(AssistanceSchema, EntrySchema):
    """A support noted on a page."""

    idea = fields.UUID(required=True, error_messages={"required": BAD_IDEA, "invalid": BAD_IDEA})


class AssistedCommentFormSchema(AssistedSupportFormSchema, NewCommentSchema, PositionSchema):
    """A comment noted on a page."""


class AssistedCheckFormSchema(AssistanceSchema, EntrySchema):
    """What a relay saw of somebody who has no device."""

    seen = fields.List(fields.String(validate=validate.OneOf(SEEN)), load_default=list)


class DeviceAssistanceSchema(AssistanceSchema):
    """The same from a device that makes the follow code itself: the server never tells it."""

    new_code = Line(
        max=MAX_TYPED,
        min=0,
        load_default="",
        metadata={
            "description": "Follow code made by the device: 16 signs of "
            "`23456789ABCDEFGHJKMNPQRSTUVWXYZ`, by chance. Only its digest is kept.",
            "example": "K7QM2XRA9DTEHJ4C",
        },
    )

    @validates_schema
    def require_a_code(self, data: dict[str, Any], **_options: Any) -> None:
        """A new one, or that of an older receipt."""
        if not (data["new_code"] or data["follow_code"]):
            raise ValidationError({"new_code": [str(NO_CODE)]})


class AssistedActInputSchema(DeviceAssistanceSchema, FieldAnswersSchema, PositionSchema):
    """An act noted for somebody, from a notebook or another program."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    call = Slug(load_default="", metadata={"description": "Slug of the call, for an idea."})
    title = Line(max=rules.MAX_TITLE, min=0, load_default="", metadata={"description": "One line."})
    body = Prose(max=rules.MAX_BODY, min=0, load_default="", metadata={"description": "Text."})
    themes = ThemeList()
    idea = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Idea to support or to comment."},
    )
    notebook = Line(
        max=40,
        min=0,
        load_default="",
        metadata={"description": "Mark of the relay's notebook; refused when it is another's."},
    )

    @validates_schema
    def require_what_the_kind_needs(self, data: dict[str, Any], **_options: Any) -> None:
        """An idea has a call and a text, a support an idea, a comment both."""
        errors = {name: [str(MISSING)] for name in NEEDED.get(data["kind"], ()) if not data[name]}
        if errors:
            raise ValidationError(errors)


class ObjectionSchema(InputSchema):
    """ "This is not what I said": told to those in charge, or what was noted is taken back."""

    way = fields.String(
        required=True,
        validate=validate.OneOf(WAYS),
        metadata={"description": "`tell` those in charge, or `remove` what was noted as well."},
    )
    words = Prose(
        max=MAX_OBJECTION, min=0, load_default="", metadata={"description": "What is wrong."}
    )


class ReceiptFormSchema(InputSchema):
    """Where to send a receipt; one of the two."""

    email = Email(load_default="")
    phone = Line(max=40, min=0, load_default="")


class AssistedActSchema(Schema):
    """An act that a relay recorded for somebody."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    subject_id = fields.UUID(
        required=True,
        metadata={"description": "The idea, the comment, the proof, or the questionnaire."},
    )
    relay_name = fields.String(required=True)
    consent_version = fields.String(required=True)
    place = fields.String(required=True)
    neighbourhood = fields.Function(
        lambda act: act.neighbourhood.slug if act.neighbourhood else None,
        metadata={"type": ["string", "null"]},
    )
    acted_on = fields.Date(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    contested_at = fields.AwareDateTime(required=True, allow_none=True)
    objection = fields.String(required=True, metadata={"description": "What the person says."})
