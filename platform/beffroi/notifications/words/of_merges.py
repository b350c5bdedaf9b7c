"""What people are told of ideas that are put together, taken apart, or made into several."""

from collections.abc import Callable

from beffroi.core.i18n import LazyString, _, lazy
from beffroi.notifications.words.facts import Facts, Words

_SAID: dict[str, tuple[LazyString, LazyString, LazyString]] = {
    "idea_merged": (
        lazy("Votre idée en rejoint une autre"),
        lazy("Votre idée « %(title)s » est réunie avec « %(other)s », qui dit la même chose."),
        lazy("Votre nom et vos soutiens y sont. Vous saurez tout ce qu’elle devient."),
    ),
    "idea_joined": (
        lazy("Une autre idée rejoint la vôtre"),
        lazy("L’idée « %(title)s » est réunie avec la vôtre, « %(other)s »."),
        lazy("Les deux sont maintenant suivies ensemble, avec leurs soutiens."),
    ),
    "support_merged": (
        lazy("Une idée que vous soutenez en rejoint une autre"),
        lazy("« %(title)s » est réunie avec « %(other)s » : votre soutien y compte, une fois."),
        lazy("Lisez-la : si elle ne vous convient pas, vous pouvez retirer votre soutien."),
    ),
    "idea_separated": (
        lazy("Votre idée est de nouveau seule"),
        lazy("Votre idée « %(title)s » n’est plus réunie avec « %(other)s »."),
        lazy("Sa page est publique comme avant, avec ses soutiens et ses commentaires."),
    ),
    "idea_left": (
        lazy("Une idée réunie avec la vôtre en est séparée"),
        lazy("L’idée « %(title)s » n’est plus réunie avec la vôtre, « %(other)s »."),
        lazy("Les soutiens venus avec elle repartent avec elle."),
    ),
    "support_separated": (
        lazy("Deux idées réunies sont séparées"),
        lazy("« %(title)s », que vous soutenez, n’est plus réunie avec « %(other)s »."),
        lazy("Votre soutien reste à la première. Vous pouvez soutenir l’autre aussi."),
    ),
    "idea_split": (
        lazy("Votre idée est partagée en plusieurs"),
        lazy("Votre idée « %(title)s » est devenue %(count)s idées, avec vos mots et votre nom."),
        lazy("Relisez-les : vous pouvez modifier chacune tant que personne ne la soutient."),
    ),
    "support_split": (
        lazy("Une idée que vous soutenez est partagée en plusieurs"),
        lazy("« %(title)s » est devenue %(count)s idées. Votre soutien n’a pas été copié."),
        lazy("Lisez-les et soutenez celles que vous voulez."),
    ),
}


def _words(kind: str) -> Callable[[Facts], Words]:
    def said(facts: Facts) -> Words:
        subject, happened, next_step = _SAID[kind]
        named = {name: facts.text(name) for name in ("title", "other", "count")}
        reason = facts.text("words")
        return Words(
            subject=str(subject),
            happened=str(happened) % named,
            quote=reason,
            quoted_from=_("La raison donnée :") if reason else "",
            next_step=str(next_step),
            action=_("Lire l’idée"),
        )

    return said


MERGES: dict[str, Callable[[Facts], Words]] = {kind: _words(kind) for kind in _SAID}
