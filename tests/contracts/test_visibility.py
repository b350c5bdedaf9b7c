"""What is hidden is nowhere: ideas and words under them, sought by everybody in every reading."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from werkzeug.test import TestResponse

from beffroi.contributions import services as contributions
from beffroi.contributions.proposals import NewComment, NewIdea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import (
    locked_comment,
    locked_idea,
    move_comment_to,
    move_idea_to,
)
from beffroi.core import db
from beffroi.core.policy import PUBLIC
from beffroi.identity.models import Person
from tests.contracts.conftest import Settled
from tests.contracts.matrix.requests import Asked, requests_on
from tests.contracts.matrix.visitors import Visitor, visitors
from tests.contracts.village import LENS, Territory, Village
from tests.factories import make_person
from tests.support.actors import actor_of

VISITORS = {visitor.name: visitor for visitor in visitors()}
BODY = "Xérographie"  # stands in each of them, so that a search would find them all
# Who decides about texts there sees them all; what others are shown is for everybody.
READERS = (
    "anonymous", "guest", "resident", "owner", "relay", "council_member", "office holder",
    "app with scopes", "program with scopes",
)  # fmt: skip
HIDDEN = ("unproven", "waiting", "changes_asked", "refused")
# Where it can be read while it is public: the proof that the search below is able to find it.
SHOWN = {
    "/",
    "/api/v1/ideas",
    "/api/v1/ideas?q",
    "/api/v1/ideas.csv",
    "/api/v1/comments.jsonl",
    "/api/v1/ideas/<uuid:idea_id>",
    "/api/v1/ideas/<uuid:idea_id>/comments",
    "/api/v1/comments/<uuid:comment_id>",
    "/appels/<slug:slug>",
    "/idees",
    "/idees?q",
    "/idees/<uuid:idea_id>",
    "/idees/<uuid:idea_id>/commentaires/<uuid:comment_id>",
    "/quartiers/<slug:slug>",
}


@dataclass(frozen=True)
class Sought:
    """An idea and a comment by somebody else, whose words say which they are."""

    idea_id: uuid.UUID
    comment_id: uuid.UUID
    marks: tuple[str, ...]


@pytest.fixture(scope="module")
def where() -> tuple[Territory, ...]:
    """One territory is enough: what is hidden is hidden everywhere."""
    return (LENS,)


def test_what_is_public_is_found_and_what_is_hidden_is_nowhere(settled: Settled) -> None:
    hidden = [_publish(settled, f"Zyzo{how}", f"Quok{how}") for how in HIDDEN]
    wordless = [_publish(settled, f"Ouvert{how}", f"Mot{how}") for how in HIDDEN]
    for how, without_idea, without_words in zip(HIDDEN, hidden, wordless, strict=True):
        _answer(without_words)  # its place then stays
        move_idea_to(locked_idea(without_idea.idea_id), Visibility(how))
        move_comment_to(locked_comment(without_words.comment_id), Visibility(how))
    db.session().commit()
    public = _publish(settled, "Zyzomys", "Quokka")  # the last: short lists show it
    marks = [mark for one in hidden for mark in one.marks] + [one.marks[1] for one in wordless]
    found, seen = {}, set()
    for name in READERS:
        read = dict(_everything(settled, VISITORS[name], [public, *hidden, *wordless]))
        seen |= {path for path, text in read.items() if "zyzomys" in text or "quokka" in text}
        if told := {path for path, text in read.items() if any(m.lower() in text for m in marks)}:
            found[name] = told
    assert {path.split(" ")[0] for path in seen} >= SHOWN
    assert found == {}


def test_what_was_hidden_leaves_no_trace_in_any_count(settled: Settled) -> None:
    before = _public_site(settled)
    gone = _publish(settled, "Zyzomys", "Quokka")
    assert _public_site(settled) != before
    move_idea_to(locked_idea(gone.idea_id), Visibility.REFUSED)
    db.session().commit()
    after = _public_site(settled)
    assert {path for path in before if before[path] != after[path]} == set()


def _publish(settled: Settled, title: str, words: str) -> Sought:
    """Sent, supported, commented on and published as people do, by people who are no visitors."""
    village = settled.villages[LENS.contract]
    author, other = make_person(display_name="Ana"), make_person(display_name="Bo")
    new = NewIdea(
        call_slug=village.ids["call_slug"],
        title=title,
        body=f"{BODY} {title}",
        neighbourhood_slug=LENS.place,
    )
    idea = contributions.submit_idea(actor_of(author), new)
    move_idea_to(idea, Visibility.PUBLISHED)
    db.session().commit()
    resident = db.session().get_one(Person, village.people["resident"])
    contributions.support_idea(actor_of(resident), idea.id, supports=True)
    said = NewComment(body=f"{BODY} {words}", position="against")
    comment = contributions.comment_on(actor_of(other), idea.id, said)
    db.session().flush()
    move_comment_to(locked_comment(comment.id), Visibility.PUBLISHED)
    found = Sought(idea.id, comment.id, (title, words))
    db.session().commit()
    return found


def _answer(sought: Sought) -> None:
    said = NewComment(body="Restons calmes.", parent_id=sought.comment_id)
    answer = contributions.comment_on(actor_of(make_person()), sought.idea_id, said)
    db.session().flush()
    move_comment_to(locked_comment(answer.id), Visibility.PUBLISHED)


def _everything(
    settled: Settled, visitor: Visitor, sought: list[Sought]
) -> Iterator[tuple[str, str]]:
    """Every reading of this visitor: lists once, and searched; things, each that is sought."""
    village = settled.villages[LENS.contract]
    client = visitor.enter(settled.app, village)
    for number, one in enumerate(sought):
        for asked in _asked(settled, _aimed(village, one)):
            path = asked.route.path
            if "idea_id" in path or "comment_id" in path:
                yield f"{path} {number}", _text_of(client.get(asked.url))
            elif number == 0:
                yield path, _text_of(client.get(asked.url))
                if "<" not in path:
                    yield f"{path}?q", _text_of(client.get(f"{asked.url}?q={BODY}"))


def _asked(settled: Settled, village: Village) -> Iterator[Asked]:
    everything = requests_on(settled.app, village, LENS)
    return (asked for asked in everything if asked.route.method == "GET")


def _aimed(village: Village, sought: Sought) -> Village:
    """The same village; what names an idea or a comment names the one that is sought."""
    idea, comment = str(sought.idea_id), str(sought.comment_id)
    aimed = {"public_idea": idea, "asked_idea": idea}
    aimed |= {"public_comment": comment, "asked_comment": comment}
    return replace(village, ids=village.ids | aimed)


def _public_site(settled: Settled) -> dict[str, str]:
    """What somebody without a session reads on every page and reading that is for all."""
    village, client = settled.villages[LENS.contract], settled.app.test_client()
    return {
        asked.url: _text_of(client.get(asked.url))
        for asked in _asked(settled, village)
        if asked.route.permission == PUBLIC and asked.url != "/metrics"  # of the program itself
    }


def _text_of(answer: TestResponse) -> str:
    """What is in it, in small letters; an archive is opened."""
    if answer.mimetype != "application/zip":
        return answer.get_data(as_text=True).lower()
    with ZipFile(BytesIO(answer.get_data())) as archive:
        found = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    return "".join(found).lower()
