"""What becomes of an idea, told step by step, and where a card says it is for."""

import pytest

from beffroi.contributions import presenting, services, story
from beffroi.contributions.views import IdeaView
from beffroi.core.actor import ANONYMOUS, SYSTEM
from tests.factories import make_idea

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.mark.parametrize("stage", ["studied", "kept", "under_way"])
def test_the_stage_of_now_is_told_as_going_on(stage: str) -> None:
    here = [step for step in story.timeline(_shown(stage)) if step.state == "now"]
    assert [str(step.label) for step in here] == [str(presenting.state(_shown(stage)).label)]


def test_what_is_done_is_told_as_reached() -> None:
    assert {step.state for step in story.timeline(_shown("done"))} == {"done"}


@pytest.mark.parametrize("stage", ["not_kept", "oriented"])
def test_another_end_is_told_as_an_end(stage: str) -> None:
    states = [step.state for step in story.timeline(_shown(stage))]
    assert states == ["done", "done", "end"]


def test_what_waits_has_nothing_after_it() -> None:
    idea = make_idea(visibility="waiting", published_at=None)
    steps = story.timeline(services.idea_page(SYSTEM, idea.id))
    assert [step.state for step in steps] == ["done", "now"]


def test_a_card_names_the_communes_only_when_they_fit() -> None:
    assert presenting.card(_shown("open")).place == "Cité des Brebis"
    short = make_idea(neighbourhood_slug="camus")
    assert presenting.card(services.idea_page(ANONYMOUS, short.id)).place == "Camus, Angres"


def _shown(stage: str) -> IdeaView:
    return services.idea_page(ANONYMOUS, make_idea(stage=stage).id)
