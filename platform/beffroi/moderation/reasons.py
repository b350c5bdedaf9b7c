"""Why a text is refused or sent back: a label, and a ready sentence to its author for each."""

from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import force_locale

from beffroi.core.i18n import LANGUAGES, LazyString, lazy
from beffroi.moderation.outcomes import ASK_CHANGE, REFUSE

Words: TypeAlias = str | LazyString


@dataclass(frozen=True)
class Reason:
    """A reason of the charter. `plain` completes "because…" in a mail to the author."""

    code: str
    label: Words
    plain: Words
    ask_change: Words
    refuse: Words


_ALL = (
    Reason(
        "personal_data",
        lazy("Informations privées"),
        lazy("le texte donne des informations privées sur vous ou sur quelqu’un d’autre"),
        lazy(
            "Votre texte donne des informations privées : un nom, un numéro ou une adresse. "
            "Si nous le publions, tout le monde pourra les lire. "
            "Enlevez-les, puis renvoyez votre texte : le reste nous convient."
        ),
        lazy(
            "Votre texte donne des informations privées : un nom, un numéro ou une adresse. "
            "Nous ne le publions pas, pour protéger les personnes. "
            "Vous pouvez proposer un nouveau texte sans ces informations."
        ),
    ),
    Reason(
        "attack",
        lazy("Attaque ou insulte"),
        lazy("le texte s’en prend à une personne ou à un groupe"),
        lazy(
            "Une partie de votre texte s’en prend à une personne ou à un groupe. "
            "Dites ce qui ne va pas et ce que vous souhaitez, sans blesser. "
            "Puis renvoyez votre texte : votre idée nous intéresse."
        ),
        lazy(
            "Votre texte s’en prend à une personne ou à un groupe. "
            "La charte demande de parler des faits, sans blesser. "
            "Vous pouvez proposer un nouveau texte qui dit ce que vous souhaitez."
        ),
    ),
    Reason(
        "discrimination",
        lazy("Discrimination"),
        lazy("le texte rejette des personnes pour ce qu’elles sont"),
        lazy(
            "Une partie de votre texte rejette des personnes pour ce qu’elles sont : "
            "leur origine, leur religion, leur âge, leur sexe ou leur handicap. "
            "Enlevez ce passage, puis renvoyez votre texte."
        ),
        lazy(
            "Votre texte rejette des personnes pour ce qu’elles sont : "
            "leur origine, leur religion, leur âge, leur sexe ou leur handicap. "
            "La loi l’interdit. Vous pouvez écrire un texte qui parle des besoins du quartier."
        ),
    ),
    Reason(
        "advertising",
        lazy("Publicité"),
        lazy("le texte fait de la publicité"),
        lazy(
            "Votre texte fait la promotion d’un commerce ou d’un service. "
            "Enlevez la publicité et gardez l’idée, puis renvoyez votre texte."
        ),
        lazy(
            "Votre texte fait la promotion d’un commerce ou d’un service. "
            "Cet espace est fait pour les idées utiles à tout le quartier. "
            "Si vous en avez une, nous serons heureux de la lire."
        ),
    ),
    Reason(
        "off_topic",
        lazy("Hors du sujet de l’appel"),
        lazy("le texte ne répond pas à la question posée"),
        lazy(
            "Nous ne voyons pas encore le lien entre votre texte et la question posée. "
            "Ajoutez une phrase qui l’explique, puis renvoyez-le."
        ),
        lazy(
            "Votre texte ne répond pas à la question posée ici. "
            "Il mérite d’arriver aux bonnes personnes : nous vous disons à qui le confier."
        ),
    ),
    Reason(
        "duplicate",
        lazy("Déjà proposé"),
        lazy("un texte très proche est déjà là"),
        lazy(
            "Un texte très proche du vôtre est déjà là. "
            "Dites ce que le vôtre apporte de nouveau, puis renvoyez-le."
        ),
        lazy(
            "Un texte très proche du vôtre est déjà là. "
            "Pour lui donner de la force, soutenez-le ou ajoutez-y un commentaire."
        ),
    ),
    Reason(
        "illegal",
        lazy("Interdit par la loi"),
        lazy("le texte contient des propos que la loi interdit"),
        lazy(
            "Une partie de votre texte est interdite par la loi : nous ne pouvons pas la publier. "
            "Enlevez ce passage, puis renvoyez votre texte."
        ),
        lazy(
            "Votre texte contient des propos que la loi interdit : nous ne pouvons pas le publier. "
            "Vous pouvez proposer un autre texte, qui respecte la charte."
        ),
    ),
    Reason(
        "unclear",
        lazy("Difficile à comprendre"),
        lazy("nous n’avons pas réussi à comprendre ce qui est proposé"),
        lazy(
            "Nous ne sommes pas sûrs d’avoir compris ce que vous proposez. "
            "Écrivez en une ou deux phrases ce que vous voulez, et où, puis renvoyez votre texte."
        ),
        lazy(
            "Nous n’avons pas réussi à comprendre ce que vous proposez. "
            "Vous pouvez écrire un nouveau texte, ou demander à quelqu’un de l’écrire avec vous."
        ),
    ),
)

REASONS: dict[str, Reason] = {reason.code: reason for reason in _ALL}


def ready_words(code: str, outcome: str, language: str) -> str:
    """The sentence for the author, in the language of their text; empty when none is needed."""
    reason = REASONS.get(code)
    sentences = {ASK_CHANGE: reason.ask_change, REFUSE: reason.refuse} if reason else {}
    with force_locale(language if language in LANGUAGES else "fr"):
        return str(sentences.get(outcome, ""))
