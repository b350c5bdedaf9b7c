"""Places and themes as the API gives them."""

from marshmallow import Schema, fields


class ContractSchema(Schema):
    """A contrat de ville."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    title = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)


class CommuneSchema(Schema):
    """A commune."""

    insee = fields.String(required=True, metadata={"description": "INSEE code, 5 characters"})
    name = fields.String(required=True)


class NeighbourhoodSchema(Schema):
    """A neighbourhood, with its latest population."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["qpv", "veille", "lived"]})
    contract_slug = fields.String(required=True)
    official_code = fields.String(allow_none=True, required=True)
    straddles = fields.Boolean(
        required=True, metadata={"description": "Whether it crosses the agglomeration's border"}
    )
    communes = fields.List(fields.Nested(CommuneSchema), required=True)
    inhabitants = fields.Integer(allow_none=True, required=True)
    inhabitants_year = fields.Integer(allow_none=True, required=True)


class ThemeSchema(Schema):
    """An ambition or a transversal axis."""

    slug = fields.String(required=True)
    contract_slug = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["ambition", "axis"]})
    pillar = fields.String(allow_none=True, required=True)
    label = fields.String(required=True)
    label_en = fields.String(required=True)
    summary = fields.String(required=True)


class StructureSchema(Schema):
    """Where a person can be oriented to."""

    slug = fields.String(required=True)
    contract_slug = fields.String(allow_none=True, required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    what = fields.String(required=True)
    how = fields.String(required=True)
