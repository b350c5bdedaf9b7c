"""Permissions as data: who holds one, where, on what; and the door in front of every view."""

import uuid
from pathlib import Path

import pytest
from flask import Flask

from beffroi import create_app
from beffroi.core import policy
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor, Grant, Role, Scope, current_actor
from beffroi.core.ids import random_id
from beffroi.core.policy import ANYONE, OWNER, SIGNED_IN, guarded, role
from beffroi.core.problems import Forbidden, SignInRequired
from beffroi.settings import Settings
from tests.factories import make_moderator, make_person
from tests.support.people import SignIn

BREBIS: Scope = frozenset(
    {("contract", "lens-lievin"), ("commune", "62193"), ("neighbourhood", "cite-des-brebis")}
)
CALAIS: Scope = frozenset({("contract", "calais")})
NORA = Actor("person", person_id=random_id())


@pytest.fixture(autouse=True)
def _own_permissions(sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares ends with it; the slices, loaded for the template, stay."""
    monkeypatch.setattr(policy, "_holders", dict(policy._holders))


def granted(wanted: Role, kind: str, place: str) -> Actor:
    return Actor("person", person_id=random_id(), grants=(Grant(wanted, kind, place),))


def test_a_permission_declared_twice_is_refused() -> None:
    policy.declare("bell.ring", ANYONE)
    with pytest.raises(RuntimeError, match=r"declared twice: bell\.ring"):
        policy.declare("bell.ring", SIGNED_IN)


def test_its_holders_are_known_by_name() -> None:
    policy.declare("bell.ring", OWNER, role(Role.STAFF))
    assert policy.holders_of("bell.ring") == ("owner", "staff")


@pytest.mark.parametrize(
    ("kind", "place", "here"),
    [
        ("contract", "lens-lievin", True),
        ("commune", "62193", True),
        ("neighbourhood", "cite-des-brebis", True),
        ("platform", "", True),
        ("contract", "calais", False),
        ("commune", "62510", False),
        ("neighbourhood", "lens-lievin", False),
    ],
)
def test_a_role_holds_where_it_was_granted(kind: str, place: str, here: bool) -> None:
    policy.declare("bell.ring", role(Role.MODERATOR))
    actor = granted(Role.MODERATOR, kind, place)
    assert policy.allows(actor, "bell.ring", scope=BREBIS) is here
    assert policy.held_somewhere(actor, "bell.ring")


def test_another_role_does_not_hold() -> None:
    policy.declare("bell.ring", role(Role.MODERATOR))
    staff = granted(Role.STAFF, "platform", "")
    assert not policy.allows(staff, "bell.ring", scope=BREBIS)
    assert not policy.held_somewhere(staff, "bell.ring")


def test_a_local_grant_does_not_hold_on_a_thing_that_lies_nowhere() -> None:
    policy.declare("bell.ring", role(Role.STAFF))
    assert not policy.allows(granted(Role.STAFF, "contract", "lens-lievin"), "bell.ring")
    assert policy.allows(granted(Role.STAFF, "platform", ""), "bell.ring")


def test_only_the_owner_holds_what_is_theirs() -> None:
    policy.declare("bell.ring", OWNER)
    assert policy.allows(NORA, "bell.ring", owner=NORA.person_id)
    assert not policy.allows(NORA, "bell.ring", owner=random_id())


def test_what_nobody_owns_is_not_anonymous_people_s() -> None:
    policy.declare("bell.ring", OWNER)
    assert not policy.allows(ANONYMOUS, "bell.ring", owner=None)
    assert not policy.allows(NORA, "bell.ring", owner=None)


def test_any_of_the_holders_is_enough() -> None:
    policy.declare("bell.ring", OWNER, role(Role.STAFF))
    staff = granted(Role.STAFF, "contract", "lens-lievin")
    assert policy.allows(staff, "bell.ring", scope=BREBIS, owner=NORA.person_id)
    assert not policy.allows(staff, "bell.ring", scope=CALAIS, owner=NORA.person_id)


def test_the_system_holds_all() -> None:
    policy.declare("bell.ring", role(Role.ADMINISTRATOR))
    assert policy.allows(SYSTEM, "bell.ring", scope=CALAIS)


def test_a_permission_without_holders_is_nobody_s() -> None:
    policy.declare("bell.ring")
    assert not policy.allows(granted(Role.ADMINISTRATOR, "platform", ""), "bell.ring")


@pytest.mark.parametrize(("actor", "refusal"), [(ANONYMOUS, SignInRequired), (NORA, Forbidden)])
def test_one_who_may_not_is_asked_to_sign_in_or_refused(
    actor: Actor, refusal: type[Exception]
) -> None:
    policy.declare("bell.ring", role(Role.STAFF))
    with pytest.raises(refusal):
        policy.require(actor, "bell.ring", scope=BREBIS)


def test_menus_ask_in_the_same_words() -> None:
    policy.declare("bell.ring", role(Role.RELAY))
    assert granted(Role.RELAY, "commune", "62193").may("bell.ring")
    assert not NORA.may("bell.ring")


def test_nobody_is_there_outside_a_request() -> None:
    assert current_actor() is ANONYMOUS


def _bell() -> str:
    return "dong"


def test_the_application_does_not_start_with_a_route_without_policy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wire_one_more(app: Flask, settings: Settings) -> None:
        app.add_url_rule("/sonner", view_func=_bell)

    monkeypatch.setattr("beffroi._templates", wire_one_more)
    with pytest.raises(RuntimeError, match="without a declared policy: /sonner"):
        create_app(settings)


def test_nor_with_a_policy_nobody_declared(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wire_one_more(app: Flask, settings: Settings) -> None:
        app.add_url_rule("/sonner", "bell", guarded("bell.unheard_of")(lambda: "dong"))

    monkeypatch.setattr("beffroi._templates", wire_one_more)
    with pytest.raises(RuntimeError, match="without a declared policy: /sonner"):
        create_app(settings)


def test_the_guard_turns_away_before_the_view(app: Flask, sign_in: SignIn) -> None:
    called: list[uuid.UUID | None] = []

    def ring() -> str:
        called.append(current_actor().person_id)
        return "dong"

    policy.declare("bell.ring", role(Role.MODERATOR))
    app.add_url_rule("/sonner", view_func=guarded("bell.ring")(ring), methods=["GET", "POST"])
    nadia = make_moderator()
    resident, moderator = sign_in(make_person()), sign_in(nadia)
    assert app.test_client().get("/sonner").status_code == 303
    assert resident.get("/sonner").status_code == 403
    assert resident.post("/sonner").status_code == 403
    assert called == []
    assert moderator.get("/sonner").text == "dong"
    assert called == [nadia.id]
