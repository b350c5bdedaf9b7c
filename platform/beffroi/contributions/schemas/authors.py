"""Groups and co-authors, as they come in and go out."""

from marshmallow import Schema, fields, validate

from beffroi.contributions import rules
from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Line


class InviteSchema(InputSchema):
    """Whom to invite: somebody by their address, or whoever gets the link."""

    email = Email(
        required=True,
        allow_none=True,
        metadata={"description": "Gets a mail; null for a link to hand over."},
    )


class InviteFormSchema(InviteSchema):
    """The same from a form, where an empty field asks for a link."""

    email = Email(load_default=None, allow_none=True)


class _NameSchema(InputSchema):
    """How a guest signs; an account has its name."""

    name = Line(
        max=rules.MAX_NAME,
        min=0,
        load_default="",
        metadata={"description": "Public signature of a guest.", "example": "Zoé"},
    )


class JoinFormSchema(_NameSchema):
    """How one signs with the others, by form: a box that is ticked or not."""

    signs = fields.String(load_default="", validate=validate.Length(max=10))


class JoinSchema(_NameSchema):
    """The same by program."""

    key = Line(
        max=64,
        min=0,
        required=True,
        metadata={"description": "Of the link; empty when the invitation came by mail."},
    )
    signs = fields.Boolean(
        load_default=True,
        truthy={True},
        falsy={False},
        metadata={"description": "Whether one is named in the signature."},
    )


class CoAuthorSchema(Schema):
    """Somebody who stands behind the idea with its author."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    signs = fields.Boolean(required=True)
    joined_at = fields.AwareDateTime(required=True)
    is_me = fields.Boolean(required=True)


class TeamSchema(Schema):
    """Who writes an idea."""

    author_name = fields.String(required=True)
    is_author = fields.Boolean(required=True, metadata={"description": "The reader is."})
    co_authors = fields.List(fields.Nested(CoAuthorSchema), required=True)
    open_invitations = fields.Integer(required=True)


class InvitationSchema(Schema):
    """An invitation that was just made."""

    id = fields.UUID(required=True)
    secret = fields.String(
        required=True, allow_none=True, metadata={"description": "Told once, for its link."}
    )
    ends_at = fields.AwareDateTime(required=True)


class GroupSchema(Schema):
    """The group that signs; the author speaks for it."""

    kind = fields.String(required=True, validate=validate.OneOf(list(rules.GroupKind)))
    name = fields.String(required=True)
