"""When a question is asked, said in words: on paper nothing hides or shows itself."""

from collections.abc import Mapping

from beffroi.contributions.rules.questions import (
    Clause,
    Condition,
    Definition,
    Kind,
    Match,
    Question,
)
from beffroi.core.i18n import _


def condition_in_words(definition: Definition, condition: Condition) -> str:
    """A sentence for whoever fills the paper; "" for a question that is put to everybody."""
    numbers = {one.id: place for place, one in enumerate(definition.questions, start=1)}
    said = [_clause(definition, clause, numbers) for clause in condition.clauses]
    if not said:
        return ""
    joint = _(", ou si ") if condition.match is Match.ANY else _(", et si ")
    return _("Si %(facts)s :", facts=joint.join(said))


def _clause(definition: Definition, clause: Clause, numbers: Mapping[str, int]) -> str:
    asked, number = definition.question(clause.question), numbers.get(clause.question, 0)
    if asked is None or not clause.answers:
        return (
            _("vous avez répondu à la question %(number)s", number=number)
            if clause.has
            else _("vous n’avez pas répondu à la question %(number)s", number=number)
        )
    answers = _listed(asked, clause.answers)
    if clause.has:
        return _(
            "vous avez répondu %(answers)s à la question %(number)s", answers=answers, number=number
        )
    return _(
        "vous n’avez pas répondu %(answers)s à la question %(number)s",
        answers=answers,
        number=number,
    )


def _listed(question: Question, answers: tuple[str, ...]) -> str:
    labels = {option.id: option.label for option in question.options}
    told = [one if question.kind is Kind.SCALE else labels.get(one, one) for one in answers]
    return _(" ou ").join(_("« %(answer)s »", answer=answer) for answer in told)
