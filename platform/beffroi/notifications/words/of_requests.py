"""What offices are told of answers expected of them, and who asked, of what became of it."""

from collections.abc import Callable
from datetime import date

from beffroi.core.i18n import _, ngettext, whole_day
from beffroi.notifications.words.facts import Facts, Words


def _asked(facts: Facts) -> Words:
    passed = bool(facts.text("passed"))
    return Words(
        subject=_("Une réponse est demandée à une institution"),
        happened=_(
            "Des habitantes et habitants attendent une réponse à « %(title)s ». La demande "
            "s’adresse à : %(office)s.",
            title=facts.text("title"),
            office=facts.spoken("office"),
        ),
        why=_vacant(facts) or (_("Une autre institution l’a transmise.") if passed else ""),
        quote=facts.text("reason"),
        quoted_from=_("Ce qui est demandé :") if facts.text("reason") else "",
        next_step=_(
            "Répondez au plus tard le %(day)s. La date est publique. Vous pouvez aussi transmettre "
            "la demande.",
            day=_due(facts),
        ),
        action=_("Lire la demande"),
    )


def _reminded(facts: Facts) -> Words:
    return Words(
        subject=_("Une réponse est attendue le %(day)s", day=_due(facts)),
        happened=_(
            "« %(title)s » attend une réponse de : %(office)s.",
            title=facts.text("title"),
            office=facts.spoken("office"),
        ),
        why=_vacant(facts) or _("Passée cette date, le retard paraît au tableau public."),
        next_step=_("Répondez, ou transmettez la demande à l’institution qui peut le faire."),
        action=_("Répondre"),
    )


def _late(facts: Facts) -> Words:
    days = int(facts.text("days_late") or 0)
    return Words(
        subject=_("Une réponse est en retard"),
        happened=_(
            "« %(title)s » attend toujours une réponse de : %(office)s.",
            title=facts.text("title"),
            office=facts.spoken("office"),
        ),
        why=_vacant(facts)
        or ngettext(
            "Elle était attendue le %(day)s, il y a %(num)s jour. Le retard est public.",
            "Elle était attendue le %(day)s, il y a %(num)s jours. Le retard est public.",
            days,
            day=_due(facts),
        ),
        next_step=_("Répondez, ou transmettez la demande à l’institution qui peut le faire."),
        action=_("Répondre"),
    )


def _withdrawn(facts: Facts) -> Words:
    return Words(
        subject=_("Une réponse n’est plus demandée"),
        happened=_("La demande sur « %(title)s » est retirée.", title=facts.text("title")),
        quote=facts.text("reason"),
        quoted_from=_("La raison :") if facts.text("reason") else "",
        next_step=_("Vous n’avez rien à faire."),
        action=_("Revoir la demande"),
    )


def _transferred(facts: Facts) -> Words:
    return Words(
        subject=_("Votre demande est transmise à une autre institution"),
        happened=_(
            "Votre demande sur « %(title)s » s’adresse maintenant à : %(office)s.",
            title=facts.text("title"),
            office=facts.spoken("office"),
        ),
        quote=facts.text("reason"),
        quoted_from=_("La raison :") if facts.text("reason") else "",
        next_step=_("La réponse est attendue au plus tard le %(day)s.", day=_due(facts)),
        action=_("Voir la demande"),
    )


def _answered(facts: Facts) -> Words:
    return Words(
        subject=_("Une institution a répondu à votre demande"),
        happened=_(
            "%(office)s a répondu à votre demande sur « %(title)s ».",
            title=facts.text("title"),
            office=facts.spoken("office"),
        ),
        next_step=_("Les personnes concernées sont prévenues. Vous n’avez rien à faire."),
        action=_("Lire la réponse"),
    )


def _silent(facts: Facts) -> Words:
    many, title = int(facts.text("many") or 1), facts.text("title")
    since = whole_day(date.fromisoformat(facts.text("since"))) if facts.text("since") else ""
    happened = ngettext(
        "%(num)s idée étudiée, retenue ou en cours est sans nouvelles depuis le %(day)s.",
        "%(num)s idées étudiées, retenues ou en cours sont sans nouvelles, la plus ancienne "
        "depuis le %(day)s.",
        many,
        day=since,
    )
    if title:
        happened = _("« %(title)s » est sans nouvelles depuis le %(day)s.", title=title, day=since)
    return Words(
        subject=_("Des habitantes et habitants sont sans nouvelles"),
        happened=happened,
        why=_("Cela se voit aussi sur la page de chaque idée."),
        next_step=_("Dites où cela en est, même si rien n’est fini : la suite, et pour quand."),
        action=_("Donner des nouvelles"),
    )


def _awaited(facts: Facts) -> Words:
    soon, late = int(facts.text("soon") or 0), int(facts.text("late") or 0)
    counts = [
        ngettext("%(num)s réponse en retard", "%(num)s réponses en retard", late) if late else "",
        ngettext(
            "%(num)s réponse à donner dans les quinze jours",
            "%(num)s réponses à donner dans les quinze jours",
            soon,
        )
        if soon
        else "",
    ]
    return Words(
        subject=_("Des idées attendent votre réponse"),
        happened=_(
            "Appel « %(title)s » : %(counts)s.",
            title=facts.text("title"),
            counts=", ".join(filter(None, counts)),
        ),
        why=_("Le nombre de réponses en retard est public, sur la page de l’appel."),
        next_step=_("Répondez, ou demandez la réponse à l’institution qui peut la donner."),
        action=_("Voir ces idées"),
    )


def _vacant(facts: Facts) -> str:
    """Said to those who name, when nobody holds the office."""
    if not facts.text("vacant"):
        return ""
    return _("Personne ne tient cette fonction : nommez quelqu’un, ou transmettez la demande.")


def _due(facts: Facts) -> str:
    return whole_day(date.fromisoformat(facts.text("due_on"))) if facts.text("due_on") else ""


REQUESTS: dict[str, Callable[[Facts], Words]] = {
    "request_asked": _asked,
    "request_due": _reminded,
    "request_late": _late,
    "request_withdrawn": _withdrawn,
    "request_transferred": _transferred,
    "request_answered": _answered,
    "ideas_silent": _silent,
    "answers_awaited": _awaited,
}
