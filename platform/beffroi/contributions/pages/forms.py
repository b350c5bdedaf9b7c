"""The forms of the pages; the services check the same rules again for whoever comes by the API."""

from marshmallow import Schema, fields, validate

from beffroi.contributions.rules import (
    MAX_ANSWER,
    MAX_BODY,
    MAX_COMMENT,
    MAX_NAME,
    MAX_TITLE,
    Stage,
)
from beffroi.core.fields import Email, Line, Prose, Slug


class WhatForm(Schema):
    """Step 1: the idea in a few words, then in full."""

    title = Line(max=MAX_TITLE, required=True)
    body = Prose(max=MAX_BODY, required=True)


class WhereForm(Schema):
    """Step 2: the place and the subjects, both optional."""

    neighbourhood = Slug(load_default=None)
    themes = fields.List(Slug(), load_default=list)


class ContactForm(Schema):
    """Step 3: the name that is shown, and where to answer."""

    author_name = Line(max=MAX_NAME, load_default="")
    email = Email(load_default=None)


class RevisionForm(WhatForm):
    """A new text, with the version that was before the author's eyes."""

    seen_version = fields.Integer(required=True)


class CommentForm(Schema):
    """A word under an idea."""

    body = Prose(max=MAX_COMMENT, required=True)


class StageForm(Schema):
    """The next stage and the answer given with it."""

    stage = fields.String(required=True, validate=validate.OneOf([stage.value for stage in Stage]))
    answer = Prose(max=MAX_ANSWER, load_default="")
    structure_slug = Slug(load_default=None)
