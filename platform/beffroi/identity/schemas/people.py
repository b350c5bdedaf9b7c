"""What identity reads and shows: the same schemas for forms and for the API."""

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema
from beffroi.core.fields import Email, Line
from beffroi.core.i18n import LANGUAGES, lazy
from beffroi.identity.rules.signing import MAX_DEVICE, MAX_NAME, MAX_PATH

_language = validate.OneOf(sorted(LANGUAGES), error=lazy("Choisissez une langue de la liste."))


class LinkRequestSchema(InputSchema):
    """Who wants a link."""

    email = Email(required=True, metadata={"example": "prenom@exemple.fr"})
    next_path = Line(
        load_default="/moi",
        max=MAX_PATH,
        metadata={"description": "Where the link leads once signed in: a path of this site."},
    )


class LinkRequestedSchema(Schema):
    """The same answer whether or not the address is known."""

    status = fields.Constant("sent", metadata={"type": "string", "enum": ["sent"]})
    expires_in = fields.Integer(
        required=True, metadata={"description": "Seconds for which the link serves."}
    )


class LinkFormSchema(Schema):
    """The sign-in page."""

    email = Email(required=True)
    suite = fields.String(load_default="")


class SessionRequestSchema(InputSchema):
    """The secret of a link, as it stands at the end of the link's address."""

    token = fields.String(required=True, validate=validate.Length(min=1, max=200))
    device = Line(load_default="", min=0, max=MAX_DEVICE)


class PersonSchema(Schema):
    """A person, as they see themselves."""

    id = fields.UUID(required=True)
    email = fields.String(required=True, allow_none=True)
    email_confirmed_at = fields.AwareDateTime(required=True, allow_none=True)
    display_name = fields.String(required=True)
    locale = fields.String(required=True)


class GrantSchema(Schema):
    """A role and where it holds."""

    role = fields.String(required=True)
    scope_kind = fields.String(required=True)
    scope_id = fields.String(required=True)


class SelfSchema(PersonSchema):
    """A person with what they are granted today."""

    grants = fields.List(fields.Nested(GrantSchema), required=True)


class OpenedSessionSchema(Schema):
    """The token is shown this once; send it as `Authorization: Bearer`."""

    id = fields.UUID(required=True)
    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    second_factor_required = fields.Boolean(
        required=True,
        metadata={"description": "Whether `PUT /me/second-factor` comes first."},
    )
    person = fields.Nested(PersonSchema, required=True)


class SessionSchema(Schema):
    """A device that is signed in."""

    id = fields.UUID(required=True)
    device = fields.String(required=True)
    way = fields.String(required=True, metadata={"description": "How the person came in."})
    created_at = fields.AwareDateTime(required=True)
    second_factor_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True)
    is_current = fields.Boolean(required=True)


class SessionsSchema(Schema):
    """All of them: a person has few."""

    items = fields.List(fields.Nested(SessionSchema), required=True)


class ProfileSchema(InputSchema):
    """What a person changes about themselves."""

    display_name = Line(
        required=True, max=MAX_NAME, metadata={"description": "The name shown beside ideas."}
    )
    locale = fields.String(required=True, validate=_language)


class LanguageFormSchema(Schema):
    """The language switch of every page."""

    langue = fields.String(required=True, validate=_language)
    retour = fields.String(load_default="/")


class DemoFormSchema(Schema):
    """One tap on an invented person."""

    person_id = fields.UUID(required=True)
    suite = fields.String(load_default="")
