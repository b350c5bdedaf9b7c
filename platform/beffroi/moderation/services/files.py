"""A case with all a moderator needs to decide it: the text, what was found, what came before."""

import uuid

from sqlalchemy import select

from beffroi.core import db, policy
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound
from beffroi.identity.services import people
from beffroi.moderation.kinds import kind
from beffroi.moderation.models import Case, Decision, Finding
from beffroi.moderation.policies import READ
from beffroi.moderation.problems import SubjectGone
from beffroi.moderation.services.places import place_name, scope_of_case
from beffroi.moderation.views import CaseFile, DecisionView, FindingView


def case_file(actor: Actor, case_id: uuid.UUID, permission: str = READ) -> CaseFile:
    """The file of a case, for this purpose; to who may not in its place it does not even exist."""
    case = db.session().get(Case, case_id)
    if case is None or not policy.allows(actor, permission, scope=scope_of_case(case)):
        raise NotFound
    subject_kind = kind(case.subject_kind)
    subject = subject_kind.read(case.subject_id)
    if subject is None:
        raise SubjectGone
    findings = _findings(case) if case.subject_version == subject.version else []
    decisions = _decisions(case)
    return CaseFile(
        id=case.id,
        kind=case.subject_kind,
        kind_label=subject_kind.label,
        orients=subject_kind.orients,
        opened_at=case.opened_at,
        due_at=case.due_at,
        place=place_name(case.contract_slug, case.neighbourhood_slug),
        subject=subject,
        findings=findings,
        is_screened=case.subject_version == subject.version,
        repeated=subject_kind.read(subject.repeats) if subject.repeats else None,
        decision=decisions.pop(case.id, None),
        before=list(decisions.values()),
    )


def _findings(case: Case) -> list[FindingView]:
    rows = db.session().scalars(
        select(Finding).where(Finding.case_id == case.id).order_by(Finding.start, Finding.id)
    )
    return [FindingView(f.part, f.label, f.start, f.end, f.reason) for f in rows]


def _decisions(case: Case) -> dict[uuid.UUID, DecisionView]:
    """Every decision there ever was on this text, by case, the latest first."""
    query = (
        select(Decision, Case.subject_version)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.subject_kind == case.subject_kind, Case.subject_id == case.subject_id)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    rows = db.session().execute(query).all()
    deciders = people({made.moderator_id for made, _ in rows if made.moderator_id is not None})
    names = {person_id: person.display_name for person_id, person in deciders.items()}
    return {made.case_id: _decision(made, version, names) for made, version in rows}


def _decision(made: Decision, version: int, names: dict[uuid.UUID, str]) -> DecisionView:
    return DecisionView(
        outcome=made.outcome,
        reason_code=made.reason_code,
        words=made.words,
        structure_slug=made.structure_slug,
        decided_at=made.decided_at,
        moderator=names.get(made.moderator_id, "") if made.moderator_id else "",
        version=version,
    )
