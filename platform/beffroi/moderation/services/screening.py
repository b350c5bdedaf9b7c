"""Look at a text with the detectors and open a case when a person must see it."""

import uuid

from sqlalchemy import delete, func, select

from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.moderation.detectors.findings import Finding as Seen
from beffroi.moderation.detectors.screening import screen
from beffroi.moderation.events import CaseDeadlineReached, CaseOpened
from beffroi.moderation.kinds import SubjectText, kind
from beffroi.moderation.labels import REPEATED, exposes_somebody, version_of
from beffroi.moderation.models import Case, Finding
from beffroi.moderation.rules import due_at

REACHING = frozenset({"phones", "emails", "ibans", "links"})
_REPEATS = Seen(start=0, end=0, detector=REPEATED, label=REPEATED, reason="duplicate")


def screen_subject(kind_name: str, subject_id: uuid.UUID, version: int) -> Case | None:
    """The open case of a text after its screening, or None when nobody needs to look.

    Done again for the same version it changes nothing but the findings, which come out the same.
    """
    text = kind(kind_name).read(subject_id)
    if text is None or text.version < version or _is_decided(kind_name, text):
        return None
    findings = _findings(text)
    case = _open_case(kind_name, subject_id)
    if case is None:
        if not text.waits and not findings:
            return None
        case = _open(kind_name, text, findings)
    elif case.subject_version <= text.version:
        _update(case, text, findings)
    return case


def tells_how_to_reach(text: str) -> bool:
    """Whether a number, an address, an account or a link stands in it: a public name has none."""
    return any(seen.detector in REACHING for seen in screen(text))


def _open_case(kind_name: str, subject_id: uuid.UUID) -> Case | None:
    query = select(Case).where(
        Case.subject_kind == kind_name, Case.subject_id == subject_id, Case.decided_at.is_(None)
    )
    return db.session().scalars(query.with_for_update()).one_or_none()


def _is_decided(kind_name: str, text: SubjectText) -> bool:
    """Whether a person has ruled on this very version, or on a later one."""
    query = select(func.max(Case.subject_version)).where(
        Case.subject_kind == kind_name,
        Case.subject_id == text.subject_id,
        Case.decided_at.is_not(None),
    )
    return (db.session().scalar(query) or 0) >= text.version


def _open(kind_name: str, text: SubjectText, findings: list[Finding]) -> Case:
    opened_at = now()
    case = Case(
        subject_kind=kind_name,
        subject_id=text.subject_id,
        subject_version=text.version,
        contract_slug=text.contract_slug,
        neighbourhood_slug=text.neighbourhood_slug,
        opened_at=opened_at,
        due_at=due_at(opened_at, text.decision_hours, exposes_somebody=_exposes(findings)),
    )
    db.session().add(case)
    _keep(case, findings)
    record(CaseOpened(case.id, kind_name, text.subject_id, text.version), by=SYSTEM)
    record(CaseDeadlineReached(case.id), by=SYSTEM, due_at=case.due_at)
    return case


def _update(case: Case, text: SubjectText, findings: list[Finding]) -> None:
    """The case follows its text; its deadline may come nearer, never go away."""
    case.subject_version = text.version
    db.session().execute(delete(Finding).where(Finding.case_id == case.id))
    _keep(case, findings)
    due = due_at(case.opened_at, text.decision_hours, exposes_somebody=_exposes(findings))
    if due < case.due_at:
        case.due_at = due
        record(CaseDeadlineReached(case.id), by=SYSTEM, due_at=due)


def _keep(case: Case, findings: list[Finding]) -> None:
    db.session().flush()
    for finding in findings:
        finding.case_id = case.id
    db.session().add_all(findings)
    db.session().flush()


def _exposes(findings: list[Finding]) -> bool:
    return any(exposes_somebody(finding.detector) for finding in findings)


def _findings(text: SubjectText) -> list[Finding]:
    """What the detectors see in each part, and whether the text repeats another."""
    found = [
        _finding(part, seen) for part, content in text.parts.items() for seen in screen(content)
    ]
    return [*found, _finding("", _REPEATS)] if text.repeats else found


def _finding(part: str, seen: Seen) -> Finding:
    return Finding(
        part=part,
        detector=seen.detector,
        detector_version=version_of(seen.detector),
        label=seen.label,
        start=seen.start,
        end=seen.end,
        reason=seen.reason,
    )
