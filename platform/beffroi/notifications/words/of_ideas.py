"""What the author of an idea is told."""

from collections.abc import Callable

from beffroi.core.i18n import LazyString, _, lazy
from beffroi.notifications.words.facts import Facts, Words

# What each stage means for the author, and what comes next.
_STAGES: dict[str, tuple[LazyString, LazyString, LazyString]] = {
    "open": (
        lazy("Votre idée est de nouveau ouverte"),
        lazy("Votre idée « %(title)s » est de nouveau ouverte aux soutiens et aux commentaires."),
        lazy("Parlez-en autour de vous : chaque soutien compte."),
    ),
    "studied": (
        lazy("Votre idée est à l’étude"),
        lazy("Des personnes chargées du quartier étudient votre idée « %(title)s »."),
        lazy("Vous n’avez rien à faire. Nous vous écrirons dès qu’il y aura une réponse."),
    ),
    "kept": (
        lazy("Votre idée est retenue"),
        lazy("Bonne nouvelle : votre idée « %(title)s » est retenue."),
        lazy("La page de votre idée dit ce qui va se passer. Nous vous écrirons au démarrage."),
    ),
    "under_way": (
        lazy("Votre idée se réalise"),
        lazy("Le travail a commencé pour votre idée « %(title)s »."),
        lazy("Suivez l’avancement sur la page de votre idée."),
    ),
    "done": (
        lazy("Votre idée est réalisée"),
        lazy("Votre idée « %(title)s » est réalisée. Merci : elle vient de vous."),
        lazy("Allez voir le résultat, et dites ce que vous en pensez dans un commentaire."),
    ),
    "not_kept": (
        lazy("Votre idée n’est pas retenue"),
        lazy("Votre idée « %(title)s » n’est pas retenue. Elle reste publique, avec la réponse."),
        lazy("Vous pouvez en parler à la structure indiquée, ou proposer une autre idée."),
    ),
    "oriented": (
        lazy("Votre idée est orientée vers une autre structure"),
        lazy("Votre idée « %(title)s » relève d’une autre structure, qui peut vous aider."),
        lazy("Prenez contact avec elle : voici comment."),
    ),
}
_STATES: dict[str, LazyString] = {
    "open": lazy("ouverte"),
    "studied": lazy("à l’étude"),
    "kept": lazy("retenue"),
    "under_way": lazy("en cours"),
    "done": lazy("réalisée"),
    "not_kept": lazy("non retenue"),
    "oriented": lazy("orientée vers une autre structure"),
}
_SOME_STATE = lazy("en mouvement")
_DESTINATIONS: dict[str, LazyString] = {
    "budget": lazy("le budget citoyen"),
    "council": lazy("un conseil citoyen"),
    "lab": lazy("le Labo de la participation"),
}
_SOMEWHERE = lazy("une autre démarche")
_SOME_STAGE = (
    lazy("Votre idée avance"),
    lazy("Il y a du nouveau pour votre idée « %(title)s »."),
    lazy("La page de votre idée dit tout."),
)


def _received(facts: Facts) -> Words:
    return Words(
        subject=_("Nous avons bien reçu votre idée"),
        happened=_("Votre idée « %(title)s » est bien arrivée.", title=facts.text("title")),
        why=_("Une personne la relit avant sa publication, comme chaque idée de cet appel."),
        next_step=_(
            "Vous n’avez rien à faire. Vous aurez une réponse au plus tard le %(moment)s.",
            moment=facts.moment("due_at"),
        ),
        action=_("Suivre mon idée"),
    )


def _published(facts: Facts) -> Words:
    return Words(
        subject=_("Votre idée est publiée"),
        happened=_(
            "Votre idée « %(title)s » est publiée : tout le monde peut la lire et la soutenir.",
            title=facts.text("title"),
        ),
        quote=facts.text("words"),
        quoted_from=facts.from_moderation(),
        next_step=_("Parlez-en autour de vous : plus elle est soutenue, mieux elle est entendue."),
        action=_("Voir mon idée"),
    )


def _changes_asked(facts: Facts) -> Words:
    return Words(
        subject=_("Votre idée : une modification vous est demandée"),
        happened=_(
            "Votre idée « %(title)s » n’est pas visible pour l’instant : il y a un point à revoir.",
            title=facts.text("title"),
        ),
        why=facts.because(),
        quote=facts.text("words"),
        quoted_from=facts.from_moderation(),
        next_step=_("Modifiez votre texte et renvoyez-le : il sera relu de nouveau."),
        action=_("Modifier mon idée"),
    )


def _refused(facts: Facts) -> Words:
    return Words(
        subject=_("Votre idée n’est pas publiée"),
        happened=_(
            "Une personne a relu votre idée « %(title)s ». Elle n’est pas visible sur le site.",
            title=facts.text("title"),
        ),
        why=facts.because(),
        quote=facts.text("words"),
        quoted_from=facts.from_moderation(),
        structure=facts.structure(),
        next_step=_("Vous pouvez aussi proposer une autre idée : elle sera lue avec attention."),
        action=_("Voir la décision"),
    )


def _moved(facts: Facts) -> Words:
    subject, happened, next_step = _STAGES.get(facts.text("stage"), _SOME_STAGE)
    told = str(happened) % {"title": facts.text("title")}
    return _answered(facts, str(subject), told, facts.follows() or str(next_step))


def _forwarded(facts: Facts) -> Words:
    where = _DESTINATIONS.get(facts.text("destination"), _SOMEWHERE)
    return _answered(
        facts,
        _("Votre idée va plus loin"),
        _(
            "Votre idée « %(title)s » est proposée pour : %(where)s. Elle reste la vôtre.",
            title=facts.text("title"),
            where=where,
        ),
        _("Vous n’avez rien à faire. Nous vous écrirons à la prochaine étape."),
    )


def _answered(facts: Facts, subject: str, happened: str, next_step: str) -> Words:
    answer = facts.text("answer")
    return Words(
        subject=subject,
        happened=happened,
        quote=answer,
        quoted_from=facts.answered_by() if answer else "",
        structure=facts.structure(),
        next_step=next_step,
        action=_("Voir mon idée"),
    )


def _invited(facts: Facts) -> Words:
    name = facts.text("name")
    return Words(
        subject=_("Une invitation à écrire une idée à plusieurs"),
        happened=_(
            "%(name)s vous propose de porter l’idée « %(title)s ».",
            name=name or _("Quelqu’un"),
            title=facts.text("title"),
        ),
        next_step=_("L’invitation vaut 14 jours. Elle ne vous engage à rien si vous la laissez."),
        action=_("Lire l’idée et répondre"),
    )


def _joined(facts: Facts) -> Words:
    return Words(
        subject=_("Une personne porte votre idée avec vous"),
        happened=_(
            "Une personne que vous aviez invitée fait maintenant partie des co-auteurs de "
            "« %(title)s ».",
            title=facts.text("title"),
        ),
        next_step=_("Elle peut changer le texte tant que c’est possible. Vous pouvez la retirer."),
        action=_("Voir qui porte mon idée"),
    )


def _followed(facts: Facts) -> Words:
    """For those who did not write it: they may stop following on its page."""
    answer = facts.text("answer")
    return Words(
        subject=_("Du nouveau pour une idée que vous suivez"),
        happened=_what_became(facts),
        why=_("Vous la soutenez ou vous la suivez."),
        quote=answer,
        quoted_from=facts.answered_by() if answer else "",
        structure=facts.structure(),
        next_step=facts.follows()
        or _("Sa page dit tout. Vous pouvez aussi y choisir de ne plus la suivre."),
        action=_("Voir l’idée"),
    )


def _what_became(facts: Facts) -> str:
    title, where = facts.text("title"), facts.text("destination")
    if where:
        there = _DESTINATIONS.get(where, _SOMEWHERE)
        return _("L’idée « %(title)s » est proposée pour : %(where)s.", title=title, where=there)
    stage = _STATES.get(facts.text("stage"), _SOME_STATE)
    return _("L’idée « %(title)s » est maintenant %(stage)s.", title=title, stage=stage)


IDEAS: dict[str, Callable[[Facts], Words]] = {
    "idea_received": _received,
    "idea_published": _published,
    "idea_changes_asked": _changes_asked,
    "idea_refused": _refused,
    "idea_moved": _moved,
    "co_author_invited": _invited,
    "co_author_joined": _joined,
    "idea_forwarded": _forwarded,
    "followed_idea_moved": _followed,
    "followed_idea_forwarded": _followed,
}
