"""What staff makes of an idea, and the answer that goes with it."""

from typing import Any

import pytest
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Idea
from beffroi.contributions.problems import ImpossibleMove
from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.territories import services as territories
from beffroi.territories.models import Structure
from tests.factories import make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def structure(slug: str = "maison-des-projets") -> str:
    db.session().add(
        Structure(
            slug=slug, contract_slug=None, name="Maison", kind="lieu", what="Aide", how="Venir"
        )
    )
    db.session().flush()
    territories.forget_cache()
    return slug


def staff(kind: str = "contract", place: str = "lens-lievin") -> Any:
    return actor_of(make_person(), "staff", kind, place)


def moves() -> int:
    db.session().flush()
    named = select(func.count()).where(StoredEvent.name == "IdeaMoved")
    return db.session().scalar(named) or 0


def test_an_idea_is_studied_then_kept_with_an_answer() -> None:
    idea = make_idea()
    services.move_idea(staff(), idea.id, "studied", "")
    services.move_idea(staff(), idea.id, "kept", "Le banc sera posé en mai.")
    assert (idea.stage, idea.answer, moves()) == ("kept", "Le banc sera posé en mai.", 2)


def test_saying_the_same_again_changes_nothing() -> None:
    idea, actor = make_idea(), staff()
    for _ in range(2):
        services.move_idea(actor, idea.id, "kept", "Oui.")
    assert moves() == 1


def test_an_answer_is_put_right_where_it_stands() -> None:
    idea = make_idea(stage="kept", answer="En mai.")
    services.move_idea(staff(), idea.id, "kept", "En juin.")
    assert (idea.answer, moves()) == ("En juin.", 1)


def test_a_decision_without_an_answer_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        services.move_idea(staff(), make_idea().id, "kept", "  ")
    assert set(refused.value.errors) == {"answer"}


@pytest.mark.parametrize("stage", ["not_kept", "oriented"])
def test_what_is_not_done_here_is_led_to_somebody(stage: str) -> None:
    idea = make_idea()
    with pytest.raises(Invalid) as refused:
        services.move_idea(staff(), idea.id, stage, "Pas cette année.")
    assert set(refused.value.errors) == {"structure"}
    services.move_idea(staff(), idea.id, stage, "Pas cette année.", structure())
    assert idea.structure_slug == "maison-des-projets"


def test_a_structure_that_does_not_exist_is_named_as_such() -> None:
    with pytest.raises(Invalid) as refused:
        services.move_idea(staff(), make_idea().id, "oriented", "Voyez là.", "nulle-part")
    assert set(refused.value.errors) == {"structure"}


def test_an_idea_does_not_jump_to_a_stage_out_of_reach() -> None:
    with pytest.raises(ImpossibleMove):
        services.move_idea(staff(), make_idea().id, "done", "Fait.")


def test_only_staff_of_the_place_moves_an_idea() -> None:
    idea: Idea = make_idea(neighbourhood_slug="cite-des-brebis")
    here = staff("neighbourhood", "cite-des-brebis")
    for actor in (actor_of(make_person()), staff("contract", "calais")):
        with pytest.raises(Forbidden):
            services.move_idea(actor, idea.id, "studied", "")
    assert services.move_idea(here, idea.id, "studied", "").stage == "studied"


def test_an_idea_that_is_not_public_has_no_stage_to_move() -> None:
    with pytest.raises(NotFound):
        services.move_idea(staff(), make_idea(visibility="waiting").id, "studied", "")
