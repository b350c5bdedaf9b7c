"""What programs get of texts: those an idea has had, and those begun."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules.differences import Part


class VersionSchema(Schema):
    """A text of an idea as it was sent."""

    version = fields.Integer(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)


class PieceSchema(Schema):
    """Some words that stayed, went or came."""

    kind = fields.String(required=True, validate=validate.OneOf(("same", "gone", "new")))
    text = fields.String(required=True)


class FieldChangeSchema(Schema):
    """A question beside the text, and its answer with both versions."""

    question = fields.String(required=True)
    label = fields.String(required=True)
    before = fields.String(
        required=True, allow_none=True, metadata={"description": "As one reads it; null: none."}
    )
    after = fields.String(required=True, allow_none=True)
    pieces = fields.List(fields.Nested(PieceSchema), required=True)


class ComparisonSchema(Schema):
    """A text and what changed in it: without `gone` it is this text, without `new` the older."""

    version = fields.Nested(VersionSchema, required=True)
    since = fields.Integer(
        attribute="since.version", required=True, allow_none=True, dump_default=None
    )
    title = fields.List(fields.Nested(PieceSchema), required=True)
    body = fields.List(fields.Nested(PieceSchema), required=True)
    field_changes = fields.List(
        fields.Nested(FieldChangeSchema),
        attribute="fields",
        data_key="fields",
        required=True,
        metadata={"description": "What was answered beside the text with either of the two."},
    )
    changed = fields.List(
        fields.String(validate=validate.OneOf([part.value for part in Part])),
        required=True,
        metadata={
            "description": "What changed. `pictures` is said of a version that has the words of "
            "the one just before: pictures are not kept by version."
        },
    )


class DraftSchema(Schema):
    """An idea begun and not sent."""

    id = fields.UUID(required=True)
    url = fields.String(
        attribute="resume_url", required=True, metadata={"description": "Where to go on."}
    )
    call = fields.String(attribute="call_slug", required=True)
    title = fields.String(required=True)
    updated_at = fields.AwareDateTime(required=True)


class DraftsSchema(Schema):
    """The last touched first; at most fifty."""

    items = fields.List(fields.Nested(DraftSchema), required=True)
