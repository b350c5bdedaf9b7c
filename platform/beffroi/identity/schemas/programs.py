"""Registering a program, and what people have lent."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Line
from beffroi.core.i18n import lazy
from beffroi.identity.oauth.scopes import SCOPES
from beffroi.identity.rules.programs import MAX_URI, MAX_URIS
from beffroi.identity.schemas.places import Place
from beffroi.identity.services.programs import KINDS, NewProgram

_KIND = validate.OneOf(KINDS, error=lazy("Choisissez une sorte de programme."))
_SCOPE = validate.OneOf(sorted(SCOPES), error=lazy("Choisissez des permissions de la liste."))
_uri = fields.String(validate=validate.Length(min=1, max=MAX_URI))


class Lines(fields.String):
    """A list that a form sends as lines."""

    def _deserialize(self, value: Any, *context: Any, **options: Any) -> Any:
        text: str = super()._deserialize(value, *context, **options)
        return [line.strip() for line in text.splitlines() if line.strip()]


class ProgramInputSchema(InputSchema):
    """Who the program is, what it may ask, and where."""

    name = Line(required=True, max=120)
    contact = Email(required=True)
    kind = fields.String(
        required=True,
        validate=_KIND,
        metadata={
            "description": "`app` keeps no secret, `site` has a server, `partner` no person."
        },
    )
    permissions = fields.List(
        fields.String(validate=_SCOPE),
        required=True,
        validate=validate.Length(min=1, max=len(SCOPES)),
    )
    place = Place(required=True)
    redirect_uris = fields.List(
        _uri,
        load_default=list,
        validate=validate.Length(max=MAX_URIS),
        metadata={"description": "Compared letter for letter: https, or http on the device."},
    )


class ProgramFormSchema(ProgramInputSchema):
    """The same from a form, an address of return a line."""

    redirect_uris = Lines(load_default="")  # type: ignore[assignment]  # the same, as lines


class ProgramSchema(Schema):
    """A program that has access."""

    id = fields.UUID(required=True, metadata={"description": "The `client_id`."})
    name = fields.String(required=True)
    contact = fields.String(required=True)
    kind = fields.String(required=True)
    permissions = fields.List(fields.String(), required=True)
    place = Place(required=True)
    redirect_uris = fields.List(fields.String(), required=True)
    made_at = fields.AwareDateTime(required=True)


class ProgramSecretSchema(ProgramSchema):
    """With its secret, this once."""

    secret = fields.String(required=True, allow_none=True)


class ProgramsSchema(Schema):
    """Those of the administrator's places."""

    items = fields.List(fields.Nested(ProgramSchema), required=True)


class LentSchema(Schema):
    """A program that a person let act for them."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    permissions = fields.List(fields.String(), required=True)
    place = Place(required=True)
    since = fields.AwareDateTime(required=True)
    until = fields.AwareDateTime(required=True, allow_none=True)


class LentListSchema(Schema):
    """All of them: a person has few."""

    items = fields.List(fields.Nested(LentSchema), required=True)


def new_program(data: dict[str, Any]) -> NewProgram:
    """What was sent, as the service wants it."""
    lists = {name: tuple(data.get(name) or ()) for name in ("permissions", "redirect_uris")}
    return NewProgram(**data | lists)
