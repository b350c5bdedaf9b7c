"""What moderators are told."""

from collections.abc import Callable

from beffroi.core.i18n import _
from beffroi.notifications.words.facts import Facts, Words


def _overdue(facts: Facts) -> Words:
    return Words(
        subject=_("Un texte attend une décision : le délai est passé"),
        happened=_("« %(title)s » attend toujours une décision.", title=facts.text("title")),
        why=_(
            "La réponse était promise pour le %(moment)s. La personne qui a écrit l’attend.",
            moment=facts.moment("due_at"),
        ),
        next_step=_("Ouvrez le dossier et décidez. S’il est déjà traité, la page le dira."),
        action=_("Ouvrir le dossier"),
    )


CASES: dict[str, Callable[[Facts], Words]] = {"case_overdue": _overdue}
