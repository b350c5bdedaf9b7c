"""Guessing at a secret gets slower and slower, and no error answer forgets a wrong guess."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.api import idempotent
from beffroi.core.idempotency import IdempotencyKey
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import Invalid
from beffroi.identity.models import Attempts
from beffroi.identity.problems.attempts import TooManyAttempts
from beffroi.identity.services import attempts

WHO = "amina@example.org"
GUESSERS = 12


def _guess(right: bool = False) -> None:
    attempts.heard("password", WHO)
    if right:
        attempts.succeeded("password", WHO)
    else:
        attempts.failed("password", WHO)


@pytest.fixture
def guess(app: Flask) -> Callable[[str], int]:
    """Send a guess through the edge; only "right" is right. Returns the status."""

    @guarded(PUBLIC)
    @idempotent
    def try_it(word: str) -> str:
        attempts.heard("password", WHO)
        if word == "accident":
            raise ValueError
        if word != "right":
            attempts.failed("password", WHO)
            raise Invalid
        attempts.succeeded("password", WHO)
        return ""

    app.add_url_rule("/guess/<word>", view_func=try_it, methods=["POST"])
    headers = {"Idempotency-Key": "once"}

    def send(word: str) -> int:
        client: FlaskClient = app.test_client()
        return client.post(f"/guess/{word}", headers=headers).status_code

    return send


def test_five_wrong_guesses_close_the_door_even_to_the_right_one(
    guess: Callable[[str], int], clock: datetime
) -> None:
    assert [guess("wrong") for _ in range(5)] == [422] * 5
    assert guess("right") == 429
    with core_clock.at(clock + timedelta(seconds=61)):
        assert guess("right") == 200
        assert guess("wrong") == 422


def test_the_door_says_when_to_come_back(db_session: DbSession, clock: datetime) -> None:
    for _ in range(5):
        _guess()
    with core_clock.at(clock + timedelta(seconds=20)), pytest.raises(TooManyAttempts) as refused:
        attempts.heard("password", WHO)
    assert refused.value.headers == {"Retry-After": "40"}


def test_each_wrong_guess_after_that_closes_it_twice_as_long(
    db_session: DbSession, clock: datetime
) -> None:
    moment, waits = clock, []
    for _ in range(9):
        with core_clock.at(moment):
            _guess()
        closed = db_session.scalars(select(Attempts.closed_until_at)).one() or moment
        waits.append(int((closed - moment).total_seconds()) // 60)
        moment = closed
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16]


def test_a_closed_door_counts_nothing(guess: Callable[[str], int], db_session: DbSession) -> None:
    for _ in range(8):
        guess("wrong")
    db_session.expire_all()
    assert db_session.scalars(select(Attempts.failures)).one() == 5


def test_the_right_answer_starts_the_count_again(db_session: DbSession) -> None:
    for _ in range(3):
        for _ in range(4):
            _guess()
        _guess(right=True)
    assert db_session.scalar(select(func.count()).select_from(Attempts)) == 0


def test_a_day_without_a_wrong_answer_starts_the_count_again(
    db_session: DbSession, clock: datetime
) -> None:
    for _ in range(4):
        _guess()
    with core_clock.at(clock + timedelta(hours=25)):
        _guess()
        assert db_session.scalars(select(Attempts.failures)).one() == 1


def test_one_subject_and_one_kind_do_not_close_another(db_session: DbSession) -> None:
    for _ in range(5):
        _guess()
    attempts.heard("password", "other@example.org")
    attempts.heard("totp", WHO)
    with pytest.raises(TooManyAttempts):
        attempts.heard("password", WHO)


def test_nobody_reads_in_the_table_at_whom_was_guessed(db_session: DbSession) -> None:
    _guess()
    row = db_session.scalars(select(Attempts)).one()
    assert "amina" not in str(vars(row))
    assert len(row.subject_digest) == 64


def test_a_refused_guess_keeps_its_count_and_nothing_of_its_key(
    guess: Callable[[str], int], db_session: DbSession
) -> None:
    assert guess("wrong") == 422
    db_session.rollback()
    assert db_session.scalars(select(Attempts.failures)).one() == 1
    assert db_session.scalars(select(IdempotencyKey)).all() == []


def test_an_accident_undoes_everything(guess: Callable[[str], int], db_session: DbSession) -> None:
    assert guess("accident") == 500
    db_session.rollback()
    assert db_session.scalars(select(Attempts)).all() == []


def test_guesses_sent_at_once_are_heard_one_after_the_other(app: Flask) -> None:
    start = Barrier(GUESSERS)

    def go(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                with db.transaction():
                    _guess()
            except TooManyAttempts:
                return False
            return True

    with ThreadPoolExecutor(GUESSERS) as threads:
        heard = list(threads.map(go, range(GUESSERS)))
    assert heard.count(True) == 5


def test_old_counts_are_forgotten(db_session: DbSession, clock: datetime) -> None:
    _guess()
    assert attempts.forget_old() == 0
    with core_clock.at(clock + timedelta(hours=25)):
        assert attempts.forget_old() == 1
