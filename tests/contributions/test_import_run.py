"""An import from end to end: through the services, once, and telling of what stays out."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from beffroi.contributions import services
from beffroi.contributions.imports import MapError, read_plan
from beffroi.contributions.imports import run as imports_run
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.problems import CallNotOpen
from beffroi.contributions.proposals import IdeaFilters, NewIdea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.events import StoredEvent
from tests.factories import make_call
from tests.support.imports import MAP, brought, export, line, plan

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("app", "clock")
EXISTING = MAP[: MAP.index("[call]")] + '[call]\nslug = "{}"\n'


def ideas() -> dict[str, Idea]:
    return {idea.source_key or "": idea for idea in db.session().scalars(select(Idea))}


def new_idea(call_slug: str) -> NewIdea:
    return NewIdea(call_slug=call_slug, title="Un banc", body="Devant l’école.", author_name="Zoé")


def counted(model: type[Any]) -> int:
    return db.session().scalar(select(func.count()).select_from(model)) or 0


def test_rows_come_in_public_with_their_own_date() -> None:
    tally, _ = brought(export(line(1), line(2)))
    assert (tally.read, tally.imported, tally.bad) == (2, 2, 0)
    found = ideas()["1"]
    assert found.visibility == "published"
    assert found.submitted_at == found.published_at == datetime(2015, 3, 1, 23, 0, tzinfo=UTC)


def test_the_call_is_announced_with_its_sheet_and_takes_nobody_elses_ideas() -> None:
    brought(export(line(1)))
    call = db.session().scalars(select(Call)).one()
    assert (call.slug, call.imported, call.moderation) == ("export", True, "after")
    assert services.call_page("export").idea_count == 1
    with pytest.raises(CallNotOpen):
        services.submit_idea(ANONYMOUS, new_idea("export"))


def test_only_the_system_is_believed_on_when_a_text_was_written() -> None:
    call = make_call()
    written = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    claim = replace(new_idea(call.slug), submitted_at=written)
    assert services.submit_idea(ANONYMOUS, claim).submitted_at == NOON
    assert services.submit_idea(SYSTEM, claim).submitted_at == written


def test_the_events_of_an_import_are_those_of_everybody_recorded_today() -> None:
    brought(export(line(1)))
    told = list(db.session().scalars(select(StoredEvent)))
    assert {event.name for event in told} == {
        "CallOpened",
        "CallFrozen",
        "CallPhaseOpened",
        "CallPhaseClosed",
        "CallClosed",
        "IdeaSubmitted",
        "IdeaPublished",
    }
    assert {event.recorded_at.year for event in told} == {2026}
    assert {event.actor_kind for event in told} == {"system"}


def test_supports_of_elsewhere_stay_apart_from_ours() -> None:
    brought(
        b"id,title,body,date,votes\n1,Un banc,Devant.,2015-03-01,242\n",
        plan('outside_supports = "votes"'),
    )
    idea = ideas()["1"]
    assert (idea.outside_supports, idea.support_count) == (242, 0)


def test_what_came_in_is_listed_and_found() -> None:
    brought(export(line(1), line(2)))
    found = services.list_ideas(ANONYMOUS, IdeaFilters(query="bancs"), None, 10)
    assert found.total == 2


def test_run_twice_nothing_is_new() -> None:
    content = export(*(line(n) for n in range(1, 6)))
    brought(content)
    again, ear = brought(content)
    assert (again.imported, again.known, again.bad) == (0, 5, 0)
    assert (counted(Idea), counted(Call), ear.heard) == (5, 1, [])


def test_a_longer_export_brings_only_what_is_new() -> None:
    brought(export(line(1)))
    tally, _ = brought(export(line(1), line(2)))
    assert (tally.imported, tally.known) == (1, 1)


def test_each_bad_row_is_named_by_its_line_and_the_others_come_in() -> None:
    tally, ear = brought(
        export(
            line(1),
            '2,"Deux\nlignes",,2015-03-02',
            f"3,Trop long,{'mot ' * 2500},2015-03-03",
            "4,Il manque une colonne",
            '5,"Guillemet" perdu,Oui.,2015-03-05',
            "6,Caractère\x00nul,Oui.,2015-03-06",
            "1,Encore un,Oui.,2015-03-01",
            line(8),
        )
    )
    assert sorted(ideas()) == ["1", "8"]
    assert (tally.read, tally.imported, tally.bad) == (8, 2, 6)
    assert [(row.line, row.last_line, row.key) for row in ear.heard] == [
        (3, 4, "2"),
        (5, 5, "3"),
        (6, 6, ""),
        (7, 7, ""),
        (8, 8, "6"),
        (9, 9, "1"),
    ]
    reasons = [row.reason for row in ear.heard]
    assert [reason.split(":")[0] for reason in reasons] == [
        "body",
        "body",
        "row",
        "row",
        "title",
        "key",
    ]
    assert ear.heard[-1].found == "line 2"


def test_the_same_reason_is_counted_under_the_same_words() -> None:
    tally, _ = brought(export(*(f"{n},Un banc,Oui.,hier{n}" for n in range(3))))
    assert tally.reasons == {"date: it is not written as the map says": 3}


def test_rows_that_the_map_leaves_out_are_counted_apart() -> None:
    by = read_plan(f'{MAP}\n[[leave_out]]\ncolumn = "body"\nempty = true\n')
    tally, ear = brought(export(line(1), "2,Sans texte,,2015-03-02"), by)
    assert (tally.read, tally.imported, tally.left_out, tally.bad) == (2, 1, 1, 0)
    assert ear.heard == []


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    content = export(line(1), "2,Sans texte,,2015-03-02")
    tried, _ = brought(content, dry_run=True)
    assert (counted(Idea), counted(Call), counted(StoredEvent)) == (0, 0, 0)
    assert tried == brought(content)[0]


def test_latin_1_is_read_when_the_map_says_so() -> None:
    content = "id,title,body,date\n1,Un été,Où ça ?,2015-03-01\n".encode("latin-1")
    brought(content, plan('encoding = "latin-1"'))
    assert ideas()["1"].title == "Un été"
    assert brought(content)[1].reasons() == {
        2: "row: its bytes are not text in the encoding of the map"
    }


def test_an_interruption_keeps_whole_batches_and_the_next_run_ends_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imports_run, "BATCH", 3)
    content = export(*(line(n) for n in range(1, 9)))
    submit, calls = services.submit_idea, []

    def until_ctrl_c(*given: Any) -> Idea:
        calls.append(given)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return submit(*given)

    with monkeypatch.context() as patched:
        patched.setattr(services, "submit_idea", until_ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            brought(content)
    assert sorted(ideas()) == ["1", "2", "3"]
    tally, _ = brought(content)
    assert (tally.imported, tally.known) == (5, 3)
    assert len(ideas()) == 8


def test_a_row_that_another_import_brought_meanwhile_is_already_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    brought(export(line(2)))
    known, asked = services.known_sources, []

    def late(slug: str, keys: list[str]) -> set[str]:
        asked.append(keys)
        return known(slug, keys) if len(asked) > 1 else set()

    monkeypatch.setattr(services, "known_sources", late)
    tally, ear = brought(export(line(1), line(2), line(3)))
    assert (tally.imported, tally.known, tally.bad) == (2, 1, 0)
    assert (sorted(ideas()), ear.heard) == (["1", "2", "3"], [])


def test_a_row_that_the_database_refuses_does_not_lose_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submit = services.submit_idea

    def faulty(actor: Any, new: Any) -> Idea:
        if new.source_key == "2":
            raise IntegrityError("", {}, ValueError())
        return submit(actor, new)

    monkeypatch.setattr(services, "submit_idea", faulty)
    tally, ear = brought(export(line(1), line(2), line(3)))
    assert (tally.imported, sorted(ideas())) == (2, ["1", "3"])
    assert ear.reasons() == {3: "row: the database does not take it"}


def test_a_watcher_hears_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_run, "BATCH", 2)
    content = export(*(line(n) for n in range(1, 6)))
    _, ear = brought(content)
    assert len(ear.positions) == 3
    assert ear.positions[-1] == len(content)


def test_ideas_may_be_added_to_an_open_call_in_its_own_days() -> None:
    call = make_call(moderation="before")
    db.session().commit()
    rows = ("1,Un banc,Devant.,2026-11-18", "2,Une fête,Trop tôt.,2026-01-01")
    tally, ear = brought(export(*rows), read_plan(EXISTING.format(call.slug)))
    assert (tally.imported, tally.bad) == (1, 1)
    assert ideas()["1"].visibility == "waiting"
    assert list(ear.reasons()) == [3]


@pytest.mark.parametrize(
    ("by", "fault"),
    [
        (EXISTING.format("nulle-part"), "call.slug"),
        (MAP.replace('"lens-lievin"', '"ailleurs"'), "call.contract_slug"),
        (MAP.replace('column = "date"', 'column = "jour"'), "The file has no column “jour”"),
        (f'{MAP}[themes]\ndefault = "inconnu"', "themes: “inconnu”"),
        (f'{MAP}[neighbourhood]\ndefault = "inconnu"', "neighbourhood: “inconnu”"),
    ],
)
def test_a_map_that_does_not_fit_stops_before_the_first_row(by: str, fault: str) -> None:
    with pytest.raises(MapError) as refused:
        brought(export(line(1)), read_plan(by))
    assert refused.value.faults[0].startswith(fault)
    assert (counted(Idea), counted(Call)) == (0, 0)


def test_a_call_where_people_answer_is_not_taken_for_an_import() -> None:
    make_call(slug="export")
    db.session().commit()
    with pytest.raises(MapError, match=r"call\.slug"):
        brought(export(line(1)))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "The file has no header."),
        (b'id,"titre\n', "Line 1: a quote is opened and never closed"),
        (b"id,title,body,date,id\n", "The file has several columns"),
    ],
)
def test_a_file_without_its_header_is_said(content: bytes, fault: str) -> None:
    with pytest.raises(MapError) as refused:
        brought(content)
    assert refused.value.faults[0].startswith(fault)


def test_nobody_is_mailed(app: Flask, drain: Any, mails: Any) -> None:
    brought(export(line(1), line(2)))
    drain()
    assert mails() == []
