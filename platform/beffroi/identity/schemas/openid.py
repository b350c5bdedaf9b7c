"""What the pages and the API of FranceConnect and ProConnect read and show."""

from marshmallow import Schema, fields


class DepartureFormSchema(Schema):
    """The button of a provider."""

    suite = fields.String(load_default="")


class ConnectionSchema(Schema):
    """A provider that opens the account; what it knows of the person is not kept."""

    id = fields.UUID(required=True)
    provider = fields.String(
        required=True,
        metadata={"enum": ["franceconnect", "proconnect"], "example": "franceconnect"},
    )
    linked_at = fields.AwareDateTime(required=True)
    last_used_at = fields.AwareDateTime(
        required=True, metadata={"description": "When it last signed the person in."}
    )


class ConnectionsSchema(Schema):
    """All of them, and what could be added: on a page, for a browser has to go there."""

    items = fields.List(fields.Nested(ConnectionSchema), required=True)
    offered = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "The providers of this installation.",
            "example": ["franceconnect"],
        },
    )
