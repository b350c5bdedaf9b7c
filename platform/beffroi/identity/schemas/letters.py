"""What a program that prints letters sends and gets."""

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema, page_of
from beffroi.identity.services.letter_printing import ON_A_SHEET, OUTSIDE, SET_ASIDE


class LetterIdsSchema(InputSchema):
    """Letters of the list of those that wait; a sheet holds at most fifty."""

    letters = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=ON_A_SHEET)
    )


def _reason() -> fields.String:
    return fields.String(
        load_default=OUTSIDE,
        validate=validate.OneOf(SET_ASIDE),
        metadata={
            "description": "Why: the address lies `outside` the neighbourhood, or is `incomplete`."
        },
    )


class SetAsideQuery(InputSchema):
    """Why a letter is not posted; who asked for it is told."""

    reason = _reason()


class SetAsideFormSchema(Schema):
    """The same from a page."""

    reason = _reason()


class WaitingLetterSchema(Schema):
    """A letter that waits to be printed; its address stays sealed."""

    id = fields.UUID(required=True)
    neighbourhood = fields.String(required=True, metadata={"description": "Slug."})
    asked_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(
        required=True, metadata={"description": "Not printed by then, its address is dropped."}
    )


WaitingLetters = page_of(WaitingLetterSchema)


class LetterToPrintSchema(Schema):
    """A letter as it goes on paper: whose hands it comes into, and what they copy."""

    id = fields.UUID(required=True)
    neighbourhood = fields.Function(
        lambda letter: letter.neighbourhood.slug, metadata={"type": "string"}
    )
    place_name = fields.Function(
        lambda letter: letter.neighbourhood.name,
        metadata={"type": "string", "description": "The neighbourhood, in words."},
    )
    lines = fields.List(
        fields.String(), required=True, metadata={"description": "Of the envelope, the name first."}
    )
    code = fields.String(required=True, metadata={"example": "K7QM-2XRA"})


class SheetSchema(Schema):
    """Letters to print, and where their readers enter the code."""

    items = fields.List(fields.Nested(LetterToPrintSchema), required=True)
    address = fields.String(required=True, metadata={"description": "To be written on each."})


class PrintedLetterSchema(Schema):
    """A letter that is on paper; its address is gone."""

    id = fields.UUID(required=True)
    printed_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(
        required=True, metadata={"description": "Until when its code serves."}
    )


class PrintedLettersSchema(Schema):
    """Those of the letters sent that are on paper, now or since before."""

    items = fields.List(fields.Nested(PrintedLetterSchema), required=True)
