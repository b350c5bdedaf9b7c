"""What those who took part in a call are told of it, and those who speak for a group."""

from collections.abc import Callable

from beffroi.core.i18n import LazyString, _, lazy
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


def _concluded(facts: Facts) -> Words:
    return Words(
        subject=_("Ce qui a été décidé après l’appel où vous avez participé"),
        happened=_("L’appel « %(title)s » a sa décision.", title=facts.text("title")),
        why=str(_WEIGHED.get(facts.text("level"), "")),
        quote=facts.text("words"),
        quoted_from=_("La décision et ses raisons :") if facts.text("words") else "",
        next_step=_("La page de l’appel dit ce qui a été repris de ce que vous avez donné."),
        action=_("Lire la décision"),
    )


def _text_to_agree(facts: Facts) -> Words:
    return Words(
        subject=_("Un texte commun attend votre oui"),
        happened=_(
            "Un texte est proposé pour conclure l’appel « %(title)s ».", title=facts.text("title")
        ),
        why=_("Il vaudra décision quand le groupe et l’institution auront dit oui aux mêmes mots."),
        next_step=_("Lisez-le, changez-le si besoin, ou dites oui."),
        action=_("Lire le texte"),
    )


def _overdue(facts: Facts) -> Words:
    return Words(
        subject=_("Une décision promise est en retard"),
        happened=_(
            "La décision de l’appel « %(title)s » était promise pour aujourd’hui.",
            title=facts.text("title"),
        ),
        why=_("La page publique de l’appel dit maintenant qu’elle est en retard."),
        next_step=_("Publiez la décision et ses raisons, même si elle tient en quelques lignes."),
        action=_("Dire ce qui a été décidé"),
    )


_WEIGHED: dict[str, LazyString] = {
    "consultation": lazy("Votre avis était demandé avant cette décision."),
    "concertation": lazy("Votre proposition a reçu sa réponse ; voici la décision."),
    "codecision": lazy("Le groupe et l’institution ont dit oui au même texte."),
}

CALLS: dict[str, Callable[[Facts], Words]] = {
    "call_prolonged": _prolonged,
    "call_speaker": _speaker,
    "call_concluded": _concluded,
    "call_text_to_agree": _text_to_agree,
    "call_overdue": _overdue,
}
