"""A person decides: the case is closed, the text follows, the author is told by what listens."""

import uuid

from sqlalchemy import delete, select

from beffroi.core import db, policy
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import Invalid, NotFound, PreconditionFailed
from beffroi.moderation.events import CaseDecided
from beffroi.moderation.kinds import Ruling, SubjectKind, kind
from beffroi.moderation.models import Case, Decision, Finding
from beffroi.moderation.outcomes import OUTCOMES
from beffroi.moderation.policies import DECIDE
from beffroi.moderation.problems import AlreadyDecided, SubjectGone, TextChanged
from beffroi.moderation.reasons import REASONS
from beffroi.moderation.rules import Fault, faults, needs_of
from beffroi.moderation.services.places import scope_of_case
from beffroi.moderation.views import Verdict
from beffroi.territories.services import structures_for

_MESSAGES: dict[tuple[str, Fault], LazyString] = {
    ("reason_code", "missing"): lazy("Choisissez un motif."),
    ("words", "missing"): lazy("Écrivez quelques mots à la personne."),
    ("structure", "missing"): lazy("Indiquez vers qui orienter la personne."),
}
_NOT_WANTED = lazy("Ce champ ne va pas avec cette décision : laissez-le vide.")
_UNKNOWN = lazy("Ce choix n’existe pas.")


def decide(actor: Actor, case_id: uuid.UUID, verdict: Verdict) -> Decision:
    """Close a case and carry the decision out on its text, in one transaction.

    Raises NotFound out of the actor's places, AlreadyDecided, TextChanged when the text is no
    longer what was read, SubjectGone, and Invalid when something that goes with it is missing.
    """
    case = _locked(case_id)
    if case is None or not policy.allows(actor, DECIDE, scope=scope_of_case(case)):
        raise NotFound
    if case.decided_at is not None:
        raise AlreadyDecided
    subject_kind = kind(case.subject_kind)
    _require_seen(subject_kind, case, verdict)
    _require_whole(subject_kind, case, verdict)
    return _carry_out(actor, subject_kind, case, verdict)


def last_decision(kind_name: str, subject_id: uuid.UUID) -> Decision | None:
    """What was decided last on a text, for whoever tells its author."""
    query = (
        select(Decision)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.subject_kind == kind_name, Case.subject_id == subject_id)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    return db.session().scalars(query.limit(1)).one_or_none()


def _locked(case_id: uuid.UUID) -> Case | None:
    """Two colleagues who decide at once queue here; the second finds the case closed."""
    query = select(Case).where(Case.id == case_id).with_for_update()
    return db.session().scalars(query.execution_options(populate_existing=True)).one_or_none()


def _require_seen(subject_kind: SubjectKind, case: Case, verdict: Verdict) -> None:
    subject = subject_kind.read(case.subject_id)
    if subject is None:
        raise SubjectGone
    if subject.version != verdict.seen_version:
        raise TextChanged


def _require_whole(subject_kind: SubjectKind, case: Case, verdict: Verdict) -> None:
    """A refusal says why and where to go; a publication needs nothing."""
    if verdict.outcome not in OUTCOMES:
        raise Invalid(errors={"outcome": [_UNKNOWN]})
    given = {
        "reason_code": verdict.reason_code is not None,
        "words": bool(verdict.words.strip()),
        "structure": verdict.structure_slug is not None,
    }
    needs = needs_of(verdict.outcome, orients=subject_kind.orients)
    errors = {
        name: [_MESSAGES.get((name, fault), _NOT_WANTED)]
        for name, fault in faults(needs, given).items()
    }
    if verdict.reason_code is not None and verdict.reason_code not in REASONS:
        errors["reason_code"] = [_UNKNOWN]
    reachable = {structure.slug for structure in structures_for(case.contract_slug)}
    if verdict.structure_slug is not None and verdict.structure_slug not in reachable:
        errors["structure"] = [_UNKNOWN]
    if errors:
        raise Invalid(errors=errors)


def _carry_out(actor: Actor, subject_kind: SubjectKind, case: Case, verdict: Verdict) -> Decision:
    _rule(actor, subject_kind, case, verdict)
    _close(case, verdict)
    decision = Decision(
        case_id=case.id,
        moderator_id=actor.person_id,
        outcome=verdict.outcome,
        reason_code=verdict.reason_code,
        words=verdict.words,
        structure_slug=verdict.structure_slug,
        decided_at=case.decided_at,
    )
    db.session().add(decision)
    record(
        CaseDecided(
            case.id, case.subject_kind, case.subject_id, verdict.outcome, verdict.reason_code
        ),
        by=actor,
    )
    db.session().flush()
    return decision


def _rule(actor: Actor, subject_kind: SubjectKind, case: Case, verdict: Verdict) -> None:
    """First the text: should it change under our hands, nothing else has been touched yet."""
    try:
        subject_kind.apply(
            Ruling(
                subject_id=case.subject_id,
                version=verdict.seen_version,
                outcome=verdict.outcome,
                reason_code=verdict.reason_code,
                words=verdict.words,
                structure_slug=verdict.structure_slug,
                by=actor,
            )
        )
    except PreconditionFailed:
        raise TextChanged from None


def _close(case: Case, verdict: Verdict) -> None:
    """The case keeps the version that was ruled on; findings of an older text no longer fit it."""
    if case.subject_version != verdict.seen_version:
        db.session().execute(delete(Finding).where(Finding.case_id == case.id))
    case.subject_version = verdict.seen_version
    case.outcome, case.decided_at = verdict.outcome, now()
