"""Answers on paper: a relay enters them for somebody, through the same door as the person would."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from beffroi.contributions.act_kinds import ActKind
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import Questionnaire
from beffroi.contributions.questionnaires.services.answering import answer, take_back
from beffroi.contributions.questionnaires.services.reading import found, questionnaires_of
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules import Act
from beffroi.contributions.services.calls import open_calls
from beffroi.contributions.views import CallView
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.problems import Invalid
from beffroi.identity import consent
from beffroi.identity.models import AssistedAct
from beffroi.identity.services import assistance
from beffroi.identity.services.assistance import Assistance
from beffroi.territories import services as territories

KIND = "answers"


def record_answers(
    relay: Actor,
    given: Assistance,
    questionnaire_id: uuid.UUID,
    answers: Mapping[str, Any],
    seen_version: int,
) -> AssistedAct:
    """Enter what somebody answered; the act names the questionnaire, never the sheet.

    Without a name nobody answers twice; under one, a second paper takes the place of the first.
    """
    done = assistance.act_of_entry(relay, given.entry_key)
    if done is not None:
        return done
    row, call = found(questionnaire_id)
    given = replace(given, about=yes_for(row.is_anonymous).about)
    if row.is_anonymous:
        given = replace(given, name="")
    guest = assistance.assist(relay, given)
    _require_same_contract(call.contract_slug, given.neighbourhood_slug)
    receipt = answer(guest, row.id, answers, seen_version)
    if row.is_anonymous and not receipt.is_new:
        raise problems.AnsweredBefore
    return assistance.note_act(relay, guest, given, KIND, row.id)


def yes_for(is_anonymous: bool) -> consent.Consent:
    """The text to read aloud before one enters answers."""
    return consent.NAMELESS if is_anonymous else consent.ANSWERS


def questionnaires_for(relay: Actor) -> list[QuestionnaireView]:
    """Those that are answered now where the relay is, call by call."""
    asking = calls_asking(relay)
    return [one for call in asking for one in questionnaires_of(ANONYMOUS, call.slug)]


def calls_asking(relay: Actor) -> list[CallView]:
    """The calls whose questionnaires are answered now where the relay is."""
    places = {place.slug for place in assistance.neighbourhoods_of(relay)}
    there = [call for call in open_calls() if places & {n.slug for n in call.neighbourhoods}]
    return [call for call in there if Act.ANSWER in call.open_acts]


def _titles(questionnaire_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    wanted = select(Questionnaire.id, Questionnaire.title)
    found_ids = wanted.where(Questionnaire.id.in_(questionnaire_ids))
    return {row.id: row.title for row in db.session().execute(found_ids)}


def _require_same_contract(contract_slug: str, neighbourhood_slug: str) -> None:
    if territories.neighbourhoods()[neighbourhood_slug].contract_slug != contract_slug:
        raise Invalid(errors={"neighbourhood": [problems.ASKED_ELSEWHERE]})


ACTS = ActKind(_titles, take_back)
