"""A guest's things become an account's: all of them, once, with exact counts."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Comment, Idea, Support
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.ids import new_id
from beffroi.identity import belongings
from beffroi.identity.models import Block, Claim, Person, Proof, UniqueMark
from beffroi.identity.problems.claims import ClaimAttached, NothingToClaim, TicketGone
from beffroi.identity.rules.proofs import Age, Residence
from beffroi.identity.services import claims, following, proofs
from beffroi.identity.services.takeover import take_over
from beffroi.notifications.models import Message
from tests.factories import make_comment, make_idea, make_person
from tests.guest_factories import come_with_code, guest_actor, make_guest
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")

HERE = Residence("neighbourhood", "cite-des-brebis")


def counts(idea_id: uuid.UUID) -> tuple[int, int]:
    """What the counter says, and how many supports stand that count."""
    rows = select(func.count()).where(Support.idea_id == idea_id, Support.counted)
    counter = select(Idea.support_count).where(Idea.id == idea_id)
    return db.session().scalar(counter) or 0, db.session().scalar(rows) or 0


def recorded(name: str) -> int:
    db.session().flush()
    query = select(func.count()).where(StoredEvent.name == name)
    return db.session().scalar(query) or 0


def give_support(person: Person, idea_id: uuid.UUID, *, counted: bool) -> None:
    """A support, counted or kept, with its counter."""
    db.session().add(
        Support(idea_id=idea_id, person_id=person.id, supported_at=now(), counted=counted)
    )
    idea = db.session().get_one(Idea, idea_id)
    idea.support_count += int(counted)
    db.session().flush()


def test_ideas_comments_and_supports_change_hands() -> None:
    guest, account = make_guest(), make_person()
    idea, supported = make_idea(author=guest), make_idea()
    comment = make_comment(supported, author=guest)
    contributions.support_idea(guest_actor(guest), supported.id, True)
    code = claims.make_claim(guest.id)
    before = [(t.subject_kind, t.subject_id) for t in belongings.traces_of(guest.id)]
    assert following.take_claim(actor_of(account), code)
    assert db.session().get_one(Idea, idea.id).author_id == account.id
    assert db.session().get_one(Comment, comment.id).author_id == account.id
    assert [(t.subject_kind, t.subject_id) for t in belongings.traces_of(account.id)] == before
    assert db.session().get(Person, guest.id, populate_existing=True) is None
    assert counts(supported.id) == (1, 1)
    assert recorded("GuestAttached") == 1


def test_texts_keep_the_name_they_were_signed_with() -> None:
    guest, account = make_guest(), make_person(display_name="Nadia")
    idea = make_idea(author=guest, author_name="Une voisine")
    take_over(SYSTEM, guest.id, account.id)
    assert db.session().get_one(Idea, idea.id).author_name == "Une voisine"


@pytest.mark.parametrize(
    ("theirs", "own", "left", "count"),
    [
        (True, True, True, 1),
        (True, False, True, 1),
        (False, True, True, 1),
        (False, False, False, 0),
        (True, None, True, 1),
        (False, None, False, 0),
        (None, True, True, 1),
    ],
)
def test_one_support_is_left_of_two_and_it_counts_if_either_did(
    theirs: bool | None, own: bool | None, left: bool, count: int
) -> None:
    guest, account, idea = make_guest(), make_person(), make_idea()
    for person, counted in ((guest, theirs), (account, own)):
        if counted is not None:
            give_support(person, idea.id, counted=counted)
    take_over(SYSTEM, guest.id, account.id)
    [support] = db.session().scalars(select(Support).where(Support.idea_id == idea.id))
    assert (support.person_id, support.counted) == (account.id, left)
    db.session().expire_all()
    assert counts(idea.id) == (count, count)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, True, False]), st.sampled_from([None, True, False])),
        min_size=1,
        max_size=4,
    )
)
def test_the_counter_is_the_number_of_counted_supports_whatever_was_supported(
    supports: list[tuple[bool | None, bool | None]],
) -> None:
    guest, account = make_guest(), make_person()
    ideas = [make_idea().id for _ in supports]
    for idea_id, pair in zip(ideas, supports, strict=True):
        for person, counted in zip((guest, account), pair, strict=True):
            if counted is not None:
                give_support(person, idea_id, counted=counted)
    take_over(SYSTEM, guest.id, account.id)
    db.session().expire_all()
    for idea_id, pair in zip(ideas, supports, strict=True):
        one_counts = int(True in pair)
        assert counts(idea_id) == (one_counts, one_counts)


def test_a_claim_said_twice_is_done_once() -> None:
    guest, account = make_guest(), make_person()
    code = claims.make_claim(guest.id)
    assert following.take_claim(actor_of(account), code)
    assert not following.take_claim(actor_of(account), code)
    assert recorded("GuestAttached") == 1


def test_what_is_one_account_s_is_not_another_s() -> None:
    guest, account, other = make_guest(), make_person(), make_person()
    code = claims.make_claim(guest.id)
    following.take_claim(actor_of(account), code)
    for refused in (
        lambda: following.take_claim(actor_of(other), code),
        lambda: following.traces_behind(actor_of(other), code),
        lambda: following.come_with_claim(code),
    ):
        with pytest.raises(ClaimAttached):
            refused()


def test_an_account_is_never_taken_over() -> None:
    victim, thief = make_person(), make_person()
    assert not take_over(SYSTEM, victim.id, thief.id)
    session_of_victim = guest_actor(victim)
    with pytest.raises(NothingToClaim):
        following.my_code(session_of_victim)
    with pytest.raises(NothingToClaim):
        following.ask_account(session_of_victim, "voleur@example.org", "fr")
    code = claims.make_claim(victim.id)
    with pytest.raises(ClaimAttached):
        following.take_claim(actor_of(thief), code)
    assert db.session().get(Person, victim.id) is not None


def test_the_code_of_a_guest_is_the_same_each_time_it_is_asked() -> None:
    actor = guest_actor(make_guest())
    assert following.my_code_again(actor) == ""
    code = following.my_code(actor)
    db.session().flush()
    assert following.my_code(actor) == following.my_code_again(actor) == code
    stored = db.session().scalars(select(Claim.code_digest)).one()
    assert code not in stored


def test_proofs_follow_and_the_same_fact_is_one_proof() -> None:
    guest, account = make_guest(), make_person()
    for person in (guest, account):
        proofs.record_proof(person.id, HERE, "desk", by=SYSTEM)
    later = now().date() + timedelta(days=900)
    proofs.record_proof(guest.id, HERE, "desk", by=SYSTEM, ends_on=later)
    proofs.record_proof(guest.id, Age(16), "desk", by=SYSTEM)
    take_over(SYSTEM, guest.id, account.id)
    held = db.session().scalars(select(Proof).order_by(Proof.kind)).all()
    assert {proof.person_id for proof in held} == {account.id}
    assert [proof.kind for proof in held] == ["age", "residence"]
    assert held[1].ends_on == later


def test_marks_messages_and_blocks_follow() -> None:
    guest, account = come_with_code("+33612345678", "sms"), make_person()
    day = now()
    block = Block(
        person_id=guest.id,
        reason_code="insult",
        justification="Des insultes répétées sous trois idées.",
        starts_at=day,
        ends_at=day + timedelta(days=7),
    )
    message = Message(
        id=new_id(), person_id=guest.id, kind="idea_received", params={}, link="/", created_at=day
    )
    db.session().add_all([block, message])
    db.session().flush()
    take_over(SYSTEM, guest.id, account.id)
    for row in (block, message):
        db.session().refresh(row)
        assert row.person_id == account.id
    assert db.session().scalars(select(UniqueMark.person_id)).one() == account.id
    assert come_with_code("+33612345678", "sms").id == account.id


def test_a_ticket_carries_a_guest_to_an_account_and_serves_one_hour() -> None:
    from beffroi.core import clock as core_clock

    guest, account = make_guest(), make_person()
    idea = make_idea(author=guest)
    claim = following._claim_of(guest)
    ticket = following._ticket(claim)
    actor = actor_of(account)
    with core_clock.at(now() + timedelta(minutes=61)), pytest.raises(TicketGone):
        following.take_ticket(actor, ticket)
    with pytest.raises(TicketGone):
        following.take_ticket(actor, ticket[:-4] + "AAAA")
    assert [trace.subject_id for trace in following.traces_of_ticket(actor, ticket)] == [idea.id]
    assert following.take_ticket(actor, ticket)
    assert following.traces_of_ticket(actor, ticket) == []
    assert not following.take_ticket(actor, ticket)


def test_of_two_accounts_at_once_one_gets_the_guest(app: Flask) -> None:
    guest, idea = make_guest(), make_idea()
    contributions.support_idea(guest_actor(guest), idea.id, True)
    accounts = [actor_of(make_person()) for _ in range(3)]
    for account in accounts:
        contributions.support_idea(account, idea.id, True)
    code, idea_id = claims.make_claim(guest.id), idea.id
    db.session().commit()
    outcomes: list[str] = []

    def take() -> None:
        actor = accounts.pop()
        with app.app_context():
            try:
                with db.transaction():
                    following.take_claim(actor, code)
                outcomes.append("taken")
            except ClaimAttached:
                outcomes.append("attached")

    run_together(take, 3)
    assert sorted(outcomes) == ["attached", "attached", "taken"]
    db.session().expire_all()
    assert counts(idea_id) == (3, 3)


def test_a_support_given_while_the_guest_is_taken_over_counts_once(app: Flask) -> None:
    guest, account, idea = make_guest(), make_person(), make_idea()
    contributions.support_idea(guest_actor(guest), idea.id, True)
    code, idea_id, actor = claims.make_claim(guest.id), idea.id, actor_of(account)
    db.session().commit()

    def take() -> None:
        with app.app_context(), db.transaction():
            following.take_claim(actor, code)

    def support() -> None:
        with app.app_context(), db.transaction():
            contributions.support_idea(actor, idea_id, True)

    calls = [take, support, take]

    def whichever() -> None:
        calls.pop()()

    run_together(whichever, 3)
    db.session().expire_all()
    assert counts(idea_id) == (1, 1)
    rows = select(func.count()).where(Support.idea_id == idea_id)
    assert db.session().scalar(rows) == 1


def run_together(call: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=call) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
