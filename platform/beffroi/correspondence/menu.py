"""The link to the desk of those who answer for an office."""

from beffroi.core import menus
from beffroi.core.i18n import lazy
from beffroi.core.menus import Entry
from beffroi.correspondence.policies import SEE_DESK


def offer() -> None:
    """Among what one does with a role or an office."""
    menus.offer(
        Entry(
            "work",
            "/a-repondre",
            lazy("À répondre"),
            lazy("Ce que les habitantes et habitants attendent des institutions, et pour quand."),
            "town-hall",
            SEE_DESK,
        )
    )
