"""What is wrong with an answer or with a definition, in words for whoever can mend it."""

from collections.abc import Iterable

from beffroi.contributions.rules.questions import (
    HIGHEST,
    MAX_CLAUSES,
    MAX_QUESTIONS,
    Definition,
    Fault,
    Kind,
    Wrong,
    faults,
)
from beffroi.core.i18n import LazyString, lazy

KINDS: dict[Kind, LazyString] = {
    Kind.SHORT: lazy("Texte court"),
    Kind.LONG: lazy("Texte long"),
    Kind.SINGLE: lazy("Un choix"),
    Kind.MULTIPLE: lazy("Plusieurs choix"),
    Kind.RANKING: lazy("Classement"),
    Kind.SCALE: lazy("Échelle"),
    Kind.MATRIX: lazy("Tableau"),
}
_WRONG: dict[str, LazyString] = {
    "required": lazy("Répondez à cette question."),
    "not_text": lazy("Nous attendons ici du texte."),
    "unsafe": lazy("Ce texte contient des caractères invisibles ou interdits. Retapez-le."),
    "unknown_option": lazy("Choisissez parmi les réponses proposées."),
    "not_a_list": lazy("Nous attendons ici une liste de réponses."),
    "twice": lazy("Une réponse est classée deux fois."),
    "not_a_number": lazy("Nous attendons ici un nombre entier."),
    "off_scale": lazy("Choisissez un degré de l’échelle."),
    "not_rows": lazy("Nous attendons ici une réponse par ligne."),
    "unknown_question": lazy("Cette question n’existe pas."),
}
_FAULTS: dict[str, LazyString] = {
    "no_question": lazy("Ajoutez au moins une question."),
    "too_many_questions": lazy("Pas plus de %(max)s questions.", max=MAX_QUESTIONS),
    "no_label": lazy("Écrivez la question."),
    "kind_not_here": lazy("Cette sorte de question ne se pose pas ici."),
    "too_few_options": lazy("Donnez au moins deux réponses possibles."),
    "no_row": lazy("Donnez au moins une ligne."),
    "blank_option": lazy("Une réponse possible est vide."),
    "bad_scale": lazy("L’échelle monte, et s’arrête à %(max)s au plus.", max=HIGHEST),
    "too_many_clauses": lazy("Pas plus de %(max)s conditions.", max=MAX_CLAUSES),
    "asks_itself": lazy("Une question ne peut pas dépendre d’elle-même."),
    "unknown_question": lazy("La condition porte sur une question qui n’existe plus."),
    "asked_later": lazy("La condition porte sur une question posée plus loin."),
    "circle": lazy("Ces deux questions dépendent l’une de l’autre."),
}


def wrong_in_words(wrong: Wrong) -> LazyString:
    """Under the question, for the person who answers."""
    number = wrong.number
    if wrong.code == "too_long":
        return lazy("C’est trop long : %(max)s caractères au plus.", max=number)
    if wrong.code == "too_few":
        return lazy("Choisissez au moins %(min)s réponses.", min=number)
    if wrong.code == "too_many":
        return lazy("Choisissez au plus %(max)s réponses.", max=number)
    if wrong.code == "same_rank":
        return lazy("Deux réponses ont le rang %(rank)s.", rank=number)
    if wrong.code == "rows_missing":
        return lazy("Lignes sans réponse : %(count)s.", count=number)
    return _WRONG[wrong.code]


def fault_in_words(fault: Fault) -> LazyString:
    """Beside the question, for whoever builds."""
    about = fault.about
    if fault.code == "too_many_options":
        return lazy("Pas plus de %(max)s.", max=about)
    if fault.code == "same_id":
        return lazy("L’identifiant « %(id)s » sert deux fois.", id=about)
    if fault.code == "same_label":
        return lazy("« %(label)s » est écrit deux fois.", label=about)
    if fault.code in {"bad_least", "bad_most"}:
        return lazy("Ce nombre va avec les %(count)s réponses possibles.", count=about)
    if fault.code == "unknown_answer":
        return lazy(
            "La condition demande une réponse que « %(question)s » n’a plus.", question=about
        )
    return _FAULTS[fault.code]


def definition_faults(
    definition: Definition, kinds: Iterable[Kind] = tuple(Kind)
) -> dict[str, list[LazyString]]:
    """What is wrong, by the path of the field: `questions.2.options`."""
    found: dict[str, list[LazyString]] = {}
    for fault in faults(definition, frozenset(kinds)):
        found.setdefault(fault.place, []).append(fault_in_words(fault))
    return found
