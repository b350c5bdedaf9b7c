"""What people and relays send to prove something, and what they read of it."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema
from beffroi.core.clock import now
from beffroi.core.fields import Line, Prose, Slug
from beffroi.core.i18n import lazy
from beffroi.identity.rules.proofs import THRESHOLDS
from beffroi.identity.rules.rolls import born_on
from beffroi.identity.schemas.guardians import STATES

_NUMBER = lazy("Écrivez le numéro, par exemple : 12 ou 12 bis.")
_DATE = lazy("Écrivez une date, par exemple : 31/12/2009.")
_THRESHOLD = lazy("Choisissez un âge de la liste.")
_INSEE = validate.Regexp(r"^[0-9AB]{5}$", error=lazy("Choisissez une commune de la liste."))
INSEE = {"description": "INSEE code of the commune.", "example": "62498"}


class BirthDate(fields.Date):
    """A date of birth: ISO 8601, or day first as people write it."""

    def _deserialize(self, value: Any, *_context: Any, **_options: Any) -> Any:
        born = born_on(value, now().date()) if isinstance(value, str) else None
        if born is None:
            raise self.make_error("invalid", input=value, obj_type="date", format="ISO")
        return born


class AddressSchema(InputSchema):
    """An address to place; it is dropped as soon as it is placed."""

    commune = fields.String(required=True, validate=_INSEE, metadata=INSEE)
    number = Line(
        required=True,
        max=12,
        validate=validate.Regexp(r"^\s*[0-9]", error=_NUMBER),
        metadata={"description": "Number in the street.", "example": "12 bis"},
    )
    street = Line(
        required=True,
        max=120,
        metadata={"description": "Street, without the number.", "example": "rue Jean-Jaurès"},
    )


class LetterSchema(InputSchema):
    """Where to post a code; dropped when the letter is printed."""

    name = Line(required=True, max=80, metadata={"description": "First line of the envelope."})
    address = Prose(
        required=True,
        min=5,
        max=300,
        metadata={"description": "The next lines: number, street, postal code, town."},
    )
    neighbourhood = Slug(required=True, metadata={"example": "cite-des-brebis"})


class LetterCodeSchema(InputSchema):
    """The eight signs of the letter."""

    code = Line(required=True, max=40, metadata={"example": "K7QM-2XRA"})


class RollAnswerSchema(InputSchema):
    """Who one is, to be found on a list; dropped once compared."""

    family_name = Line(required=True, max=120)
    given_name = Line(required=True, max=120, metadata={"description": "The first is enough."})
    born_on = BirthDate(required=True, error_messages={"invalid": _DATE})


class DeclaredAgeSchema(InputSchema):
    """The age one says to have reached."""

    threshold = fields.Integer(
        required=True,
        strict=False,
        validate=validate.Range(min=11, max=99, error=_THRESHOLD),
        metadata={"description": "Years.", "example": 16},
    )


class DeclaredAgeFormSchema(DeclaredAgeSchema):
    """The same from a page, which leads back."""

    suite = fields.String(load_default="")


class DeskCheckSchema(InputSchema):
    """What a relay saw of the person who shows this code; nothing else of the paper is said."""

    code = Line(required=True, max=40, metadata={"example": "K7QM-2XRA"})
    threshold = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(THRESHOLDS, error=_THRESHOLD),
        metadata={"description": "An age that the paper shows to be reached."},
    )
    neighbourhood = Slug(
        load_default=None,
        allow_none=True,
        metadata={"description": "A neighbourhood in which the paper shows that they live."},
    )


class ProofSchema(Schema):
    """What is proved, by which way, until when; never with what."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("age", "youth", "residence")))
    threshold = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Years: reached for an `age`, not yet for a `youth`."},
    )
    place_kind = fields.String(required=True, allow_none=True)
    place_id = fields.String(required=True, allow_none=True)
    way = fields.String(required=True)
    proved_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)


class ProofsSchema(Schema):
    """All of them: a person has few. `guardian` is what a child under 15 waits for."""

    items = fields.List(fields.Nested(ProofSchema), required=True)
    guardian = fields.String(
        required=True,
        validate=validate.OneOf(STATES),
    )


class LetterAskedSchema(Schema):
    """A letter that is on its way."""

    neighbourhood = fields.String(attribute="neighbourhood_slug", required=True)
    asked_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)


class DeskCodeSchema(Schema):
    """A code to show at a desk, for a quarter of an hour."""

    code = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
