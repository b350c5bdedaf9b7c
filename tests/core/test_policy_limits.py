"""What narrows a permission: a token, a block, a second factor that is missing, a guest's pass."""

from datetime import UTC, datetime

import pytest

from beffroi.core import policy
from beffroi.core.actor import Actor, Grant, Pass, Role, Scope
from beffroi.core.ids import random_id
from beffroi.core.policy import ANYONE, OFFICE, OWNER, PUBLIC, SIGNED_IN, TAKES_PART, role
from beffroi.core.problems import (
    Blocked,
    Forbidden,
    OutsideToken,
    SecondFactorRequired,
    SignInRequired,
)

BREBIS: Scope = frozenset({("contract", "lens-lievin"), ("neighbourhood", "cite-des-brebis")})
CALAIS: Scope = frozenset({("contract", "calais")})
STAFF = Grant(Role.STAFF, "contract", "lens-lievin")


@pytest.fixture(autouse=True)
def _own_permissions(sqlite_template: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares ends with it."""
    monkeypatch.setattr(policy, "_holders", dict(policy._holders))
    monkeypatch.setattr(policy, "_acts", set(policy._acts))
    policy.declare("bell.ring", role(Role.STAFF))
    policy.declare("bell.hear", SIGNED_IN)
    policy.declare("bell.cast", TAKES_PART, act=True)


def token(*permissions: str, place: tuple[str, str] = ("platform", "")) -> Pass:
    return Pass(random_id(), frozenset(permissions), *place)


def program(*permissions: str, place: tuple[str, str] = ("platform", "")) -> Actor:
    return Actor("program", token=token(*permissions, place=place))


def app_of(person: Actor, *permissions: str) -> Actor:
    return Actor("person", person.person_id, grants=person.grants, token=token(*permissions))


NORA = Actor("person", random_id(), grants=(STAFF,))


def test_a_program_holds_what_its_token_names_and_nothing_else() -> None:
    assert policy.allows(program("bell.ring"), "bell.ring", scope=BREBIS)
    assert not policy.allows(program("bell.hear"), "bell.ring", scope=BREBIS)
    assert not policy.held_somewhere(program("bell.hear"), "bell.ring")


def test_a_program_is_nobody_and_owns_nothing() -> None:
    policy.declare("bell.own", OWNER)
    named = program("bell.hear", "bell.cast", "bell.own")
    for permission in ("bell.hear", "bell.cast", "bell.own"):
        assert not policy.allows(named, permission)


def test_a_token_holds_in_its_place_only() -> None:
    here = program("bell.ring", place=("contract", "lens-lievin"))
    assert policy.allows(here, "bell.ring", scope=BREBIS)
    assert not policy.allows(here, "bell.ring", scope=CALAIS)


def test_a_person_s_token_adds_nothing_to_the_person() -> None:
    assert policy.allows(app_of(NORA, "bell.ring"), "bell.ring", scope=BREBIS)
    assert not policy.allows(app_of(NORA, "bell.ring"), "bell.ring", scope=CALAIS)
    assert not policy.allows(app_of(NORA, "bell.ring"), "bell.hear")


def test_what_anybody_reads_no_token_closes() -> None:
    assert policy.allows(program(), PUBLIC)
    assert policy.allows(program(place=("contract", "calais")), PUBLIC, scope=BREBIS)


def test_what_anybody_may_do_a_token_must_name() -> None:
    policy.declare("bell.paint", ANYONE)
    assert not policy.allows(program(), "bell.paint")
    assert policy.allows(program("bell.paint"), "bell.paint")


def test_a_block_suspends_acts_and_nothing_else() -> None:
    blocked = Actor("person", random_id(), blocked_until=datetime(2027, 1, 1, tzinfo=UTC))
    assert not policy.allows(blocked, "bell.cast")
    assert not policy.held_somewhere(blocked, "bell.cast")
    assert policy.allows(blocked, "bell.hear")
    with pytest.raises(Blocked):
        policy.require(blocked, "bell.cast")


def test_a_block_holds_for_the_person_s_programs() -> None:
    end = datetime(2027, 1, 1, tzinfo=UTC)
    blocked = Actor("person", random_id(), blocked_until=end, token=token("bell.cast"))
    assert not policy.allows(blocked, "bell.cast")


def test_whoever_lacks_the_second_factor_is_asked_for_it() -> None:
    waiting = Actor("person", random_id(), withheld=(STAFF,))
    assert not policy.allows(waiting, "bell.ring", scope=BREBIS)
    with pytest.raises(SecondFactorRequired):
        policy.require(waiting, "bell.ring", scope=BREBIS)


def test_nobody_is_asked_for_a_second_factor_that_would_change_nothing() -> None:
    policy.declare("bell.melt", role(Role.ADMINISTRATOR))
    with pytest.raises(Forbidden) as refusal:
        policy.require(Actor("person", random_id(), withheld=(STAFF,)), "bell.melt")
    assert type(refusal.value) is Forbidden


def test_a_guest_takes_part_and_is_asked_to_sign_in_for_the_rest() -> None:
    guest = Actor("person", random_id(), is_guest=True)
    assert policy.allows(guest, "bell.cast")
    with pytest.raises(SignInRequired):
        policy.require(guest, "bell.hear")


def test_a_guest_owns_what_they_did() -> None:
    policy.declare("bell.own", OWNER)
    guest = Actor("person", random_id(), is_guest=True)
    assert policy.allows(guest, "bell.own", owner=guest.person_id)
    assert not policy.allows(guest, "bell.own", owner=random_id())


def test_an_office_is_held_on_what_is_addressed_to_it() -> None:
    policy.declare("bell.answer", OFFICE)
    holder = Actor("person", random_id(), offices=("adjointe-quartiers",))
    assert policy.allows(holder, "bell.answer", scope=frozenset({("office", "adjointe-quartiers")}))
    assert not policy.allows(holder, "bell.answer", scope=frozenset({("office", "prefecture")}))
    assert not policy.held_somewhere(Actor("person", random_id()), "bell.answer")


def test_whoever_carries_a_token_is_told_that_it_falls_short() -> None:
    with pytest.raises(OutsideToken):
        policy.require(program("bell.hear"), "bell.ring", scope=BREBIS)
    with pytest.raises(OutsideToken):
        policy.require(app_of(NORA, "bell.hear"), "bell.ring", scope=BREBIS)
