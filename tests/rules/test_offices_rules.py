"""Terms of an office, whatever they are: who is reached on a day."""

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.offices import (
    HOLDER,
    STAND_IN,
    Term,
    is_succeeded,
    overlaps,
    reached_on,
)

START = date(2026, 1, 1)
PEOPLE = [uuid.UUID(int=number) for number in range(1, 5)]
days = st.integers(0, 60).map(lambda number: START + timedelta(days=number))


@st.composite
def terms(draw: st.DrawFn, kind: str = "") -> Term:
    starts_on = draw(days)
    length = draw(st.none() | st.integers(0, 30))
    ends_on = None if length is None else starts_on + timedelta(days=length)
    chosen = kind or draw(st.sampled_from([HOLDER, STAND_IN]))
    return Term(draw(st.sampled_from(PEOPLE)), chosen, starts_on, ends_on)


@given(st.lists(terms(), max_size=6), days)
def test_who_holds_it_that_day_is_reached_and_stand_ins_read_in_copy(
    held: list[Term], day: date
) -> None:
    reached = reached_on(held, day)
    holders = {t.person_id for t in held if t.kind == HOLDER and t.covers(day)}
    others = {t.person_id for t in held if t.kind == STAND_IN and t.covers(day)}
    assert set(reached.to) == (holders or others)
    assert set(reached.copy) == (others - holders if holders else set())


@given(st.lists(terms(), max_size=6), days)
def test_nobody_is_reached_twice_and_nobody_out_of_term(held: list[Term], day: date) -> None:
    reached = [*reached_on(held, day).to, *reached_on(held, day).copy]
    assert len(reached) == len(set(reached))
    in_term = {t.person_id for t in held if t.covers(day)}
    assert set(reached) <= in_term
    assert reached_on(held, day).is_vacant is (not in_term)


@given(st.lists(terms(), max_size=6), days, st.randoms())
def test_the_order_of_rows_changes_nothing(held: list[Term], day: date, chance: object) -> None:
    shuffled = list(held)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reached_on(shuffled, day) == reached_on(held, day)


@given(terms())
def test_the_first_and_the_last_day_are_held_and_those_around_are_not(term: Term) -> None:
    assert term.covers(term.starts_on)
    assert not term.covers(term.starts_on - timedelta(days=1))
    if term.ends_on is not None:
        assert term.covers(term.ends_on)
        assert not term.covers(term.ends_on + timedelta(days=1))


@given(st.lists(terms(HOLDER), max_size=6))
def test_without_overlap_an_office_never_has_two_holders(named: list[Term]) -> None:
    held: list[Term] = []
    for term in named:
        if not overlaps(term, held):
            held.append(term)
    for number in range(100):
        assert len(reached_on(held, START + timedelta(days=number)).to) <= 1


@given(terms(HOLDER), terms(HOLDER))
def test_two_terms_overlap_when_they_share_a_day_either_way(one: Term, other: Term) -> None:
    shared = any(
        one.covers(day) and other.covers(day)
        for day in (START + timedelta(days=number) for number in range(100))
    )
    if one != other:
        assert overlaps(one, [other]) is shared
        assert overlaps(other, [one]) is shared


@given(terms(), terms())
def test_stand_ins_may_be_several(one: Term, other: Term) -> None:
    if STAND_IN in {one.kind, other.kind}:
        assert not overlaps(one, [other])


@given(st.lists(terms(), max_size=5), days)
def test_a_term_is_succeeded_by_a_holder_of_the_morning_after(held: list[Term], day: date) -> None:
    after = day + timedelta(days=1)
    assert is_succeeded(held, day) is any(t.kind == HOLDER and t.covers(after) for t in held)
