"""When a question is asked, in words for whoever builds."""

from beffroi.contributions.questionnaires.outcomes import label_of
from beffroi.contributions.rules.questions import Clause, Definition, Match, Question
from beffroi.core.i18n import _, bound


def condition_in_words(definition: Definition, question: Question) -> str:
    """Empty for a question that is always asked."""
    told = clauses_in_words(definition, question)
    if not told:
        return ""
    joined = (_(" ou ") if question.condition.match is Match.ANY else _(" et ")).join(told)
    return bound(_("Posée si %(condition)s.", condition=joined))


def clauses_in_words(definition: Definition, question: Question) -> list[str]:
    """Each look at an earlier question."""
    return [bound(_clause(definition, clause)) for clause in question.condition.clauses]


def _clause(definition: Definition, clause: Clause) -> str:
    asked = definition.question(clause.question)
    label = asked.label if asked else clause.question
    if not clause.answers or asked is None:
        has = _("« %(question)s » a une réponse", question=label)
        return has if clause.has else _("« %(question)s » n’a pas de réponse", question=label)
    answers = _(" ou ").join(f"« {label_of(asked, one)} »" for one in clause.answers)
    if clause.has:
        return _("« %(question)s » a pour réponse %(answers)s", question=label, answers=answers)
    return _("« %(question)s » n’a pas pour réponse %(answers)s", question=label, answers=answers)
