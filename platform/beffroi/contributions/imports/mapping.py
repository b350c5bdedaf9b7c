"""Reads a TOML map into a plan, or says everything that is wrong with it at once."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from beffroi.contributions import rules
from beffroi.contributions.imports import plan as plans
from beffroi.contributions.imports.plan import MapError, Plan
from beffroi.contributions.proposals import NewCall
from beffroi.core.clock import PARIS

__all__ = ["MapError", "read_plan"]

# A byte order mark is tolerated; encodings of more than one byte a letter would hide line ends.
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "latin-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "cp1252": "cp1252",
}
COLUMN_OR_DEFAULT = "Name a column, or give a default."
LANGUAGE = validate.Regexp(r"[a-z]{2,3}(-[A-Z]{2})?\Z", error="Not the code of a language.")


def read_plan(text: str) -> Plan:
    """The plan of a map; MapError names each fault by its place in the map."""
    try:
        loaded: Plan = MapSchema().load(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MapError(f"This is not TOML: {error}") from None
    except ValidationError as error:
        raise MapError(*_faults(error.messages)) from None
    return loaded


class Moment(fields.Field[datetime]):
    """A TOML date or moment, in Paris unless it says otherwise."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time(), PARIS)
        if not isinstance(value, datetime):
            raise ValidationError("Not a date of TOML, such as 2019-03-15 without quotes.")
        placed = value if value.tzinfo else value.replace(tzinfo=PARIS)
        try:
            return placed.astimezone(UTC)
        except OverflowError:
            raise ValidationError("Too far away.") from None


class Slugs(fields.Field[tuple[str, ...]]):
    """A slug or a list of slugs; an empty string is none."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[str, ...]:
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(slug, str) for slug in listed):
            raise ValidationError("Not a slug, nor a list of slugs.")
        return tuple(slug for slug in listed if slug)


def _column(**given: Any) -> fields.String:
    return fields.String(validate=validate.Length(min=1), **given)


class _Room(Schema):
    """A table of the map; loading it makes `made`."""

    made: ClassVar[Any]

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        return self.made(**data)


class TitleSchema(_Room):
    made = plans.TitleRule
    column = _column()
    from_text = fields.Boolean()
    too_long = fields.String(validate=validate.OneOf(["refuse", "cut"]))

    @validates_schema
    def _from_somewhere(self, data: dict[str, Any], **_: Any) -> None:
        if not data.get("column") and not data.get("from_text"):
            raise ValidationError("Name a column, or say from_text = true.")


class TextLineSchema(_Room):
    made = plans.TextLine
    column = _column(required=True)
    label = fields.String()


class BodySchema(Schema):
    column = _column()
    lines = fields.List(fields.Nested(TextLineSchema), validate=validate.Length(min=1))

    @post_load
    def _lines(self, data: dict[str, Any], **_: Any) -> tuple[plans.TextLine, ...]:
        if ("column" in data) == ("lines" in data):
            raise ValidationError("Name one column, or list lines; not both.")
        return tuple(data.get("lines") or [plans.TextLine(data["column"])])


class DateSchema(_Room):
    made = plans.DateRule
    column = _column()
    format = fields.String(validate=validate.ContainsNoneOf("\x00"))
    default = Moment()

    @validates_schema
    def _from_somewhere(self, data: dict[str, Any], **_: Any) -> None:
        if "column" not in data and "default" not in data:
            raise ValidationError(COLUMN_OR_DEFAULT)


class AuthorSchema(_Room):
    made = plans.AuthorRule
    column = _column()
    prefix = fields.String()
    default = fields.String(validate=validate.Length(max=rules.MAX_NAME))


class LookupSchema(_Room):
    made = plans.Lookup
    column = _column()
    separator = fields.String(validate=validate.Length(min=1))
    values = fields.Dict(keys=fields.String(), values=Slugs())
    default = Slugs()

    @validates_schema
    def _from_somewhere(self, data: dict[str, Any], **_: Any) -> None:
        if "column" not in data and "default" not in data:
            raise ValidationError(COLUMN_OR_DEFAULT)


class PlaceSchema(LookupSchema):
    @validates_schema
    def _one_place(self, data: dict[str, Any], **_: Any) -> None:
        given = [*data.get("values", {}).values(), data.get("default", ())]
        if "separator" in data or any(len(slugs) > 1 for slugs in given):
            raise ValidationError("An idea lies in one neighbourhood at most.")


class LeaveOutSchema(_Room):
    made = plans.LeaveOut
    column = _column(required=True)
    empty = fields.Boolean()
    equals = fields.List(fields.String())

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> plans.LeaveOut:
        if not data.get("empty") and not data.get("equals"):
            raise ValidationError("Say empty = true, or list the values in equals.")
        return plans.LeaveOut(**data | {"equals": tuple(data.get("equals", ()))})


class CallSchema(Schema):
    """A slug alone is a call that exists; with a clarity sheet, one to announce."""

    slug = fields.String(required=True)
    contract = fields.String()
    title = fields.String(validate=validate.Length(max=120))
    question = fields.String(validate=validate.Length(max=300))
    summary = fields.String()
    easy = fields.String()
    for_whom = fields.String()
    level = fields.String(validate=validate.OneOf(["consultation", "concertation", "codecision"]))
    information = fields.String()
    what_happens = fields.String()
    who_decides = fields.String()
    decided_by = Moment()
    opens_at = Moment()
    closes_at = Moment()
    decision_hours = fields.Integer(strict=True, validate=validate.Range(min=1, max=8760))
    neighbourhoods = fields.List(fields.String())

    @validates_schema
    def _whole_sheet(self, data: dict[str, Any], **_: Any) -> None:
        if not rules.is_slug(data["slug"]):
            raise ValidationError("A slug holds small letters, digits and hyphens.", "slug")
        missing = self.fields.keys() - data.keys() - {"neighbourhoods"}
        if len(data) > 1 and missing:
            raise ValidationError({name: ["A new call says it."] for name in sorted(missing)})

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> plans.Target:
        slug = data["slug"]
        if len(data) == 1:
            return plans.Target(slug)
        places = tuple(data.pop("neighbourhoods", ()))
        contract = data.pop("contract")
        said: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) else value for name, value in data.items()
        }
        sheet = NewCall(
            **said,
            contract_slug=contract,
            neighbourhood_slugs=places,
            moderation=rules.Moderation.AFTER,
            imported=True,
        )
        return plans.Target(slug, sheet)


class MapSchema(_Room):
    made = Plan
    delimiter = fields.String(validate=validate.Length(equal=1))
    encoding = fields.String(validate=validate.OneOf(ENCODINGS))
    language = fields.String(validate=LANGUAGE)
    key = _column(required=True)
    title = fields.Nested(TitleSchema, required=True)
    body = fields.Nested(BodySchema, required=True)
    date = fields.Nested(DateSchema, required=True)
    author = fields.Nested(AuthorSchema)
    outside_supports = _column()
    neighbourhood = fields.Nested(PlaceSchema)
    themes = fields.Nested(LookupSchema)
    leave_out = fields.List(fields.Nested(LeaveOutSchema))
    call = fields.Nested(CallSchema, required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Plan:
        data["encoding"] = ENCODINGS[data.get("encoding", "utf-8")]
        return Plan(**data | {"leave_out": tuple(data.get("leave_out", ()))})


def _faults(messages: Any, place: str = "") -> Iterator[str]:
    """Each message with where it belongs: `title.column: ...`."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            inside = place if name == "_schema" else f"{place}.{name}".strip(".")
            yield from _faults(inner, inside)
    elif isinstance(messages, list):
        for message in messages:
            yield from _faults(message, place)
    else:
        yield f"{place}: {messages}" if place else str(messages)
