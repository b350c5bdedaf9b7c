"""What was sent, read against the questions: what was asked of whom, what is kept, faults."""

from dataclasses import dataclass
from typing import Any

from beffroi.contributions.rules.questions.conditions import is_met
from beffroi.contributions.rules.questions.kinds import Answers, Definition
from beffroi.contributions.rules.questions.values import Wrong, normalise


@dataclass(frozen=True)
class Reading:
    """`shown` are the ids of the questions asked; `answers` holds nothing of the others."""

    shown: tuple[str, ...]
    answers: dict[str, Any]
    wrong: dict[str, Wrong]

    @property
    def is_valid(self) -> bool:
        return not self.wrong


def read(definition: Definition, given: Answers) -> Reading:
    """Go through the questions in their order; an answer that cannot be taken opens no branch.

    An answer to a question that was not to be asked is dropped; one to a question that does not
    exist is a fault.
    """
    shown: list[str] = []
    answers: dict[str, Any] = {}
    wrong: dict[str, Wrong] = {}
    for question in definition.questions:
        if not is_met(question.condition, answers):
            continue
        shown.append(question.id)
        try:
            answer = normalise(question, given.get(question.id))
        except Wrong as fault:
            wrong[question.id] = fault
        else:
            if answer is not None:
                answers[question.id] = answer
    known = {question.id for question in definition.questions}
    wrong |= {name: Wrong("unknown_question") for name in given if name not in known}
    return Reading(tuple(shown), answers, wrong)
