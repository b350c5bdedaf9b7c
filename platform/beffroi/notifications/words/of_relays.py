"""What people are told of acts recorded for them, and relays of objections."""

from collections.abc import Callable

from beffroi.core.i18n import _, lazy
from beffroi.notifications.words.facts import Facts, Words

_RECORDED = {
    "idea": lazy("Une personne relais a noté une idée en votre nom."),
    "support": lazy("Une personne relais a noté un soutien en votre nom."),
    "comment": lazy("Une personne relais a noté un commentaire en votre nom."),
    "answers": lazy("Une personne relais a entré des réponses en votre nom."),
    "proof": lazy("Une personne relais a noté une preuve en votre nom."),
}
_CONTESTED = {
    "idea": lazy("Une personne dit que l’idée notée pour elle n’est pas ce qu’elle a dit."),
    "support": lazy("Une personne dit qu’elle n’a pas demandé le soutien noté pour elle."),
    "comment": lazy(
        "Une personne dit que le commentaire noté pour elle n’est pas ce qu’elle a dit."
    ),
    "answers": lazy("Une personne dit que les réponses entrées pour elle ne sont pas les siennes."),
    "proof": lazy("Une personne dit que la preuve notée pour elle n’est pas la sienne."),
}
_SOME = lazy("Une personne relais a noté quelque chose en votre nom.")
_SOME_CONTESTED = lazy("Une personne dit que ce qui est noté pour elle n’est pas ce qu’elle a dit.")


def _recorded(facts: Facts) -> Words:
    return Words(
        subject=_("Un relais a noté quelque chose pour vous"),
        happened=str(_RECORDED.get(facts.text("kind"), _SOME)),
        why=_("Vous avez donné votre code de suivi à une personne relais."),
        next_step=_("Relisez-le. Si ce n’est pas ce que vous avez dit, vous pouvez l’enlever."),
        action=_("Voir ce qui est noté"),
    )


def _contested(facts: Facts) -> Words:
    return Words(
        subject=_("Une saisie de relais est contestée"),
        happened=str(_CONTESTED.get(facts.text("kind"), _SOME_CONTESTED)),
        why=_("Elle l’a fait enlever.") if facts.text("removed") else "",
        next_step=_("Lisez ce qu’elle en dit, puis parlez-en ensemble : rien n’est reproché."),
        action=_("Voir la saisie"),
    )


def _voice_written(_facts: Facts) -> Words:
    return Words(
        subject=_("Votre idée est écrite : relisez-la"),
        happened=_("Un relais a écouté votre enregistrement et a écrit votre idée."),
        why=_("Vous l’aviez demandé."),
        next_step=_("Relisez, changez ce qu’il faut, puis envoyez : rien ne paraît sans vous."),
        action=_("Relire et envoyer"),
    )


RELAYS: dict[str, Callable[[Facts], Words]] = {
    "act_recorded": _recorded,
    "act_contested": _contested,
    "voice_written": _voice_written,
}
