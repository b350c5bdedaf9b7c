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
        lazy("Relisez-les : vous pouvez la reprendre entière, modifier chacune, ou objecter."),
    ),
    "support_split": (
        lazy("Une idée que vous soutenez est partagée en plusieurs"),
        lazy("« %(title)s » est devenue %(count)s idées. Votre soutien n’a pas été copié."),
        lazy("Lisez-les et soutenez celles que vous voulez."),
    ),
    "split_proposed": (
        lazy("On vous propose de partager votre idée"),
        lazy("L’équipe propose de faire plusieurs idées de « %(title)s », en changeant des mots."),
        lazy("Rien ne change sans votre accord. Relisez les textes, puis dites oui ou non."),
    ),
    "split_withdrawn": (
        lazy("Votre idée reste comme elle est"),
        lazy("L’équipe renonce à partager votre idée « %(title)s » en plusieurs."),
        lazy("Vous n’avez rien à faire."),
    ),
    "idea_gathered": (
        lazy("Votre idée est de nouveau entière"),
        lazy("Les idées tirées de « %(title)s » n’en font plus qu’une, comme avant."),
        lazy("Sa page est publique, avec ses soutiens et ses commentaires."),
    ),
    "support_gathered": (
        lazy("Une idée que vous soutenez est de nouveau entière"),
        lazy("Les idées tirées de « %(title)s » n’en font plus qu’une, comme avant."),
        lazy("Votre soutien y compte. Vous n’avez rien à faire."),
    ),
    "split_contested": (
        lazy("Un partage est contesté"),
        lazy("Un auteur ou une autrice n’est pas d’accord avec le partage de « %(title)s »."),
        lazy("Lisez ce qui est dit, puis répondez."),
    ),
    "split_taken_back": (
        lazy("Un partage est repris par son auteur ou autrice"),
        lazy("L’idée « %(title)s » est de nouveau entière : personne n’avait agi sur les autres."),
        lazy("Vous n’avez rien à faire."),
    ),
    "split_refused": (
        lazy("Un partage est refusé"),
        lazy("Un auteur ou une autrice a dit non au partage de « %(title)s »."),
        lazy("L’idée reste comme elle est. Vous pouvez proposer un autre partage."),
    ),
    "objection_answered": (
        lazy("L’équipe vous répond"),
        lazy("L’équipe a répondu à ce que vous dites du partage de « %(title)s »."),
        lazy("Lisez sa réponse à côté de vos mots."),
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
