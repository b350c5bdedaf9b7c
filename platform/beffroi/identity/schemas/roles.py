"""Giving a role, and the roles that are given."""

from marshmallow import Schema, fields, validate

from beffroi.core.actor import Role
from beffroi.core.api import InputSchema
from beffroi.core.fields import Email
from beffroi.core.i18n import lazy
from beffroi.identity.schemas.blocks import BlockSchema
from beffroi.identity.schemas.places import Place

_ROLES = [role.value for role in Role]


class PersonSearchSchema(InputSchema):
    """Somebody by their address; it is sent in a form, an address would stay in journals."""

    email = Email(required=True)


class GrantInputSchema(InputSchema):
    """A role, where it holds, and its term."""

    email = Email(
        required=True,
        metadata={"description": "Of the person; an account is made for a new address."},
    )
    role = fields.String(
        required=True,
        validate=validate.OneOf(_ROLES, error=lazy("Choisissez un rôle de la liste.")),
    )
    place = Place(required=True)
    starts_on = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "Today when left out."}
    )
    ends_on = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "The last day included."}
    )


class GrantGivenSchema(Schema):
    """A role that somebody holds."""

    id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    person_name = fields.String(required=True)
    role = fields.String(required=True)
    place = Place(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)


class GrantsGivenSchema(Schema):
    """All that the administrator could have given: they are few."""

    items = fields.List(fields.Nested(GrantGivenSchema), required=True)


class PersonFileSchema(Schema):
    """Somebody as those who administer see them; the address where all is administered."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, validate=validate.OneOf(("account", "guest")))
    grants = fields.List(fields.Nested(GrantGivenSchema), required=True)
    blocks = fields.List(fields.Nested(BlockSchema), required=True)
