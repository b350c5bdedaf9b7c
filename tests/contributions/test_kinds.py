"""From a submission to a published idea through screening and a decision."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.proposals import NewIdea
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Conflict, PreconditionFailed
from beffroi.core.search import matching
from beffroi.moderation.kinds import Ruling, SubjectText, kind
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def ruling(text: Idea | Comment, outcome: str, **given: Any) -> Ruling:
    reason = None if outcome == "publish" else "unclear"
    values: dict[str, Any] = {
        "subject_id": text.id,
        "version": text.version,
        "outcome": outcome,
        "reason_code": reason,
        "words": "",
        "structure_slug": None,
        "by": Actor("system"),
    }
    return Ruling(**values | given)


def recorded() -> list[str]:
    db.session().flush()
    return list(db.session().scalars(select(StoredEvent.name)))


def read(name: str, text: Idea | Comment) -> SubjectText:
    subject = kind(name).read(text.id)
    assert subject is not None
    return subject


@pytest.mark.parametrize(
    ("outcome", "visibility", "event"),
    [
        ("publish", "published", "IdeaPublished"),
        ("ask_change", "changes_asked", "IdeaChangesAsked"),
        ("refuse", "refused", "IdeaRefused"),
    ],
)
def test_a_ruling_on_an_idea_is_carried_out(outcome: str, visibility: str, event: str) -> None:
    idea = make_idea(visibility="waiting")
    kind("idea").apply(ruling(idea, outcome))
    assert (idea.visibility, recorded()) == (visibility, [event])
    assert (idea.published_at is not None) == (visibility == "published")


@pytest.mark.parametrize(
    ("outcome", "visibility", "event", "count"),
    [
        ("publish", "published", "CommentPublished", 1),
        ("ask_change", "changes_asked", "CommentChangesAsked", 0),
        ("refuse", "refused", "CommentRefused", 0),
    ],
)
def test_a_ruling_on_a_comment_is_carried_out_and_counted(
    outcome: str, visibility: str, event: str, count: int
) -> None:
    idea = make_idea()
    comment = make_comment(idea, visibility="waiting")
    kind("comment").apply(ruling(comment, outcome))
    assert (comment.visibility, recorded()) == (visibility, [event])
    db.session().refresh(idea)
    assert idea.comment_count == count


def test_a_public_comment_that_is_refused_is_counted_no_more() -> None:
    idea = make_idea()
    comment = make_comment(idea)
    kind("comment").apply(ruling(comment, "refuse"))
    db.session().flush()
    db.session().refresh(idea)
    assert idea.comment_count == 0


def test_a_public_idea_found_fine_is_not_announced_again() -> None:
    idea = make_idea()
    kind("idea").apply(ruling(idea, "publish"))
    assert recorded() == []


def test_a_public_idea_that_is_refused_is_neither_seen_nor_found() -> None:
    idea = make_idea(title="Un trampoline")
    kind("idea").apply(ruling(idea, "refuse"))
    db.session().flush()
    assert idea.published_at is None
    assert db.session().scalars(matching("idea", "trampoline")).all() == []


def test_a_ruling_on_another_version_is_not_carried_out() -> None:
    idea = make_idea(visibility="waiting", version=2)
    with pytest.raises(PreconditionFailed):
        kind("idea").apply(ruling(idea, "publish", version=1))


def test_a_refused_idea_is_not_published_by_a_late_ruling() -> None:
    idea = make_idea(visibility="refused")
    with pytest.raises(Conflict):
        kind("idea").apply(ruling(idea, "publish"))


def test_a_moderator_reads_the_text_with_what_it_answers_to() -> None:
    call = make_call(title="Dehors", decision_hours=24)
    idea = make_idea(call, visibility="waiting")
    subject = read("idea", idea)
    assert subject.parts == {"title": idea.title, "body": idea.body}
    assert subject.context.startswith("Dehors · ")
    assert (subject.waits, subject.decision_hours, subject.version) == (True, 24, 1)
    comment = make_comment(make_idea(call))
    assert read("comment", comment).parts == {"body": comment.body}
    assert not read("comment", comment).waits


def test_a_text_sent_twice_names_the_first() -> None:
    call = make_call()
    first, again = make_idea(call), make_idea(call, visibility="waiting")
    assert read("idea", again).repeats == first.id
    assert read("idea", first).repeats is None


def test_the_journey_from_a_phone_to_a_published_idea(drain: Callable[[], int]) -> None:
    idea = _submitted(make_call(moderation="before"))
    db.session().commit()
    drain()
    from beffroi.moderation import services as moderation
    from beffroi.moderation.models import Case
    from beffroi.moderation.views import Verdict

    case = db.session().scalars(select(Case)).one()
    moderator = actor_of(make_person(), "moderator")
    verdict = Verdict(
        outcome="publish", reason_code=None, words="", structure_slug=None, seen_version=1
    )
    moderation.decide(moderator, case.id, verdict)
    db.session().commit()
    drain()
    assert db.session().get_one(Idea, idea.id).visibility == "published"


def _submitted(call: Call) -> Idea:
    new = NewIdea(call_slug=call.slug, title="Un banc", body="Merci.", author_name="Zoé")
    return services.submit_idea(actor_of(make_person()), new)


def test_an_answer_is_examined_with_the_comment_it_answers() -> None:
    idea = make_idea()
    root = make_comment(idea, body="Ce serait trop cher.", author_name="Zoé")
    answer = make_comment(idea, above=root, visibility="waiting")
    above = read("comment", answer).above
    assert above is not None
    assert (above.author_name, above.body) == ("Zoé", "Ce serait trop cher.")
    assert read("comment", root).above is None


def test_an_answer_that_says_again_what_was_said_is_pointed_out() -> None:
    idea = make_idea()
    first = make_comment(idea, body="Oui, un banc.")
    second = make_comment(idea, above=make_comment(idea, body="Et l’ombre ?"), body="Oui, un banc.")
    assert read("comment", second).repeats == first.id
