"""The public list: only what is public, filtered, searched, page after page, in few statements."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, IdeaTheme
from beffroi.contributions.proposals import IdeaFilters, Order
from beffroi.contributions.rules import VISIBILITY_MOVES, Visibility
from beffroi.contributions.services import listing
from beffroi.contributions.services.publication import move_idea_to
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.clock import now
from beffroi.core.problems import Invalid, SignInRequired
from beffroi.core.search import SearchEntry
from beffroi.territories import services as territories
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def themed(idea: Idea, slug: str) -> Idea:
    db.session().add(IdeaTheme(idea_id=idea.id, theme_slug=slug))
    db.session().flush()
    return idea


def ids(**filters: Any) -> list[uuid.UUID]:
    return [card.id for card in services.list_ideas(ANONYMOUS, IdeaFilters(**filters)).items]


def several(count: int) -> list[Idea]:
    """Published a minute apart, each with more supports than the one before, by twos."""
    call, author = make_call(), make_person()
    return [
        make_idea(
            call,
            author,
            title=f"Idée {n}",
            published_at=now() - timedelta(minutes=n),
            support_count=n // 2,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("visibility", ["waiting", "changes_asked", "refused"])
def test_only_what_is_public_is_listed_even_for_its_author(visibility: str) -> None:
    author = make_person()
    public = make_idea(author=author)
    make_idea(author=author, visibility=visibility)
    listed = services.list_ideas(actor_of(author), IdeaFilters())
    assert ([card.id for card in listed.items], listed.total) == ([public.id], 1)


@pytest.mark.parametrize("order", ["recent", "supports"])
def test_pages_follow_one_another_without_a_gap_or_a_double(order: Order) -> None:
    ideas = several(11)
    wanted = [idea.id for idea in ideas]
    if order == "supports":
        key = lambda idea: (idea.support_count, idea.id)  # noqa: E731
        wanted = [idea.id for idea in sorted(ideas, key=key, reverse=True)]
    seen, cursor = [], None
    while True:
        page = services.list_ideas(ANONYMOUS, IdeaFilters(order=order), cursor, 4)
        assert page.total == 11
        seen += [card.id for card in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == wanted


def test_an_idea_published_meanwhile_moves_no_other_to_the_next_page() -> None:
    several(4)
    first = services.list_ideas(ANONYMOUS, IdeaFilters(), None, 2)
    make_idea(published_at=now() + timedelta(minutes=1))
    second = services.list_ideas(ANONYMOUS, IdeaFilters(), first.next_cursor, 2)
    assert not {card.id for card in first.items} & {card.id for card in second.items}


def test_each_filter_keeps_what_it_names() -> None:
    theme = territories.themes_of("lens-lievin")[0].slug
    here = themed(make_idea(neighbourhood_slug="cite-des-brebis", stage="kept"), theme)
    there = make_idea(neighbourhood_slug="cite-bellevue")
    call = db.session().get_one(type(make_call()), here.call_id)
    assert ids(neighbourhood_slug="cite-des-brebis") == [here.id]
    assert ids(theme_slug=theme) == [here.id]
    assert ids(stage="kept") == [here.id]
    assert ids(call_slug=call.slug) == [here.id]
    assert set(ids(contract_slug="lens-lievin")) == {here.id, there.id}
    assert ids(contract_slug="calais") == []
    assert ids(neighbourhood_slug="nulle-part") == []


def test_a_search_ignores_accents_case_and_plurals() -> None:
    found = make_idea(title="Des vélos sécurisés", body="Près de l’école.")
    make_idea(title="Un banc", body="Au soleil.")
    for query in ("VELO", "velos securise", "écoles"):
        assert ids(query=query) == [found.id]


def test_a_search_for_signs_only_asks_for_nothing() -> None:
    idea = make_idea()
    assert ids(query=" ?! ") == [idea.id]


def test_what_waits_is_not_found() -> None:
    idea = services.submit_idea(ANONYMOUS, _new("Un trampoline rouge"))
    db.session().flush()
    assert idea.visibility == "waiting"
    assert ids(query="trampoline") == []


@pytest.mark.parametrize(
    ("here", "there"), sorted({(k[0], v) for k, v in VISIBILITY_MOVES.items()})
)
def test_the_search_holds_what_is_public_and_only_that(here: Visibility, there: Visibility) -> None:
    idea = make_idea(title="Un trampoline", visibility=here)
    move_idea_to(idea, there)
    db.session().flush()
    found = db.session().scalars(select(SearchEntry.subject_id)).all()
    assert found == ([idea.id] if there == Visibility.PUBLISHED else [])


def test_a_search_counts_no_further_than_a_thousand_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "MOST", 2)
    stage = several(3)[0].stage
    for filters in (IdeaFilters(query="idées"), IdeaFilters(query="idées", stage=stage)):
        found = services.list_ideas(ANONYMOUS, filters, limit=1)
        assert (found.total, found.at_least) == (2, True)
    whole = services.list_ideas(ANONYMOUS, IdeaFilters(), limit=1)
    assert (whole.total, whole.at_least) == (3, False)


def test_a_search_is_counted_whole_whatever_the_page_shows() -> None:
    for idea in several(5):
        assert idea.title.startswith("Idée")
    make_idea(title="Un banc", body="Au soleil.")
    found = services.list_ideas(ANONYMOUS, IdeaFilters(query="idées"), None, 2)
    assert (len(found.items), found.total) == (2, 5)


def test_a_list_costs_two_statements_however_long_and_deep(app: Flask) -> None:
    several(12)
    theme = territories.themes_of("lens-lievin")[0].slug
    for idea in several(3):
        themed(idea, theme)
    filters = IdeaFilters(query="idée", neighbourhood_slug="cite-des-brebis", order="supports")
    first = services.list_ideas(ANONYMOUS, filters, None, 5)
    with statements() as sent:
        services.list_ideas(ANONYMOUS, filters, first.next_cursor, 5)
    assert len(sent) == 2


def test_a_detail_costs_two_statements() -> None:
    idea = make_idea()
    make_comment(idea)
    services.idea_page(ANONYMOUS, idea.id)
    with statements() as sent:
        services.idea_page(actor_of(make_person()), idea.id)
    assert len([s for s in sent if not s.startswith("INSERT")]) == 2  # its call's phases too


def test_a_card_shows_place_themes_and_state() -> None:
    theme = territories.themes_of("lens-lievin")[0]
    themed(make_idea(neighbourhood_slug=None, stage="done", body="mot " * 200), theme.slug)
    (card,) = services.list_ideas(ANONYMOUS, IdeaFilters()).items
    assert card.themes == (theme,)
    assert (card.state, card.place) == ("done", card.contract.short_name)
    assert len(card.excerpt) <= 180


def test_a_cursor_of_another_list_or_of_nobody_is_refused() -> None:
    several(3)
    recent = services.list_ideas(ANONYMOUS, IdeaFilters(), None, 2).next_cursor
    for cursor in (recent, "AAAA", "é", "W10", "WzEsMl0"):
        with pytest.raises(Invalid):
            services.list_ideas(ANONYMOUS, IdeaFilters(order="supports"), cursor)


def test_one_finds_all_one_wrote_whatever_became_of_it() -> None:
    me = make_person()
    mine = [make_idea(author=me, visibility=v).id for v in ("waiting", "refused", "published")]
    make_idea()
    listed = services.my_ideas(actor_of(me))
    assert [card.id for card in listed.items] == mine[::-1]
    with pytest.raises(SignInRequired):
        services.my_ideas(ANONYMOUS)


def _new(title: str) -> Any:
    from beffroi.contributions.proposals import NewIdea

    return NewIdea(call_slug=make_call().slug, title=title, body="Ici.", author_name="Zoé")
