"""What whoever holds the office of the day does: says that they have it, and answers."""

import uuid

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import Invalid, NotFound
from beffroi.core.text import is_blank, tidy
from beffroi.correspondence import problems, rules
from beffroi.correspondence.events import RequestAcknowledged, RequestAnswered
from beffroi.correspondence.kinds import Choice, Given, kind
from beffroi.correspondence.models import Answer, Request
from beffroi.correspondence.policies import ANSWER
from beffroi.correspondence.proposals import Reply
from beffroi.correspondence.rules import Act, Outcome, State
from beffroi.correspondence.services.holding import bring, held_request, scope_of
from beffroi.territories import services as territories


def acknowledge(actor: Actor, request_id: uuid.UUID) -> Request:
    """Say that the office has it; again changes nothing."""
    request = held_request(request_id)
    require(actor, ANSWER, scope=scope_of(request))
    if request.state != State.ACKNOWLEDGED:
        bring(request, Act.ACKNOWLEDGE)
        record(RequestAcknowledged(request.id), by=actor)
    return request


def answer_request(actor: Actor, request_id: uuid.UUID, reply: Reply) -> Answer:
    """Answer for the office, or put its answer right; the same words again change nothing.

    The answer is carried out on its subject in the same transaction. To say that something is
    being studied needs a next step and its day, and leaves the request as due as it was.
    """
    request = held_request(request_id)
    require(actor, ANSWER, scope=scope_of(request))
    subject = kind(request.subject_kind)
    if subject.read(request.subject_id) is None:
        raise NotFound
    last = _last_answer(request.id)
    if last is not None and _says(last) == _said(reply):
        return last
    choice = _choice(request, reply)
    _check(request, choice, reply)
    bring(request, rules.act_of(choice.outcome))
    answer = _written(request, choice, reply, actor, number=last.number + 1 if last else 1)
    record(RequestAnswered(request.id, answer.number, answer.outcome), by=actor)
    subject.apply(_given(request, answer, actor))
    return answer


def _choice(request: Request, reply: Reply) -> Choice:
    offered = kind(request.subject_kind).choices(request.subject_id)
    found = next((one for one in offered if one.effect == reply.effect), None)
    if found is None:
        raise Invalid(errors={"effect": [problems.UNKNOWN_CHOICE]})
    return found


def _check(request: Request, choice: Choice, reply: Reply) -> None:
    """Each field with what is wrong with it, all at once."""
    known = {one.slug for one in territories.structures_for(request.contract_slug)}
    faults = {
        "words": problems.WORDS_MISSING if choice.explained and is_blank(reply.words) else None,
        "structure": _structure_fault(choice, reply, known),
        "next_step": problems.NEXT_STEP_MISSING if _lacks_step(choice, reply) else None,
        "next_step_on": _date_fault(choice, reply),
    }
    errors = {name: [fault] for name, fault in faults.items() if fault is not None}
    if errors:
        raise Invalid(errors=errors)


def _structure_fault(choice: Choice, reply: Reply, known: set[str]) -> object:
    if reply.structure is not None and reply.structure not in known:
        return problems.UNKNOWN_STRUCTURE
    return problems.STRUCTURE_MISSING if choice.orients and not reply.structure else None


def _lacks_step(choice: Choice, reply: Reply) -> bool:
    needed = choice.outcome == Outcome.STUDIED or reply.next_step_on is not None
    return needed and is_blank(reply.next_step)


def _date_fault(choice: Choice, reply: Reply) -> object:
    if reply.next_step_on is None:
        return problems.DATE_MISSING if choice.outcome == Outcome.STUDIED else None
    return problems.DATE_PAST if reply.next_step_on <= today() else None


def _written(
    request: Request, choice: Choice, reply: Reply, actor: Actor, *, number: int
) -> Answer:
    answer = Answer(
        request_id=request.id,
        number=number,
        outcome=choice.outcome,
        effect=choice.effect,
        words=tidy(reply.words),
        structure_slug=reply.structure,
        next_step=tidy(reply.next_step),
        next_step_on=reply.next_step_on,
        answered_by_id=actor.person_id,
        answered_at=now(),
    )
    db.session().add(answer)
    db.session().flush()
    return answer


def _given(request: Request, answer: Answer, actor: Actor) -> Given:
    return Given(
        request_id=request.id,
        subject_id=request.subject_id,
        office_slug=request.office_slug,
        effect=answer.effect,
        words=answer.words,
        structure_slug=answer.structure_slug,
        next_step=answer.next_step,
        next_step_on=answer.next_step_on,
        by=actor,
    )


def _last_answer(request_id: uuid.UUID) -> Answer | None:
    given = select(Answer).where(Answer.request_id == request_id)
    return db.session().scalars(given.order_by(Answer.number.desc()).limit(1)).one_or_none()


def _says(answer: Answer) -> tuple[object, ...]:
    step = (answer.next_step, answer.next_step_on)
    return (answer.effect, answer.words, answer.structure_slug, *step)


def _said(reply: Reply) -> tuple[object, ...]:
    step = (tidy(reply.next_step), reply.next_step_on)
    return (reply.effect, tidy(reply.words), reply.structure, *step)
