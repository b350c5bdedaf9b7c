"""Answers sent twice at once, by a double tap or from two devices, are one answer."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet
from beffroi.contributions.questionnaires.services import answering
from beffroi.contributions.questionnaires.services.assisting import record_answers
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.identity import consent
from beffroi.identity.models import AssistedAct
from tests.factories import make_person
from tests.questionnaire_factories import FULL, make_questioning_call, make_questionnaire
from tests.relay_factories import acting, helped, make_relay
from tests.support.actors import actor_of
from tests.support.at_once import Act, all_at_once

pytestmark = pytest.mark.usefixtures("app", "clock")
TAPS = 6


def committed(act: Act) -> Act:
    def run() -> Any:
        with db.transaction():
            return act()

    return run


def says(actor: Actor, questionnaire_id: uuid.UUID, **answers: Any) -> Act:
    given = FULL | answers
    return committed(lambda: answering.answer(actor, questionnaire_id, given, 1).is_new)


def count(table: type[db.Base]) -> int:
    return db.session().scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_one_person_has_one_sheet(app: Flask, is_anonymous: bool) -> None:
    questionnaire_id = make_questionnaire(is_anonymous=is_anonymous).id
    tap = says(actor_of(make_person()), questionnaire_id)
    told = all_at_once(app, [tap] * TAPS)
    assert sorted(told) == [False] * (TAPS - 1) + [True]
    assert (count(AnswerSheet), count(AnswerRoll)) == (1, int(is_anonymous))


def test_what_two_devices_say_otherwise_is_one_sheet_of_one_of_them(app: Flask) -> None:
    questionnaire_id, person = make_questionnaire().id, actor_of(make_person())
    acts = [says(person, questionnaire_id, q5=step) for step in (1, 2, 3, 4)]
    told = all_at_once(app, acts)
    assert sum(told) == 1
    [sheet] = db.session().scalars(select(AnswerSheet))
    assert sheet.answers["q5"] in {1, 2, 3, 4}


def test_many_people_are_as_many_sheets(app: Flask) -> None:
    questionnaire_id = make_questionnaire(is_anonymous=True).id
    people = [actor_of(make_person()) for _ in range(TAPS)]
    told = all_at_once(app, [says(one, questionnaire_id) for one in people])
    assert told == [True] * TAPS
    assert (count(AnswerSheet), count(AnswerRoll)) == (TAPS, TAPS)


def test_a_paper_that_a_relay_sends_twice_at_once_is_one_sheet(app: Flask) -> None:
    questionnaire_id = make_questionnaire(make_questioning_call(), is_anonymous=True).id
    relay = acting(make_relay())
    given = helped(entry_key="k-1", consent_version=consent.NAMELESS.version)
    told = all_at_once(
        app, [committed(lambda: record_answers(relay, given, questionnaire_id, FULL, 1).id)] * TAPS
    )
    assert len(set(told)) == 1
    assert (count(AnswerSheet), count(AssistedAct)) == (1, 1)
