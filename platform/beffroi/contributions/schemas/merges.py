"""What is told of ideas that joined one another, or became several."""

from marshmallow import Schema, fields, validate


class IdeaRefSchema(Schema):
    """An idea in brief."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)


class JoinedSchema(Schema):
    """An idea that joined another; `undone_at` once they were taken apart."""

    idea = fields.Nested(IdeaRefSchema, required=True)
    author_name = fields.String(required=True)
    reason = fields.String(required=True)
    merged_at = fields.AwareDateTime(required=True)
    undone_at = fields.AwareDateTime(required=True, allow_none=True)
    undone_reason = fields.String(required=True)


class SuccessorSchema(Schema):
    """What became of an idea that stands alone no more."""

    kind = fields.String(required=True, validate=validate.OneOf(("merged", "split")))
    ideas = fields.List(fields.Nested(IdeaRefSchema), required=True)
    reason = fields.String(required=True)
    decided_at = fields.AwareDateTime(required=True)
