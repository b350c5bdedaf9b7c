"""What offices of a village are asked, and who answers for one of them."""

from typing import Any

from beffroi.contributions.models import Idea
from beffroi.core import db
from beffroi.identity.models import Office, Person
from beffroi.identity.reference import HEARS_APPEALS
from tests.factories import make_person
from tests.offices_factories import make_office, make_term
from tests.request_factories import make_request

PARAMETERS = {"request": "request_id", "unasked_idea": "idea_id"}


def ask_offices(people: dict[str, Person], idea: Idea, unasked: Idea) -> dict[str, Any]:
    """One answer is expected about a public idea, of the office that others may stand in for."""
    slug = f"{idea.contract_slug}-{HEARS_APPEALS}"
    office = db.session().get(Office, slug) or make_office(slug, idea.contract_slug)
    people["answering"] = make_person(display_name="Répond")
    make_term(office, people["answering"])
    return {"request": make_request(office, idea).id, "unasked_idea": unasked.id}
