"""Tells those who moderate a place that a decision is overdue there."""

from beffroi.identity.services import moderators_of
from beffroi.moderation.events import CaseDeadlineReached
from beffroi.moderation.kinds import kind
from beffroi.moderation.services import unanswered_case
from beffroi.notifications.services import tell
from beffroi.territories.services import scope_of
from workflows.once import handles, occurrence


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=30_000)
def of_overdue(event: CaseDeadlineReached) -> None:
    """A case decided in time is nobody's business any more."""
    case = unanswered_case(event.case_id)
    text = kind(case.subject_kind).read(case.subject_id) if case is not None else None
    if case is None or text is None:
        return
    title = text.parts.get("title") or text.context
    params = {"title": title, "due_at": case.due_at.isoformat()}
    for moderator in moderators_of(scope_of(case.contract_slug, case.neighbourhood_slug)):
        tell(moderator.id, "case_overdue", params, f"/moderation/{case.id}", occurrence().event_id)
