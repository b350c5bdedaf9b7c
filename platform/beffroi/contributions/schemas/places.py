"""The point of an idea, as it comes in and goes out, and the ideas of a call as GeoJSON."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules.points import UNIT
from beffroi.core.api import InputSchema
from beffroi.core.fields import Line

LONGEST = 160


def _degrees(most: int, **options: Any) -> fields.Float:
    inside = validate.Range(min=-most, max=most)
    return fields.Float(load_default=None, allow_none=True, validate=inside, **options)


class PointSchema(InputSchema):
    """Where: an address, or degrees in WGS 84; kept within 50 metres unless a public place."""

    address = Line(
        max=LONGEST,
        min=0,
        load_default="",
        metadata={"description": "Looked for in the registers of addresses, when there are any."},
    )
    latitude = _degrees(90, metadata={"example": 50.4312})
    longitude = _degrees(180, metadata={"example": 2.8312})
    is_public_place = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class PointFormSchema(InputSchema):
    """The same by form, where what is left empty was not said."""

    address = Line(max=LONGEST, min=0, load_default="")
    latitude = _degrees(90)
    longitude = _degrees(180)
    public_place = fields.String(load_default="", validate=validate.Length(max=10))


class PointShownSchema(Schema):
    """Where an idea lies."""

    latitude = fields.Function(lambda point: point.latitude / UNIT, metadata={"type": "number"})
    longitude = fields.Function(lambda point: point.longitude / UNIT, metadata={"type": "number"})
    words = fields.String(required=True, metadata={"description": "The street or public place."})
    is_exact = fields.Boolean(required=True, metadata={"description": "Else within 50 metres."})
    geo = fields.String(required=True, metadata={"description": "RFC 5870."})


class FeatureSchema(Schema):
    """An idea as a feature of GeoJSON (RFC 7946); without a point its geometry is null."""

    type = fields.String(required=True)
    id = fields.UUID(required=True)
    geometry = fields.Dict(required=True, allow_none=True)
    properties = fields.Dict(required=True)


class FeaturesSchema(Schema):
    """Some ideas of a call, and how to go on."""

    type = fields.String(required=True)
    features = fields.List(fields.Nested(FeatureSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
