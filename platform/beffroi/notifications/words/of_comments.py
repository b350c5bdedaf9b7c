"""What the author of a comment is told, and that of an idea about the comments on it."""

from collections.abc import Callable

from beffroi.core.i18n import _, ngettext
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


def _answered(facts: Facts) -> Words:
    """Said so that one may go and read, not so that one must hurry."""
    many = facts.number("count")
    return Words(
        subject=ngettext(
            "On a répondu à votre commentaire",
            "Votre commentaire a reçu %(num)s réponses",
            many,
        ),
        happened=ngettext(
            "Votre commentaire sur l’idée « %(title)s » a reçu une réponse.",
            "Votre commentaire sur l’idée « %(title)s » a reçu %(num)s réponses.",
            many,
            title=facts.text("title"),
        ),
        next_step=_("Vous pouvez répondre à votre tour, ou simplement lire."),
        action=ngettext("Lire cette réponse", "Lire ces réponses", many),
    )


def _on_ones_idea(facts: Facts) -> Words:
    many = facts.number("count")
    return Words(
        subject=ngettext(
            "Un commentaire sur votre idée", "%(num)s commentaires sur votre idée", many
        ),
        happened=ngettext(
            "Votre idée « %(title)s » a reçu un commentaire.",
            "Votre idée « %(title)s » a reçu %(num)s commentaires.",
            many,
            title=facts.text("title"),
        ),
        next_step=_("Vous pouvez répondre, préciser votre idée, ou simplement lire."),
        action=ngettext("Lire le commentaire", "Lire les commentaires", many),
    )


COMMENTS: dict[str, Callable[[Facts], Words]] = {
    "comment_published": _published,
    "comment_changes_asked": _changes_asked,
    "comment_refused": _refused,
    "comment_answered": _answered,
    "idea_commented": _on_ones_idea,
}
