"""Suspending somebody, appealing, answering."""

from marshmallow import Schema, fields, validate

from beffroi.core.api import InputSchema, page_of
from beffroi.core.fields import Prose
from beffroi.core.i18n import lazy
from beffroi.identity.rules.blocks import (
    LONGEST,
    MAX_APPEAL,
    MAX_JUSTIFICATION,
    MIN_APPEAL,
    MIN_JUSTIFICATION,
    OUTCOMES,
    REASON_CODES,
)

_REASON = validate.OneOf(REASON_CODES, error=lazy("Choisissez un motif de la liste."))
_OUTCOME = validate.OneOf(OUTCOMES, error=lazy("Choisissez : maintenir ou lever."))
_DAYS = validate.Range(
    min=1, max=LONGEST.days, error=lazy("Une suspension dure d’un jour à douze mois.")
)


class BlockInputSchema(InputSchema):
    """Why, in whose words, for how long."""

    reason_code = fields.String(required=True, validate=_REASON)
    justification = Prose(
        required=True,
        min=MIN_JUSTIFICATION,
        max=MAX_JUSTIFICATION,
        metadata={"description": "The facts, as the person will read them."},
    )
    days = fields.Integer(required=True, validate=_DAYS)


class AppealInputSchema(InputSchema):
    """What the person answers."""

    words = Prose(required=True, min=MIN_APPEAL, max=MAX_APPEAL)


class AppealAnswerSchema(InputSchema):
    """What somebody else decides, and why."""

    outcome = fields.String(required=True, validate=_OUTCOME)
    words = Prose(required=True, min=MIN_JUSTIFICATION, max=MAX_JUSTIFICATION)


class MyBlockSchema(Schema):
    """What was decided about oneself, whole but for the name of who decided."""

    id = fields.UUID(required=True)
    reason_code = fields.String(required=True, metadata={"enum": list(REASON_CODES)})
    justification = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    lifted_at = fields.AwareDateTime(required=True, allow_none=True)
    appeal = fields.String(required=True)
    appealed_at = fields.AwareDateTime(required=True, allow_none=True)
    appeal_answer = fields.String(required=True)
    appeal_outcome = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(OUTCOMES)
    )
    appeal_decided_at = fields.AwareDateTime(required=True, allow_none=True)


class MyBlocksSchema(Schema):
    """All of them, the latest first."""

    items = fields.List(fields.Nested(MyBlockSchema), required=True)


class BlockSchema(MyBlockSchema):
    """A block as those who decide see it."""

    person_id = fields.UUID(required=True)
    person_name = fields.String(required=True)
    by_name = fields.String(required=True)
    is_in_force = fields.Boolean(required=True)
    may_be_answered = fields.Boolean(
        required=True, metadata={"description": "Whether the reader may answer its appeal."}
    )


BlocksSchema = page_of(BlockSchema)
