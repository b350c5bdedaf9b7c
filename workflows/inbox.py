"""Tells people of the staff what they are given to see to."""

from beffroi.contributions.inbox.events import IdeaAssigned, InboxBatchApplied
from beffroi.contributions.models import Idea
from beffroi.core import db
from beffroi.notifications.services import tell
from workflows.offices import PATIENCE
from workflows.once import handles, occurrence


@handles(**PATIENCE)
def of_idea_given(event: IdeaAssigned) -> None:
    """Whoever it is given to by somebody else; of many at once they are told once, below."""
    idea = db.session().get(Idea, event.idea_id)
    itself = event.person_id == occurrence().actor_id
    if idea is None or event.person_id is None or event.batch_id is not None or itself:
        return
    link = f"/administration/idees/{idea.id}"
    tell(event.person_id, "idea_given", {"title": idea.title}, link, occurrence().event_id)


@handles(**PATIENCE)
def of_ideas_given(event: InboxBatchApplied) -> None:
    """Whoever many ideas were given to."""
    itself = event.person_id == occurrence().actor_id
    if event.act != "assign" or event.person_id is None or itself or not event.changed:
        return
    facts, link = {"count": str(event.changed)}, "/administration/idees?confiee=me"
    tell(event.person_id, "ideas_given", facts, link, occurrence().event_id)
