"""Whether a question is to be asked, given what was answered to those before it."""

from typing import Any

from beffroi.contributions.rules.questions.kinds import Answers, Clause, Condition, Match


def is_met(condition: Condition, answers: Answers) -> bool:
    """`answers` are those kept of the questions that were shown."""
    if not condition.clauses:
        return True
    told = (_holds(clause, answers) for clause in condition.clauses)
    return any(told) if condition.match is Match.ANY else all(told)


def _holds(clause: Clause, answers: Answers) -> bool:
    given = _chosen(answers.get(clause.question))
    found = bool(given & set(clause.answers)) if clause.answers else bool(given)
    return found is clause.has


def _chosen(answer: Any) -> set[str]:
    """What was chosen; a text or a matrix counts as one answer that has no name."""
    if answer is None:
        return set()
    if isinstance(answer, list):
        return set(answer)
    return {str(answer)}
