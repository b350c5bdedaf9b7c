"""The queue: oldest deadline first, exact counts, only one's own places, two statements."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.problems import Invalid
from beffroi.moderation import services
from beffroi.moderation.views import QueueFilters, Verdict
from beffroi.territories.services import neighbourhoods, neighbourhoods_of
from tests.moderation.conftest import moderator_of
from tests.moderation.notes import Notes

ALL = QueueFilters()


def test_the_oldest_deadline_comes_first(notes: Notes, moderator: Actor) -> None:
    later = notes.open_case(decision_hours=72)
    sooner = notes.open_case(decision_hours=12)

    assert ids(services.queue(moderator, ALL)) == [sooner.id, later.id]


def test_pages_lead_through_every_case_once_and_the_total_is_exact(
    notes: Notes, moderator: Actor
) -> None:
    opened = {notes.open_case().id for _ in range(7)}
    seen: list[Any] = []
    cursor: str | None = None
    while True:
        page = services.queue(moderator, ALL, cursor, limit=3)
        assert page.total == 7
        seen += ids(page)
        cursor = page.next_cursor
        if cursor is None:
            break

    assert len(seen) == 7
    assert set(seen) == opened


def test_a_cursor_that_was_tampered_with_is_refused(notes: Notes, moderator: Actor) -> None:
    with pytest.raises(Invalid):
        services.queue(moderator, ALL, "bm9u")


def test_a_line_says_what_it_is_where_and_what_was_found(notes: Notes, moderator: Actor) -> None:
    notes.open_case("Écrivez à zohra@exemple.fr ou appelez le 06 12 34 56 78, le 06 12 34 56 79.")

    [line] = services.queue(moderator, ALL).items

    assert line.heading == "Une note du quartier"
    assert line.place == "Cité des Brebis"
    assert line.found == ("email", "phone")


def test_a_decided_case_leaves_the_queue(notes: Notes, moderator: Actor) -> None:
    case = notes.open_case()

    services.decide(moderator, case.id, Verdict("publish", seen_version=1))

    assert services.queue(moderator, ALL).total == 0


def test_filters_keep_one_neighbourhood_one_kind_or_what_is_late(
    notes: Notes, moderator: Actor
) -> None:
    here = notes.open_case()
    there = notes.open_case(neighbourhood_slug=other_place())
    there.due_at -= timedelta(days=9)

    assert ids(services.queue(moderator, QueueFilters("cite-des-brebis"))) == [here.id]
    assert ids(services.queue(moderator, QueueFilters(overdue=True))) == [there.id]
    assert services.queue(moderator, QueueFilters(kind="note")).total == 2
    assert services.queue(moderator, QueueFilters(kind="idea")).total == 0


def test_a_moderator_of_one_contract_never_sees_the_cases_of_another(notes: Notes) -> None:
    notes.open_case()

    assert services.queue(moderator_of("contract", "calais"), ALL).total == 0


def test_a_moderator_of_a_neighbourhood_sees_its_cases_only(notes: Notes) -> None:
    here = notes.open_case()
    notes.open_case(neighbourhood_slug=other_place())
    notes.open_case(neighbourhood_slug=None)

    assert ids(services.queue(moderator_of("neighbourhood", "cite-des-brebis"), ALL)) == [here.id]


def test_a_moderator_of_a_commune_sees_the_cases_of_its_neighbourhoods(notes: Notes) -> None:

    here = notes.open_case()
    [commune, *_others] = neighbourhoods()["cite-des-brebis"].communes

    assert ids(services.queue(moderator_of("commune", commune.insee), ALL)) == [here.id]


def test_a_moderator_of_the_platform_sees_everything(notes: Notes) -> None:
    notes.open_case()
    notes.open_case(contract_slug="calais", neighbourhood_slug=None)

    assert services.queue(moderator_of("platform", "*"), ALL).total == 2


def test_after_a_case_comes_the_next_one_then_the_first_again(
    notes: Notes, moderator: Actor
) -> None:
    first, second, third = (notes.open_case(decision_hours=hours) for hours in (12, 24, 36))
    services.decide(moderator, second.id, Verdict("publish", seen_version=1))
    assert services.next_case(moderator, ALL, second.id) == third.id

    services.decide(moderator, third.id, Verdict("publish", seen_version=1))
    assert services.next_case(moderator, ALL, third.id) == first.id

    services.decide(moderator, first.id, Verdict("publish", seen_version=1))
    assert services.next_case(moderator, ALL, first.id) is None


def test_the_queue_costs_two_statements_whatever_its_length(
    app: Flask, notes: Notes, moderator: Actor
) -> None:
    for _ in range(20):
        notes.open_case("Appelez le 06 12 34 56 78.")
    services.queue(moderator, ALL)  # the first use of a process reads the reference as well
    statements: list[str] = []
    event.listen(db.engine(), "after_cursor_execute", lambda *told: statements.append(told[2]))

    services.queue(moderator, ALL)

    assert len([sql for sql in statements if sql.startswith("SELECT")]) == 2


def ids(queue: Any) -> list[Any]:
    return [line.id for line in queue.items]


def other_place() -> str:

    return next(p.slug for p in neighbourhoods_of("lens-lievin") if p.slug != "cite-des-brebis")
