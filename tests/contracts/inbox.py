"""What the staff of a village sorted: a tag, a note, an act prepared, an idea that joined one."""

from typing import Any

from beffroi.contributions import services as contributions
from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.proposals import BatchAsked
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.proposals import Part
from beffroi.contributions.rules.inbox import Act, BulkAct
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.identity.models import Person
from tests.factories import make_idea, make_person
from tests.support.actors import actor_of

PARAMETERS = {"tag": "tag_id", "note": "note_id", "bulk": "bulk_id", "merged_idea": "idea_id"}
PARAMETERS |= {"cut_idea": "idea_id", "contested_idea": "idea_id"}
PARTS = (Part("Un banc", "Un banc ici."), Part("Un abri", "Un abri là."))


def sort_ideas(people: dict[str, Person], call: Call, idea: Idea) -> dict[str, Any]:
    """The digest is what the preview of the act shows."""
    staff = actor_of(people["staff"], "staff", "contract", idea.contract_slug)
    tag = services.tag_idea(staff, idea.id, "Voirie")
    note = services.write_note(staff, idea.id, "Vu avec la mairie.")
    act = BulkAct(act=Act.TAG, tag="Mobilier")
    batch = services.prepare_batch(staff, BatchAsked(act=act, idea_ids=(idea.id,)))
    merged = make_idea(call, title="Un autre banc", neighbourhood_slug=idea.neighbourhood_slug)
    contributions.merge_ideas(staff, idea.id, [merged.id], "Elles disent la même chose.")
    db.session().flush()
    digest = services.read_batch(staff, batch.id).digest
    found = {
        "tag": tag,
        "note": note.id,
        "bulk": batch.id,
        "merged_idea": merged.id,
        "bulk_digest": digest,
        "cut_idea": _cut(people, call, idea).id,
        "contested_idea": _contested(people, call, idea).id,
    }
    return found | {"staff_person": people["staff"].id}


def _cut(people: dict[str, Person], call: Call, near: Idea) -> Idea:
    """An idea of the resident that the staff made into several."""
    place = near.neighbourhood_slug
    idea = make_idea(
        call, people["resident"], body="Un banc ici. Un abri là.", neighbourhood_slug=place
    )
    staff = actor_of(people["staff"], "staff", "contract", idea.contract_slug)
    contributions.split_idea(staff, idea.id, PARTS, "Deux sujets.")
    return idea


def _contested(people: dict[str, Person], call: Call, near: Idea) -> Idea:
    """Another, which they cannot take back any more, and object to."""
    idea = _cut(people, call, near)
    piece = contributions.idea_page(SYSTEM, idea.id).successor
    assert piece is not None
    contributions.support_idea(actor_of(make_person()), piece.ideas[0].id, True)
    writer = actor_of(people["resident"])
    contributions.answer_split(writer, idea.id, agrees=False, words="Un seul projet.")
    return idea
