"""Two taps at once, on each database: one session, one account, one tie, one mark."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.core import db
from beffroi.identity.models import ExternalIdentity, Person, Session, UniqueMark
from tests.factories import make_person
from tests.support.openid_journey import Journey
from tests.support.openid_provider import Double
from tests.support.people import SignIn

Visitor = Callable[[], FlaskClient]


def at_once(*calls: Callable[[], int]) -> list[int]:
    """Each in a thread of its own, none before all are there."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], int]) -> int:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return sorted(threads.map(run, calls))


def count(table: type[db.Base]) -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(table)) or 0


def returning(client: FlaskClient, back: str) -> Callable[[], int]:
    return lambda: client.get(back).status_code


def test_a_return_that_is_sent_twice_at_once_serves_once(
    by_proconnect: Journey, visitor: Visitor
) -> None:
    back = by_proconnect.back(by_proconnect.there())
    cookie = by_proconnect.client.get_cookie("beffroi_depart")
    assert cookie is not None
    twin = visitor()
    twin.set_cookie("beffroi_depart", cookie.value)
    said = at_once(returning(by_proconnect.client, back), returning(twin, back))
    assert said == [303, 410]
    assert count(Session) == 1


def test_an_agent_who_comes_in_two_browsers_at_once_has_one_account(
    visitor: Visitor, proconnect: Double
) -> None:
    calls = []
    for _ in range(2):
        journey = Journey(visitor(), "proconnect")
        calls.append(returning(journey.client, journey.back(journey.there())))
    assert at_once(*calls) == [303, 303]
    assert (count(Person), count(ExternalIdentity)) == (1, 1)


def test_an_identity_that_two_accounts_tie_at_once_is_one_account_s(
    sign_in: SignIn, franceconnect: Double
) -> None:
    calls = []
    for _ in range(2):
        journey = Journey(sign_in(make_person()), "franceconnect")
        calls.append(returning(journey.client, journey.back(journey.there(linking=True))))
    assert at_once(*calls) == [303, 409]
    assert (count(ExternalIdentity), count(UniqueMark)) == (1, 1)
