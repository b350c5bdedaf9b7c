"""What those in charge of a territory ask and see of its relays."""

from marshmallow import Schema, fields

from beffroi.contributions.schemas.assisted import AssistedActSchema
from beffroi.core.api import CursorQuery, page_of


class RelayActsQuery(CursorQuery):
    """All acts, or those that are contested, or those that are not."""

    contested = fields.Boolean()


class OverseenActSchema(AssistedActSchema):
    """An act of the territory, with its relay and never with the person it was noted for."""

    relay_id = fields.UUID(
        required=True, allow_none=True, metadata={"description": "Null once the relay is gone."}
    )


class RelayCountSchema(Schema):
    """How much a relay noted of a day, and how much of it was contested."""

    relay_id = fields.UUID(required=True, allow_none=True)
    relay_name = fields.String(required=True)
    recorded = fields.Integer(required=True)
    contested = fields.Integer(required=True)


class RelayDaySchema(Schema):
    """A day on which people spoke, what was noted of it in all, and by whom."""

    day = fields.Date(required=True)
    recorded = fields.Integer(required=True)
    contested = fields.Integer(required=True)
    relays = fields.List(fields.Nested(RelayCountSchema), required=True)


RelayActPage = page_of(OverseenActSchema)
RelayDayPage = page_of(RelayDaySchema)
