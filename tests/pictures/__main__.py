"""Takes the pictures of the documentation again: `python -m tests.pictures`, from the demo."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import steps
from tests.pictures.png import lighter
from tests.support.browser import Visitor, Visitors, chromium
from tests.support.server import ROOT, serving

FOLDER = ROOT / "docs" / "pictures"
HEAVIEST = 120_000  # bytes of one picture
DESK = {"width": 1280, "height": 800}
TALL = {"width": 1280, "height": 1080}
Shot = tuple[Callable[[Visitor], Page], dict[str, object]]


def home(visitor: Visitor) -> Page:
    """The first page."""
    return visitor.open("/")


def call(visitor: Visitor) -> Page:
    """An open call."""
    return visitor.open(steps.CALL)


def proposing(visitor: Visitor) -> Page:
    """The first of the three steps, half way."""
    page = visitor.open(f"{steps.CALL}/proposer?quartier={steps.PLACE}")
    page.get_by_label("Votre idée en quelques mots").fill("Un banc à l’ombre près de l’école")
    page.get_by_label("Expliquez votre idée").fill(
        "Les grands-parents attendent debout à 16 h 30. Un banc et un arbre suffiraient, "
        "et on se parlerait."
    )
    return page


def idea(visitor: Visitor) -> Page:
    """An idea that was kept, with those who support it."""
    answer = visitor.context.request.get("/api/v1/ideas?stage=kept&order=supports")
    return visitor.open(f"/idees/{answer.json()['items'][0]['id']}")


def list_of_ideas(visitor: Visitor) -> Page:
    """The ideas, the most supported first."""
    return visitor.open("/idees?tri=soutiens")


def desk(visitor: Visitor) -> Page:
    """The case that presses most, on the moderator's desk."""
    page = steps.sign_in(visitor, steps.MODERATOR)
    page.goto("/moderation")
    page.locator("[data-case]").first.click()
    page.locator("section.decision").wait_for()
    return page


def idea_with_picture(visitor: Visitor) -> Page:
    """An idea that was done, with its picture and all that became of it."""
    answer = visitor.context.request.get("/api/v1/ideas?stage=done&q=voitures+ecole")
    return visitor.open(f"/idees/{answer.json()['items'][0]['id']}")


def desk_of_call(visitor: Visitor) -> Page:
    """What a call says, and what it asks, at the desk of the staff."""
    page = steps.sign_in(visitor, steps.STAFF)
    page.goto("/administration/appels/dehors-en-famille")
    return page


def inbox(visitor: Visitor) -> Page:
    """The ideas of the staff’s places, those with a tag."""
    page = steps.sign_in(visitor, steps.STAFF)
    page.goto("/administration/idees")
    return page


def results(visitor: Visitor) -> Page:
    """What a questionnaire says, for everybody."""
    page = visitor.open("/appels/dehors-en-famille")
    page.get_by_role("link", name="Vos sorties au parc").click()
    page.goto(f"{page.url}/resultats")
    return page


SHOTS: dict[str, Shot] = {
    "home-360": (home, {}),
    "call-360": (call, {}),
    "propose-360": (proposing, {}),
    "idea-360": (idea, {}),
    "ideas-dark-360": (list_of_ideas, {"color_scheme": "dark"}),
    "moderation-1280": (desk, {"viewport": DESK, "device_scale_factor": 1}),
    "idea-1280": (idea_with_picture, {"viewport": TALL, "device_scale_factor": 1}),
    "call-desk-1280": (desk_of_call, {"viewport": TALL, "device_scale_factor": 1}),
    "inbox-1280": (inbox, {"viewport": DESK, "device_scale_factor": 1}),
    "results-360": (results, {}),
}


def take(visitors: Visitors, shot: Shot) -> bytes:
    """One picture: what the screen shows without scrolling."""
    arrive, options = shot
    visitor = visitors(**{"device_scale_factor": 2, "reduced_motion": "reduce"} | options)
    page = arrive(visitor)
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    return lighter(page.screenshot())


def main() -> int:
    """All of them; fails when one is too heavy for a page of documentation."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    heavy = []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as served,
        chromium() as browser,
    ):
        visitors = Visitors(browser, served.url)
        for name, shot in SHOTS.items():
            picture = take(visitors, shot)
            (FOLDER / f"{name}.png").write_bytes(picture)
            sys.stdout.write(f"{len(picture):>8} {name}.png\n")
            heavy += [name] if len(picture) > HEAVIEST else []
        visitors.part()
    if heavy:
        sys.stderr.write(f"heavier than {HEAVIEST} bytes: {', '.join(heavy)}\n")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
