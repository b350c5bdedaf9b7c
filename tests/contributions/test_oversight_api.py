"""The relays of a territory for those in charge of it, and for a program lent to them."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from beffroi.contributions.services import assisted, taking_back
from beffroi.core import db
from beffroi.core.clock import today
from beffroi.identity.models import AssistedAct, Person
from tests.factories import make_idea, make_moderator, make_staff
from tests.offices_factories import make_program
from tests.relay_factories import acting, helped, make_relay
from tests.support import oauth_client as oauth
from tests.support.actors import actor_of
from tests.support.people import SignIn

ACTS, DAYS = "/api/v1/relay-acts", "/api/v1/relay-days"
YESTERDAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("app", "clock")


def note(relay: Person, days_ago: int = 0) -> AssistedAct:
    """A support for somebody new."""
    given = helped(acted_on=today() - days_ago * YESTERDAY)
    act = assisted.record_support(acting(relay), given, make_idea().id)
    db.session().commit()
    return act


def contest(act: AssistedAct) -> None:
    person = db.session().get_one(Person, act.person_id)
    taking_back.contest(actor_of(person), act.id, "Je n’ai rien dit de tel.", remove=False)
    db.session().commit()


@pytest.fixture
def relays() -> tuple[Person, Person]:
    """Delphine noted two things yesterday and one today, which is contested; Karim one today."""
    delphine, karim = make_relay(), make_relay(display_name="Karim")
    note(delphine, 1)
    note(delphine, 1)
    contest(note(delphine))
    note(karim)
    return delphine, karim


def days_of(client: FlaskClient, query: str = "") -> Any:
    return client.get(f"{DAYS}{query}").get_json()


def test_counts_are_by_day_and_relay_the_latest_day_first(
    sign_in: SignIn, relays: tuple[Person, Person]
) -> None:
    days = days_of(sign_in(make_staff()))["items"]
    told = [
        (one["day"], one["recorded"], one["contested"],
         [(r["relay_name"], r["recorded"], r["contested"]) for r in one["relays"]])
        for one in days
    ]  # fmt: skip
    assert told == [
        (today().isoformat(), 2, 1, [("Delphine", 1, 1), ("Karim", 1, 0)]),
        ((today() - YESTERDAY).isoformat(), 2, 0, [("Delphine", 2, 0)]),
    ]


def test_days_go_on_from_page_to_page(sign_in: SignIn, relays: tuple[Person, Person]) -> None:
    staff = sign_in(make_staff())
    first = days_of(staff, "?limit=1")
    rest = days_of(staff, f"?limit=1&cursor={first['next_cursor']}")
    assert first["items"] + rest["items"] == days_of(staff)["items"]
    assert rest["next_cursor"] is None


def test_contested_acts_are_found_among_all_and_never_name_the_person(
    sign_in: SignIn, relays: tuple[Person, Person]
) -> None:
    moderator = sign_in(make_moderator())
    everything = moderator.get(ACTS).get_json()
    assert everything["total"] == 4
    [contested] = moderator.get(f"{ACTS}?contested=true").get_json()["items"]
    assert contested["objection"] == "Je n’ai rien dit de tel."
    assert contested["relay_id"] == str(relays[0].id)
    assert moderator.get(f"{ACTS}?contested=false").get_json()["total"] == 3
    assert "person_id" not in contested


def test_a_relay_who_is_gone_is_counted_without_a_name(
    sign_in: SignIn, relays: tuple[Person, Person]
) -> None:
    db.session().delete(db.session().get_one(Person, relays[1].id))
    db.session().commit()
    relays_today = days_of(sign_in(make_staff()))["items"][0]["relays"]
    [gone] = [one for one in relays_today if one["relay_id"] is None]
    assert (gone["relay_name"], gone["recorded"]) == ("", 1)


def test_what_lies_in_another_territory_is_not_seen(
    sign_in: SignIn, relays: tuple[Person, Person]
) -> None:
    far = sign_in(make_staff(scope_id="calais"))
    assert days_of(far)["items"] == far.get(ACTS).get_json()["items"] == []
    assert sign_in(relays[0]).get(ACTS).status_code == 403


@pytest.mark.parametrize(("place", "seen"), [("lens-lievin", 4), ("calais", 0)])
def test_a_program_sees_what_its_lender_sees_within_its_own_place(
    sign_in: SignIn,
    client: FlaskClient,
    relays: tuple[Person, Person],
    place: str,
    seen: int,
) -> None:
    program = make_program("assist.oversee", scope_kind="contract", scope_id=place)
    db.session().commit()
    lender = make_staff()
    got = oauth.exchange(client, program, oauth.code_for(sign_in(lender), program))
    answer = client.get(ACTS, headers=oauth.as_bearer(got))
    assert answer.get_json()["total"] == seen
