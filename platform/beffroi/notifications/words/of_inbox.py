"""What people of the staff are told of the inbox."""

from collections.abc import Callable

from beffroi.core.i18n import _, ngettext
from beffroi.notifications.words.facts import Facts, Words


def _given(facts: Facts) -> Words:
    return Words(
        subject=_("Une idée vous est confiée"),
        happened=_("« %(title)s » vous est confiée.", title=facts.text("title")),
        next_step=_("Lisez-la, puis répondez-y ou demandez une réponse à une institution."),
        action=_("Ouvrir l’idée"),
    )


def _many_given(facts: Facts) -> Words:
    count = int(facts.text("count") or 0)
    return Words(
        subject=_("Des idées vous sont confiées"),
        happened=ngettext(
            "%(num)s idée vous est confiée.", "%(num)s idées vous sont confiées.", count
        ),
        next_step=_("Lisez-les, puis répondez-y ou demandez une réponse à une institution."),
        action=_("Voir ces idées"),
    )


INBOX: dict[str, Callable[[Facts], Words]] = {"idea_given": _given, "ideas_given": _many_given}
