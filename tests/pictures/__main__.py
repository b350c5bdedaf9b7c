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


SHOTS: dict[str, Shot] = {
    "home-360": (home, {}),
    "call-360": (call, {}),
    "propose-360": (proposing, {}),
    "idea-360": (idea, {}),
    "ideas-dark-360": (list_of_ideas, {"color_scheme": "dark"}),
    "moderation-1280": (desk, {"viewport": DESK, "device_scale_factor": 1}),
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
