"""One idea of the demo: sent, screened, decided, supported, commented, answered, at its dates."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Idea
from beffroi.contributions.proposals import NewComment, NewIdea, NewPoint
from beffroi.contributions.services import co_authors
from beffroi.core import clock, db
from beffroi.core.actor import ANONYMOUS, Actor, Role
from beffroi.demo.people import proved_in, said_to_be_young
from beffroi.demo.pictures import hang
from beffroi.moderation import services as moderation
from beffroi.moderation.models import Case
from beffroi.moderation.views import Verdict

People = dict[str, Actor]
READING_HOURS = 5
PATHS = {"under_way": ("kept", "under_way"), "done": ("kept", "under_way", "done")}


def live_idea(row: dict[str, Any], people: People, today: datetime) -> Idea:
    """All that happened to it up to today."""
    sent_at = today - timedelta(days=row["age_days"])
    with clock.at(sent_at):
        idea = _send(row, people)
        if "picture" in row:
            hang(idea.id, **row["picture"])
        if row["visibility"] == "unproven":  # kept: nobody reads it before its proof
            return idea
        case = moderation.screen_subject("idea", idea.id, idea.version)
    read_at = min(sent_at + timedelta(hours=READING_HOURS), today)
    if case is not None and row["visibility"] != "waiting":
        with clock.at(read_at):
            _decide(case, row, people)
    if row["visibility"] == "published":
        _support(idea, row, people, (read_at, today))
        _comment(idea, row, people, today)
        _answer(idea, row, people, (read_at, _heard_last(row, today)))
    return idea


def _heard_last(row: dict[str, Any], today: datetime) -> datetime:
    """Today, but for an idea of which nothing was heard for long."""
    return today - timedelta(days=row.get("silent_days", 0))


def _send(row: dict[str, Any], people: People) -> Idea:
    """Somebody whose text waits in a call that publishes at once is somebody without an account."""
    author = people[row["author"]]
    by_hand = row["visibility"] == "waiting" and _appears_at_once(row["call"])
    idea = contributions.submit_idea(
        ANONYMOUS if by_hand else author,
        NewIdea(
            call_slug=row["call"],
            title=row["title"],
            body=row["body"],
            neighbourhood_slug=row.get("neighbourhood"),
            theme_slugs=tuple(row["themes"]),
            author_name=author.display_name if by_hand else "",
            point=NewPoint(**row["point"]) if "point" in row else None,
            **_group(row),
            language=author.locale if row.get("language") is None else row["language"],
        ),
    )
    db.session().flush()
    for name in row.get("co_authors", ()):
        made, key = co_authors.invite_co_author(author, idea.id)
        co_authors.join(people[name], made.id, key)
    return idea


def _group(row: dict[str, Any]) -> dict[str, Any]:
    """The group that signs, if one does."""
    return {f"group_{part}": said for part, said in row.get("group", {}).items()}


def _appears_at_once(call_slug: str) -> bool:
    return contributions.call_page(call_slug).moderation == "after"


def _decide(case: Case, row: dict[str, Any], people: People) -> None:
    outcomes = {"published": "publish", "changes_asked": "ask_change", "refused": "refuse"}
    moderation.decide(
        _holder(people, Role.MODERATOR, case.contract_slug),
        case.id,
        Verdict(
            outcome=outcomes[row["visibility"]],
            reason_code=row.get("reason"),
            words=row.get("words", ""),
            structure_slug=row.get("structure") if row["visibility"] == "refused" else None,
            seen_version=case.subject_version,
        ),
    )


def _support(
    idea: Idea, row: dict[str, Any], people: People, between: tuple[datetime, datetime]
) -> None:
    counted = _drawn(_who_counts(row, people), row["key"])[: row["supports"]]
    supporters = counted + [people[key] for key in row.get("kept_from", [])]
    for number, person in enumerate(supporters, start=1):
        with clock.at(_within(idea, between, number / (len(supporters) + 1))):
            contributions.support_idea(person, idea.id, supports=True)


def _who_counts(row: dict[str, Any], people: People) -> People:
    """Everybody; where the call asks where people live or their age, those who have shown it."""
    call = contributions.call_page(row["call"])
    if call.residence == "none" and not call.is_young:
        return people
    proved = said_to_be_young() if call.is_young else proved_in(row["neighbourhood"])
    return {key: person for key, person in people.items() if key in proved}


def _comment(idea: Idea, row: dict[str, Any], people: People, today: datetime) -> None:
    """`to` answers what that person wrote first."""
    last, begun = _closes_at(idea) - timedelta(hours=1), dict[str, uuid.UUID]()
    for said in sorted(row.get("comments", []), key=lambda comment: -comment["age_days"]):
        person = people[said["author"]]
        with clock.at(min(today - timedelta(days=said["age_days"]), last)):
            above, position = begun.get(said.get("to", "")), said.get("position")
            new = NewComment(body=said["body"], position=position, parent_id=above)
            comment = contributions.comment_on(person, idea.id, new)
            db.session().flush()
            case = moderation.screen_subject("comment", comment.id, comment.version)
            if case is not None:
                _decide(case, {"visibility": "published"}, people)
        if above is None:
            begun.setdefault(said["author"], comment.id)


def _answer(
    idea: Idea, row: dict[str, Any], people: People, between: tuple[datetime, datetime]
) -> None:
    stages = PATHS.get(row["stage"], (row["stage"],) if row["stage"] != "open" else ())
    staff = _holder(people, Role.STAFF, idea.contract_slug)
    for number, stage in enumerate(stages, start=1):
        begin, end = between
        with clock.at(begin + (end - begin) * number / (len(stages) + 1)):
            answer, structure = row.get("answer", ""), row.get("structure")
            contributions.move_idea(staff, idea.id, stage, answer, structure)


def _within(idea: Idea, between: tuple[datetime, datetime], share: float) -> datetime:
    """A moment of that stretch of time, before the call closes."""
    begin, end = between
    return begin + (min(end, _closes_at(idea) - timedelta(hours=1)) - begin) * share


def _closes_at(idea: Idea) -> datetime:
    return contributions.idea_page(ANONYMOUS, idea.id).call.closes_at


def _holder(people: People, role: Role, contract_slug: str) -> Actor:
    """Who holds that role there."""
    place = frozenset({("contract", contract_slug)})
    return next(
        person
        for person in people.values()
        if any(grant.role == role and grant.covers(place) for grant in person.grants)
    )


def _drawn(people: People, key: str) -> list[Actor]:
    """Everybody in an order that differs from idea to idea and never changes."""

    def rank(person: Actor) -> bytes:
        salt = f"{key}:{person.display_name}"
        return hashlib.sha256(salt.encode()).digest()

    return sorted(people.values(), key=rank)
