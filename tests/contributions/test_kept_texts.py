"""Ideas and comments sent before a proof: kept for their author, then on their usual way."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.proposals import NewComment, NewIdea
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Invalid, NotFound
from tests.factories import make_idea, make_person
from tests.proof_factories import make_strict_call, prove_home
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")
Drain = Callable[[], int]


def visibility(row: Idea | Comment, session: DbSession) -> str:
    session.flush()
    session.refresh(row)
    return row.visibility


def happened(name: str, session: DbSession) -> int:
    rows = select(func.count()).select_from(StoredEvent).where(StoredEvent.name == name)
    return session.scalar(rows) or 0


def new_idea(slug: str, author_name: str = "", email: str | None = None) -> NewIdea:
    return NewIdea(
        call_slug=slug,
        title="Un banc",
        body="Devant l’école.",
        author_name=author_name,
        email=email,
    )


def test_an_idea_sent_before_the_proof_is_kept_for_its_author_alone(db_session: DbSession) -> None:
    call, who = make_strict_call(), make_person()
    idea = services.submit_idea(actor_of(who), new_idea(call.slug))
    db_session.flush()
    assert idea.visibility == "unproven"
    assert (happened("IdeaHeld", db_session), happened("IdeaSubmitted", db_session)) == (1, 0)
    view = services.tracked_idea(actor_of(who), idea.id)
    assert view.missing == ("residence",)
    with pytest.raises(NotFound):
        services.idea_page(actor_of(make_person()), idea.id)


def test_an_idea_comes_to_the_moderation_with_the_proof(
    db_session: DbSession, drain: Drain
) -> None:
    call, who = make_strict_call(), make_person()
    idea = services.submit_idea(actor_of(who), new_idea(call.slug))
    prove_home(who)
    db_session.commit()
    drain()
    assert visibility(idea, db_session) == "waiting"
    assert happened("IdeaSubmitted", db_session) == 1


def test_an_idea_appears_with_the_proof_where_texts_appear_at_once(db_session: DbSession) -> None:
    call, who = make_strict_call(moderation="after"), make_person()
    idea = services.submit_idea(actor_of(who), new_idea(call.slug))
    prove_home(who)
    assert services.count_held(who.id) == 1
    assert visibility(idea, db_session) == "published"
    assert idea.published_at is not None


def test_a_kept_idea_may_be_written_better_and_stays_kept(db_session: DbSession) -> None:
    call, who = make_strict_call(), make_person()
    idea = services.submit_idea(actor_of(who), new_idea(call.slug))
    services.revise_idea(actor_of(who), idea.id, "Deux bancs", "Devant l’école.", 1)
    assert visibility(idea, db_session) == "unproven"
    assert happened("IdeaRevised", db_session) == 0
    prove_home(who)
    services.count_held(who.id)
    assert (visibility(idea, db_session), idea.version) == ("waiting", 2)


def test_a_comment_is_kept_then_counted_in_the_same_way(db_session: DbSession) -> None:
    idea, who = make_idea(make_strict_call(moderation="after")), make_person()
    comment = services.comment_on(actor_of(who), idea.id, NewComment(body="Bonne idée."))
    db_session.flush()
    assert comment.visibility == "unproven"
    assert services.comments_of(Actor("anonymous"), idea.id).items == []
    assert [c.id for c in services.comments_of(actor_of(who), idea.id).items] == [comment.id]
    prove_home(who)
    assert services.count_held(who.id) == 1
    db_session.expire_all()
    assert (comment.visibility, idea.comment_count) == ("published", 1)


def test_a_stranger_who_gives_the_address_of_a_neighbour_is_not_believed(
    db_session: DbSession,
) -> None:
    call, neighbour = make_strict_call(), make_person(email="voisine@example.org")
    prove_home(neighbour)
    new = new_idea(call.slug, author_name="Zoé", email="voisine@example.org")
    idea = services.submit_idea(Actor("anonymous"), new)
    assert idea.visibility == "unproven"
    assert services.count_held(neighbour.id) == 0
    services.confirm_author(actor_of(neighbour), idea.id)
    assert visibility(idea, db_session) == "waiting"


def test_somebody_who_could_never_prove_anything_is_asked_for_an_address() -> None:
    call = make_strict_call()
    with pytest.raises(Invalid) as refused:
        services.submit_idea(Actor("anonymous"), new_idea(call.slug, author_name="Zoé"))
    assert set(refused.value.errors) == {"email"}


def test_an_import_is_not_asked_for_proofs() -> None:
    call = make_strict_call()
    assert services.submit_idea(SYSTEM, new_idea(call.slug)).visibility == "waiting"
