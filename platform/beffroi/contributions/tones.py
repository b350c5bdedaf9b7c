"""The words a call speaks in: the usual ones, and a plain, warm and short set for the young."""

from dataclasses import dataclass, replace

from beffroi.contributions.rules import Gives
from beffroi.core.i18n import LazyString, lazy


@dataclass(frozen=True)
class Words:
    """What is said to somebody who takes part, from the invitation to the thanks."""

    propose: LazyString
    what: LazyString
    hint: LazyString
    send: LazyString
    thanks: LazyString
    sent: LazyString
    ideas: LazyString
    none_yet: LazyString
    first: LazyString
    support: LazyString
    comment: LazyString


USUAL = Words(
    propose=lazy("Proposer mon idée"),
    what=lazy("Quelle est votre idée ?"),
    hint=lazy(
        "Qu’est-ce qui ne va pas ou qui manque ? Qu’est-ce que cela changerait, et pour qui ?"
    ),
    send=lazy("Envoyer mon idée"),
    thanks=lazy("Merci, votre idée est envoyée"),
    sent=lazy("Une personne va la relire"),
    ideas=lazy("Les idées déjà proposées"),
    none_yet=lazy("Pas encore d’idée publiée"),
    first=lazy("La vôtre peut être la première."),
    support=lazy("Soutenir cette idée"),
    comment=lazy("Envoyer mon commentaire"),
)
YOUNG = Words(
    propose=lazy("Donner mon idée"),
    what=lazy("Une idée ? On vous écoute"),
    hint=lazy("Quelques phrases suffisent. L’orthographe ne compte pas."),
    send=lazy("J’envoie mon idée"),
    thanks=lazy("Merci ! Votre idée est partie"),
    sent=lazy("Quelqu’un va la lire"),
    ideas=lazy("Les idées déjà données"),
    none_yet=lazy("Pas encore d’idée"),
    first=lazy("Et si la première était la vôtre ?"),
    support=lazy("Je soutiens cette idée"),
    comment=lazy("Envoyer mon avis"),
)
# Where an opinion is asked before a decision; to the young one speaks as to the young.
OPINIONS = replace(
    USUAL,
    propose=lazy("Donner mon avis"),
    what=lazy("Quel est votre avis ?"),
    send=lazy("Envoyer mon avis"),
    thanks=lazy("Merci, votre avis est envoyé"),
    sent=lazy("Une personne va le relire"),
    ideas=lazy("Les avis déjà donnés"),
    none_yet=lazy("Pas encore d’avis publié"),
    first=lazy("Le vôtre peut être le premier."),
    support=lazy("Soutenir cet avis"),
)
_WORDS = {"usual": USUAL, "young": YOUNG}


def words(tone: str, gives: str = Gives.PROPOSALS) -> Words:
    """The words of a call of this tone, at whose level people give this."""
    return OPINIONS if tone == "usual" and gives == Gives.OPINIONS else _WORDS[tone]
