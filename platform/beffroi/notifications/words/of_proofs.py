"""What people are told of the letters by which they meant to prove where they live."""

from collections.abc import Callable

from beffroi.core.i18n import _
from beffroi.notifications.words.facts import Facts, Words


def _letter_set_aside(facts: Facts) -> Words:
    is_incomplete = facts.text("reason") == "incomplete"
    return Words(
        subject=_("Votre lettre ne partira pas"),
        happened=_(
            "Vous aviez demandé un code par courrier pour le quartier : %(place)s.",
            place=facts.text("place"),
        ),
        why=_("L’adresse écrite ne suffit pas pour qu’une lettre arrive.")
        if is_incomplete
        else _("L’adresse écrite n’est pas dans ce quartier."),
        next_step=_(
            "Cette adresse est effacée. Demandez une autre lettre, avec l’adresse entière et le "
            "quartier où vous habitez, ou choisissez une autre façon de le prouver. Ce que vous "
            "avez fait est gardé et comptera alors."
        ),
        action=_("Prouver où j’habite"),
    )


def _letter_lapsed(facts: Facts) -> Words:
    return Words(
        subject=_("Votre lettre n’a pas été envoyée"),
        happened=_(
            "Vous aviez demandé un code par courrier pour le quartier : %(place)s. Personne ne l’a "
            "imprimé en 30 jours, et votre adresse est effacée.",
            place=facts.text("place"),
        ),
        next_step=_(
            "Ce n’est pas de votre fait. Demandez une autre lettre ou choisissez une autre façon "
            "de le prouver. Ce que vous avez fait est gardé et comptera alors."
        ),
        action=_("Prouver où j’habite"),
    )


PROOFS: dict[str, Callable[[Facts], Words]] = {
    "letter_set_aside": _letter_set_aside,
    "letter_lapsed": _letter_lapsed,
}
