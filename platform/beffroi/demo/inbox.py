"""What the staff of the demo does with ideas: tags, a note, two ideas put together."""

import uuid
from datetime import datetime, timedelta

from beffroi.contributions import services as contributions
from beffroi.contributions.inbox import services as inbox
from beffroi.core import clock
from beffroi.core.actor import Actor
from beffroi.demo.content import read

STAFF = "claire"


def live_inbox(people: dict[str, Actor], ideas: dict[str, uuid.UUID], today: datetime) -> None:
    """Each at its date; of ideas that were lived."""
    staff = people[STAFF]
    for row in read("inbox"):
        idea_id = ideas.get(row["idea"])
        if idea_id is None:
            continue
        with clock.at(today - timedelta(days=row["days"])):
            for label in row["tags"]:
                inbox.tag_idea(staff, idea_id, label)
            inbox.assign_idea(staff, idea_id, staff.person_id)
            if "note" in row:
                inbox.write_note(staff, idea_id, row["note"])
            if row.get("joins") in ideas:
                contributions.merge_ideas(staff, ideas[row["joins"]], [idea_id], row["why"])
