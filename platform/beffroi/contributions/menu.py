"""The links that contributions offer in one's own space and at the desks."""

from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.core import menus
from beffroi.core.i18n import lazy
from beffroi.core.menus import Entry
from beffroi.identity.policies import FOLLOW_ASSISTED, OVERSEE_RELAYS, SEE_ASSISTED


def offer() -> None:
    """Make them known, once the application starts."""
    menus.offer(
        Entry(
            "administration",
            "/administration/appels",
            lazy("Appels à contributions"),
            lazy("Préparer un appel, le publier, le prolonger, dire ce qui a été décidé."),
            "bell",
            ANNOUNCE_CALL,
        ),
        Entry(
            "mine",
            "/moi/actes",
            lazy("Noté pour moi"),
            lazy("Ce qu’un relais a écrit à votre place, avec votre accord."),
            "people",
            FOLLOW_ASSISTED,
        ),
        Entry(
            "work",
            "/relais",
            lazy("Noter pour quelqu’un"),
            lazy("Une idée, un soutien ou une preuve, pour qui n’a pas d’appareil."),
            "pen",
            SEE_ASSISTED,
        ),
        Entry(
            "work",
            "/relais/territoire",
            lazy("Ce que notent les relais"),
            lazy("Leur journal sur votre territoire, et ce qui est contesté."),
            "people",
            OVERSEE_RELAYS,
        ),
    )
