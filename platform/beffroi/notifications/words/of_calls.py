"""What those who took part in a call are told of it, and those who speak for a group."""

from collections.abc import Callable

from beffroi.core.i18n import _
from beffroi.notifications.words.facts import Facts, Words


def _prolonged(facts: Facts) -> Words:
    return Words(
        subject=_("Un appel auquel vous avez participé est prolongé"),
        happened=_("L’appel « %(title)s » dure plus longtemps.", title=facts.text("title")),
        why=_("Nouvelle fin de l’étape : %(moment)s.", moment=facts.moment("closes_at")),
        quote=facts.text("words"),
        quoted_from=_("La raison donnée par l’équipe :") if facts.text("words") else "",
        next_step=_("Ce que vous avez donné reste compté. Vous n’avez rien à refaire."),
        action=_("Voir l’appel"),
    )


def _speaker(facts: Facts) -> Words:
    return Words(
        subject=_("Vous parlez pour le groupe dans une codécision"),
        happened=_(
            "L’appel « %(title)s » est publié. Vous êtes l’une des personnes qui parlent pour "
            "le groupe.",
            title=facts.text("title"),
        ),
        why=_("La décision sera écrite par deux côtés : le groupe et l’institution."),
        next_step=_(
            "Après la clôture, vous lirez le texte de la décision et direz si vous êtes d’accord. "
            "Si ce n’est pas votre rôle, dites-le à l’équipe."
        ),
        action=_("Voir l’appel"),
    )


CALLS: dict[str, Callable[[Facts], Words]] = {
    "call_prolonged": _prolonged,
    "call_speaker": _speaker,
}
