"""Offices, their terms, and naming somebody: forms and the API go through the same."""

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Slug
from beffroi.core.i18n import lazy
from beffroi.identity.rules.offices import KINDS

_KIND = validate.OneOf(KINDS, error=lazy("Choisissez : titulaire ou suppléance."))


class NamingSchema(InputSchema):
    """Who is named, and for which days."""

    email = Email(
        required=True,
        metadata={"description": "Of the person; an account is made for a new address."},
    )
    kind = fields.String(required=True, validate=_KIND)
    starts_on = fields.Date(required=True, metadata={"description": "The first day, in Paris."})
    ends_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "The last day, held to its end; none for no end."},
    )


class NamingFormSchema(NamingSchema):
    """The same from the page, which lists the offices."""

    office = Slug(required=True)


class EndTermSchema(InputSchema):
    """The last day somebody holds the office."""

    last_day = fields.Date(required=True)


class ShowNameSchema(InputSchema):
    """Whether the public page may name the person."""

    shows_name = fields.Boolean(required=True)


class TermSchema(Schema):
    """A term; `name` is empty for who may not see it."""

    id = fields.UUID(required=True)
    office_slug = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": list(KINDS)})
    name = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    is_current = fields.Boolean(required=True)


class MyTermSchema(TermSchema):
    """One's own term."""

    shows_name = fields.Boolean(required=True)


class OfficeSchema(Schema):
    """What an avis or a question is addressed to; whoever holds it today receives it."""

    slug = fields.String(required=True)
    contract_slug = fields.String(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)
    terms = fields.List(fields.Nested(TermSchema), required=True)
