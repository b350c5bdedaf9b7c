"""axe-core on a page, and its findings in words a person can act on."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}

# All that another theme of the same page changes.
COLOURS = ["color-contrast", "link-in-text-block"]
OF_COLOURS = {"runOnly": {"type": "rule", "values": COLOURS}, "resultTypes": ["violations"]}

_axe = Axe()


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe-core holds against the page as it stands, one line for each element."""
    options = OF_COLOURS if colours_only else OPTIONS
    found = _axe.run(page, options=options).response["violations"]
    return [_told(rule, node) for rule in found for node in rule["nodes"]]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']} ({rule['help']}): {node['html'][:160]} {node.get('failureSummary', '')}"
