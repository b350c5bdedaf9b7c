"""What a program may ask for: permissions of the house, in plain words; nothing else is lent.

Never here: what gives rights (roles, offices, programs), what blocks somebody, sessions, proofs,
and lists of residents, which decide who lives somewhere. Printing a letter proves nothing: its
code serves in the account that asked for it.
"""

from dataclasses import dataclass

from beffroi.core.actor import NEEDS_SECOND_FACTOR
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.policy import holders_of


@dataclass(frozen=True)
class Scope:
    """A permission a person can lend; `alone`: a partner without a person may hold it too."""

    permission: str
    words: LazyString
    alone: bool = False


SCOPES: dict[str, Scope] = {
    scope.permission: scope
    for scope in (
        Scope("person.see_self", lazy("Voir votre nom public, votre adresse e-mail et vos rôles")),
        Scope("idea.submit", lazy("Proposer des idées en votre nom"), alone=True),
        Scope("idea.revise", lazy("Modifier les idées que vous avez proposées")),
        Scope("idea.follow", lazy("Lire où en sont vos idées qui ne sont pas publiques")),
        Scope("idea.list_own", lazy("Lire la liste de vos idées")),
        Scope("idea.support", lazy("Soutenir des idées en votre nom, ou retirer vos soutiens")),
        Scope("idea.comment", lazy("Écrire des commentaires en votre nom")),
        Scope("comment.revise", lazy("Modifier vos commentaires")),
        Scope("message.list", lazy("Lire vos messages")),
        Scope("message.read", lazy("Marquer vos messages comme lus")),
        Scope("case.list", lazy("Lire la liste des textes à examiner"), alone=True),
        Scope("case.read", lazy("Lire les textes à examiner, même cachés"), alone=True),
        Scope("idea.move", lazy("Dire où en est une idée, au nom de l’institution"), alone=True),
        Scope(
            "letter.print",
            lazy("Lire les adresses des courriers à imprimer, et dire qu’ils sont imprimés"),
            alone=True,
        ),
        Scope(
            "assist.oversee",
            lazy("Lire ce que notent les relais de votre territoire, et ce qui est contesté"),
        ),
    )
}


def needs_role(permission: str) -> bool:
    """Whether a role that must give a second factor could be used through it."""
    return not {role.value for role in NEEDS_SECOND_FACTOR}.isdisjoint(holders_of(permission))
