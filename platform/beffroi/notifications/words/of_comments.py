"""What the author of a comment is told."""

from collections.abc import Callable

from beffroi.core.i18n import _
from beffroi.notifications.words.facts import Facts, Words


def _published(facts: Facts) -> Words:
    return Words(
        subject=_("Votre commentaire est publié"),
        happened=_(
            "Votre commentaire sur l’idée « %(title)s » est publié.", title=facts.text("title")
        ),
        next_step=_("Vous pouvez lire les autres commentaires et soutenir l’idée."),
        action=_("Voir mon commentaire"),
    )


def _changes_asked(facts: Facts) -> Words:
    return Words(
        subject=_("Votre commentaire : une modification vous est demandée"),
        happened=_(
            "Votre commentaire sur l’idée « %(title)s » n’est pas visible pour l’instant.",
            title=facts.text("title"),
        ),
        why=facts.because(),
        quote=facts.text("words"),
        quoted_from=facts.from_moderation(),
        next_step=_("Écrivez-le autrement sur la page de l’idée : il sera relu de nouveau."),
        action=_("Revenir à l’idée"),
    )


def _refused(facts: Facts) -> Words:
    return Words(
        subject=_("Votre commentaire n’est pas publié"),
        happened=_(
            "Une personne a relu votre commentaire sur l’idée « %(title)s ». "
            "Il n’est pas visible sur le site.",
            title=facts.text("title"),
        ),
        why=facts.because(),
        quote=facts.text("words"),
        quoted_from=facts.from_moderation(),
        structure=facts.structure(),
        next_step=_("Vous pouvez en écrire un autre, qui suit la charte."),
        action=_("Revenir à l’idée"),
    )


COMMENTS: dict[str, Callable[[Facts], Words]] = {
    "comment_published": _published,
    "comment_changes_asked": _changes_asked,
    "comment_refused": _refused,
}
