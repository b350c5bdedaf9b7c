"""What comes with a list of residents, and what is shown of it: never a name."""

from typing import Any

from marshmallow import Schema, ValidationError, fields

from beffroi.core.api import InputSchema
from beffroi.core.fields import Line, Prose
from beffroi.core.i18n import lazy
from beffroi.identity.problems.proofs import LIST_TOO_LONG
from beffroi.identity.schemas.places import Place
from beffroi.identity.services.rolls import NewRoll

LARGEST_LIST = 200_000  # bytes: some five thousand lines
_DATE = lazy("Écrivez une date, par exemple : 31/12/2009.")
_CSV = "nom;prenom;naissance\nDurand;Awa;1987-04-09\n"


def _fits(text: str) -> None:
    if len(text.encode()) > LARGEST_LIST:
        raise ValidationError(str(LIST_TOO_LONG))


class RollUploadSchema(InputSchema):
    """What is said of a list that is brought in by a form; the file comes beside."""

    label = Line(required=True, max=120, metadata={"example": "Locataires du bailleur, 2026"})
    place = Place(
        required=True,
        metadata={
            "pattern": "^(neighbourhood|commune):[a-z0-9-]{1,80}$",
            "description": "What being on the list proves: a neighbourhood or a commune.",
            "example": "neighbourhood:cite-des-brebis",
        },
    )
    ends_on = fields.Date(
        required=True,
        error_messages={"invalid": _DATE},
        metadata={"description": "The last day it serves, within two years."},
    )


class RollInputSchema(RollUploadSchema):
    """The same with the list itself, which is dropped once it is digested."""

    file = Prose(
        required=True,
        max=LARGEST_LIST,
        validate=_fits,
        metadata={
            "description": "The text of a CSV with the columns nom, prenom, naissance; 200 kB.",
            "example": _CSV,
        },
    )


class RollReportSchema(Schema):
    """What became of the lines."""

    id = fields.UUID(required=True, attribute="roll_id")
    kept = fields.Integer(required=True, metadata={"description": "People on the list."})
    twice = fields.Integer(required=True, metadata={"description": "Lines that came twice."})
    wrong = fields.Integer(required=True, metadata={"description": "Lines not understood."})


class RollSchema(Schema):
    """A list in force, without a name."""

    id = fields.UUID(required=True)
    label = fields.String(required=True)
    place = Place(required=True)
    size = fields.Integer(required=True)
    answered = fields.Integer(required=True, metadata={"description": "How many found themselves."})
    ends_on = fields.Date(required=True)


class RollsSchema(Schema):
    """All those one looks after: a town has few."""

    items = fields.List(fields.Nested(RollSchema), required=True)


def new_roll(data: dict[str, Any]) -> NewRoll:
    """What was sent, as the service wants it."""
    kind, place = data["place"]
    return NewRoll(data["label"], kind, place, data["ends_on"])
