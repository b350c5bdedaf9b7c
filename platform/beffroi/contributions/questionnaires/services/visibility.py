"""Who sees which questionnaires: the one condition that every reading goes through."""

from sqlalchemy import ColumnElement, true

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.models import Questionnaire
from beffroi.contributions.questionnaires.policies import BUILD
from beffroi.core.actor import Actor
from beffroi.core.policy import allows, require
from beffroi.territories.services import scope_of


def visible_questionnaires(actor: Actor, call: Call) -> ColumnElement[bool]:
    """Of a call: those that are out; for its staff, those being built too."""
    return true() if builds_for(actor, call) else Questionnaire.published_at.is_not(None)


def is_out(row: Questionnaire, call: Call) -> bool:
    """Whether it is out, and so is its call."""
    return row.published_at is not None and call.state == "published"


def builds_for(actor: Actor, call: Call) -> bool:
    """Whether the actor builds the questionnaires of this call."""
    return allows(actor, BUILD, scope=scope_of(call.contract_slug))


def require_builder(actor: Actor, contract_slug: str) -> None:
    """Turn away whoever does not build questionnaires there."""
    require(actor, BUILD, scope=scope_of(contract_slug))
