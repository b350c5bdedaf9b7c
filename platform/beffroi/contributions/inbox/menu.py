"""The link to the inbox at the desk of the administration."""

from beffroi.contributions.inbox.policies import SORT
from beffroi.core import menus
from beffroi.core.i18n import lazy
from beffroi.core.menus import Entry


def offer() -> None:
    """Make it known, once the application starts."""
    menus.offer(
        Entry(
            "administration",
            "/administration/idees",
            lazy("Idées à traiter"),
            lazy("Les confier, les classer, y répondre, une par une ou par lot."),
            "study",
            SORT,
        )
    )
