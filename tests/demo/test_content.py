"""The words of the demo hold together: counts, references, dates, plain language, safe contacts."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beffroi.moderation.detectors import screening

Row = dict[str, Any]

PACKAGE = Path(__file__).parents[2] / "platform" / "beffroi"
CONTENT = PACKAGE / "demo" / "content"
REFERENCE = PACKAGE / "territories" / "reference"
CLOSED_STAGES = {"not_kept", "oriented"}
STAGES = {"open", "studied", "kept", "under_way", "done"} | CLOSED_STAGES
REASONS = {
    "personal_data", "attack", "discrimination", "advertising",
    "off_topic", "duplicate", "illegal", "unclear",
}  # fmt: skip
FICTIVE_PHONE = re.compile(r"\b(?:06 39 98|03 53 01) \d\d \d\d\b")
EASY_WORDS = 12
READ_AFTER_DAYS = 0.25  # a moderator takes a few hours


def rows(name: str) -> list[Row]:
    found: list[Row] = []
    for path in sorted(CONTENT.glob(f"{name}*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return found


def contract(slug: str) -> Row:
    return tomllib.loads((REFERENCE / f"{slug}.toml").read_text(encoding="utf-8"))


CONTRACTS = {slug: contract(slug) for slug in ("lens-lievin", "calais")}
STRUCTURES = {row["slug"]: row for row in rows("structures")}
CALLS = {row["slug"]: row for row in rows("calls")}
PEOPLE = {row["key"]: row for row in rows("people")}
IDEAS = rows("ideas")


def slugs(contract_slug: str, kind: str) -> set[str]:
    return {row["slug"] for row in CONTRACTS[contract_slug][kind]}


def being(visibility: str) -> list[Row]:
    return [idea for idea in IDEAS if idea["visibility"] == visibility]


def contract_of(idea: Row) -> str:
    return str(CALLS[idea["call"]]["contract"])


def comments() -> Iterator[tuple[Row, Row]]:
    return ((idea, said) for idea in IDEAS for said in idea.get("comments", []))


def texts() -> Iterator[str]:
    for idea in IDEAS:
        yield from (idea["title"], idea["body"], idea.get("answer", ""), idea.get("words", ""))
    yield from (said["body"] for _, said in comments())


def labels(idea: Row) -> set[str]:
    return {found.detector for found in screening.screen(idea["body"])}


def test_there_is_enough_to_fill_the_pages() -> None:
    residents = [person for person in PEOPLE.values() if not person.get("grants")]
    assert len(IDEAS) >= 72
    assert len(residents) >= 45
    assert len(STRUCTURES) >= 14
    assert len(CALLS) == 6


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ideas", "key"),
        ("people", "key"),
        ("people", "email"),
        ("calls", "slug"),
        ("structures", "slug"),
    ],
)
def test_nothing_bears_the_name_of_another(name: str, key: str) -> None:
    counted = Counter(row[key] for row in rows(name))
    assert [value for value, times in counted.items() if times > 1] == []


def test_the_calls_show_every_way_to_open_one() -> None:
    calls = list(CALLS.values())
    assert {call["level"] for call in calls} == {"consultation", "concertation", "codecision"}
    assert [call["moderation"] for call in calls].count("after") == 1
    assert {call["contract"] for call in calls} == set(CONTRACTS)
    assert any(call["closes_days"] < 0 for call in calls)
    assert any(len(call["neighbourhoods"]) == 1 for call in calls)


def test_a_call_opens_closes_then_is_decided() -> None:
    for call in CALLS.values():
        assert call["opens_days"] < 0
        assert call["opens_days"] < call["closes_days"] < call["decided_by_days"]
        assert set(call["neighbourhoods"]) <= slugs(call["contract"], "neighbourhoods")


def test_the_easy_twin_of_a_call_has_short_sentences() -> None:
    for call in CALLS.values():
        sentences = [part.split() for part in re.split(r"[.!?]\s*", call["easy"]) if part.strip()]
        assert len(sentences) >= 4
        assert [words for words in sentences if len(words) > EASY_WORDS] == []


def test_a_structure_serves_a_known_contract_or_both() -> None:
    assert {row.get("contract") for row in STRUCTURES.values()} <= {None, *CONTRACTS}


def test_the_demo_has_an_account_for_each_role() -> None:
    grants = [grant for person in PEOPLE.values() for grant in person.get("grants", [])]
    assert {grant["role"] for grant in grants} == {"relay", "moderator", "staff", "administrator"}
    moderated = {grant["scope_id"] for grant in grants if grant["role"] == "moderator"}
    assert moderated == set(CONTRACTS)
    assert all(person.get("demo") for person in PEOPLE.values() if person.get("grants"))


def test_a_role_is_held_in_a_known_place() -> None:
    known = {("platform", "*"), *(("contract", slug) for slug in CONTRACTS)}
    for content in CONTRACTS.values():
        known |= {("commune", row["insee"]) for row in content["communes"]}
        known |= {("neighbourhood", row["slug"]) for row in content["neighbourhoods"]}
    for person in PEOPLE.values():
        held = {(grant["scope_kind"], grant["scope_id"]) for grant in person.get("grants", [])}
        assert held <= known, person["key"]


def test_everybody_writes_from_an_address_that_cannot_exist() -> None:
    for person in PEOPLE.values():
        assert re.fullmatch(r"[a-z.-]+@example\.org", person["email"])
        assert person["locale"] in {"fr", "en"}


def test_an_idea_names_what_exists() -> None:
    for idea in IDEAS:
        call = CALLS[idea["call"]]
        places = set(call["neighbourhoods"]) or slugs(call["contract"], "neighbourhoods")
        assert idea["author"] in PEOPLE, idea["key"]
        assert idea.get("neighbourhood") in places | {None}, idea["key"]
        assert set(idea["themes"]) <= slugs(call["contract"], "themes"), idea["key"]
        assert idea.get("structure") in STRUCTURES.keys() | {None}, idea["key"]


def test_a_structure_serves_the_contract_of_the_idea_it_receives() -> None:
    for idea in IDEAS:
        structure = STRUCTURES.get(idea.get("structure", ""), {})
        assert structure.get("contract") in {None, contract_of(idea)}, idea["key"]


def test_an_idea_has_the_length_a_form_accepts() -> None:
    for idea in IDEAS:
        assert 1 <= len(idea["title"]) <= 80, idea["key"]
        assert 40 <= len(idea["body"].strip()) <= 900, idea["key"]
        assert 1 <= len(idea["themes"]) <= 3, idea["key"]


def test_an_idea_was_sent_while_its_call_was_open() -> None:
    for idea in IDEAS:
        call = CALLS[idea["call"]]
        assert 0 <= idea["age_days"] <= 120, idea["key"]
        assert call["opens_days"] <= -idea["age_days"] <= call["closes_days"], idea["key"]


def test_a_comment_comes_once_its_idea_is_read_and_before_the_close() -> None:
    for idea, said in comments():
        closed = max(0, -CALLS[idea["call"]]["closes_days"])
        assert said["author"] in PEOPLE, idea["key"]
        assert closed < said["age_days"] <= idea["age_days"] - READ_AFTER_DAYS, idea["key"]


def test_an_answer_comes_after_the_comment_it_answers() -> None:
    for idea in IDEAS:
        begun: dict[str, float] = {}
        for said in sorted(idea.get("comments", []), key=lambda row: -row["age_days"]):
            if "to" in said:
                assert said["age_days"] < begun[said["to"]], idea["key"]
                assert "position" not in said, idea["key"]
            else:
                begun.setdefault(said["author"], said["age_days"])


def test_one_idea_is_debated_from_every_side() -> None:
    def held(idea: Row) -> set[str | None]:
        return {said.get("position") for said in idea.get("comments", []) if "to" not in said}

    assert any(held(idea) >= {"for", "against", "question"} for idea in IDEAS)


def test_half_the_published_ideas_are_discussed() -> None:
    published = being("published")
    assert sum(bool(idea.get("comments")) for idea in published) >= len(published) / 2


def test_only_what_is_published_is_supported_and_commented() -> None:
    for idea in IDEAS:
        if idea["visibility"] != "published":
            assert not {"supports", "comments", "stage", "answer"} & idea.keys(), idea["key"]
        else:
            assert 0 <= idea["supports"] <= 40 < len(PEOPLE), idea["key"]


def test_published_ideas_are_at_every_stage_and_answered() -> None:
    assert {idea["stage"] for idea in being("published")} == STAGES
    for idea in being("published"):
        assert bool(idea.get("answer")) == (idea["stage"] != "open"), idea["key"]
        assert ("structure" in idea) == (idea["stage"] in CLOSED_STAGES), idea["key"]


def test_what_is_sent_back_or_refused_says_why_and_where_to_go() -> None:
    assert len(being("changes_asked")) == 3
    assert len(being("refused")) == 4
    for idea in being("changes_asked") + being("refused"):
        assert idea["reason"] in REASONS, idea["key"]
        assert len(idea["words"]) >= 80, idea["key"]
        assert ("structure" in idea) == (idea["visibility"] == "refused"), idea["key"]


def test_every_neighbourhood_has_its_ideas() -> None:
    places = Counter(idea.get("neighbourhood") for idea in being("published"))
    assert {slug for slug in slugs("lens-lievin", "neighbourhoods") if places[slug] < 2} == set()
    assert {slug for slug in slugs("calais", "neighbourhoods") if places[slug] < 1} == set()
    assert sum(contract_of(idea) == "calais" for idea in IDEAS) >= 10


def test_every_theme_has_its_ideas() -> None:
    used = {theme for idea in being("published") for theme in idea["themes"]}
    assert slugs("lens-lievin", "themes") | slugs("calais", "themes") == used


def test_one_call_asks_where_people_live_and_shows_what_counts_and_what_is_kept() -> None:
    [asking] = [call for call in CALLS.values() if call.get("residence", "none") != "none"]
    [place] = asking["neighbourhoods"]
    proved = {key for key, row in PEOPLE.items() if row.get("proof", {}).get("place") == place}
    ideas = [idea for idea in IDEAS if idea["call"] == asking["slug"]]
    kept = [idea for idea in ideas if idea["visibility"] == "unproven"]
    assert kept == being("unproven")
    assert {idea["author"] for idea in ideas} - {idea["author"] for idea in kept} <= proved
    assert {said["author"] for idea in ideas for said in idea.get("comments", [])} <= proved
    assert all(idea["neighbourhood"] == place for idea in ideas)
    waiting = {key for idea in ideas for key in idea.get("kept_from", [])}
    assert waiting
    assert not (waiting | {idea["author"] for idea in kept}) & proved
    assert all(idea.get("supports", 0) <= len(proved) for idea in ideas)


def test_in_the_call_of_the_young_only_those_who_said_their_age_take_part() -> None:
    [young] = [call for call in CALLS.values() if "max_age" in call]
    said = {key for key, row in PEOPLE.items() if "ages" in row}
    ideas = [idea for idea in IDEAS if idea["call"] == young["slug"]]
    assert len(ideas) >= 3
    assert {idea["author"] for idea in ideas} <= said
    assert {one["author"] for idea in ideas for one in idea.get("comments", [])} <= said
    assert all(idea["supports"] <= len(said) for idea in ideas)
    low, high = young["min_age"], young["max_age"]
    assert all(low <= min(PEOPLE[key]["ages"]) <= max(PEOPLE[key]["ages"]) <= high for key in said)


def test_a_visitor_may_be_somebody_who_has_proved_and_somebody_whose_idea_is_kept() -> None:
    accounts = [key for key, row in PEOPLE.items() if row.get("demo")]
    assert [idea["author"] for idea in being("unproven")] == accounts[:1]
    assert any("proof" in PEOPLE[key] for key in accounts)


def test_a_relay_of_the_demo_can_look_at_a_paper_where_a_call_asks_for_it() -> None:
    places = {row["proof"]["place"] for row in PEOPLE.values() if "proof" in row}
    relays = {
        grant["scope_id"]
        for row in PEOPLE.values()
        for grant in row.get("grants", [])
        if grant["role"] == "relay"
    }
    assert places <= relays


def test_a_live_queue_waits_for_the_moderators() -> None:
    waiting = being("waiting")
    assert len(waiting) >= 12
    assert {CALLS[idea["call"]]["moderation"] for idea in waiting} == {"before"}
    late = [i for i in waiting if i["age_days"] * 24 > CALLS[i["call"]]["decision_hours"]]
    assert 0 < len(late) < len(waiting) / 2


def test_the_queue_gives_every_detector_something_to_find() -> None:
    found = {detector for idea in being("waiting") for detector in labels(idea)}
    assert {"phones", "emails", "ibans", "links", "repeats"} <= found
    quiet = [idea for idea in being("waiting") if not labels(idea)]
    assert quiet, "a text with nothing to find also waits for a decision"


def test_one_account_number_passes_its_key_and_one_does_not() -> None:
    numbered = [idea for idea in being("waiting") if "FR76" in idea["body"]]
    assert sorted("ibans" in labels(idea) for idea in numbered) == [False, True]


def test_one_waiting_idea_repeats_a_published_one() -> None:
    public = {idea["body"] for idea in being("published")}
    assert sum(idea["body"] in public for idea in being("waiting")) == 1


def test_published_words_hold_no_contact() -> None:
    held = {"phones", "emails", "ibans", "links"}
    public = [idea["body"] for idea in being("published")] + [
        said["body"] for _, said in comments()
    ]
    assert [text for text in public if {f.detector for f in screening.screen(text)} & held] == []


def test_a_phone_is_of_the_ranges_kept_for_fiction() -> None:
    for text in texts():
        for found in screening.screen(text):
            if found.detector == "phones":
                assert FICTIVE_PHONE.fullmatch(text[found.start : found.end])


def test_an_address_leads_nowhere() -> None:
    for text in texts():
        for found in screening.screen(text):
            if found.detector in {"emails", "links"}:
                assert "example" in text[found.start : found.end]
