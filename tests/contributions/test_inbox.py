"""The inbox of the staff: what is in it, what is done with one idea, what stays among the staff."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.models import IdeaNote, IdeaTag, InboxTag
from beffroi.contributions.inbox.proposals import InboxFilters
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.core.register import Choice
from beffroi.identity.services.erasure import erase
from beffroi.notifications.models import Message
from tests.factories import make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


def titles(actor: Actor, **filters: Any) -> list[str]:
    return [line.title for line in services.list_inbox(actor, InboxFilters(**filters)).items]


def recorded(name: str) -> int:
    db.session().flush()
    counted = select(func.count()).where(StoredEvent.name == name)
    return db.session().scalar(counted) or 0


def test_it_holds_what_is_public_or_about_to_be_and_nothing_else(staff: Actor) -> None:
    for visibility in (
        "published", "waiting", "changes_asked", "unproven", "refused", "removed",
    ):  # fmt: skip
        make_idea(title=visibility, visibility=visibility)
    assert set(titles(staff)) == {"published", "waiting", "changes_asked"}


def test_it_holds_the_places_one_is_in_charge_of(staff: Actor) -> None:
    make_idea(title="Ici")
    make_idea(title="Partout", neighbourhood_slug=None)
    place = "fort-nieulay-cailloux-saint-pierre"
    there = make_idea(title="Calais", contract_slug="calais", neighbourhood_slug=place)
    assert titles(staff) == ["Partout", "Ici"]
    local = actor_of(make_person(), "staff", "neighbourhood", "cite-des-brebis")
    assert titles(local) == ["Ici"]
    with pytest.raises(NotFound):
        services.inbox_idea(staff, there.id)
    with pytest.raises(NotFound):
        services.write_note(staff, there.id, "Bonjour.")


def test_whoever_is_not_of_the_staff_finds_nothing_to_do(app: Flask) -> None:
    idea = make_idea()
    for role in (None, "moderator", "relay"):
        actor = actor_of(make_person(), role)
        with pytest.raises(Forbidden):
            titles(actor)
        with pytest.raises(Forbidden):
            services.tag_idea(actor, idea.id, "Voirie")


def test_an_idea_is_given_to_the_staff_of_its_place_and_to_nobody_else(staff: Actor) -> None:
    idea, colleague = make_idea(), make_staff()
    services.assign_idea(staff, idea.id, colleague.id)
    services.assign_idea(staff, idea.id, colleague.id)
    seen = services.inbox_idea(staff, idea.id).assignee
    assert (seen and seen.id, recorded("IdeaAssigned")) == (colleague.id, 1)
    for outsider in (make_person(), make_staff(scope_id="calais")):
        with pytest.raises(Invalid):
            services.assign_idea(staff, idea.id, outsider.id)
    services.assign_idea(staff, idea.id, None)
    assert services.inbox_idea(staff, idea.id).assignee is None


def test_whoever_is_given_an_idea_by_another_is_told(
    staff: Actor, drain: Callable[[], int]
) -> None:
    colleague, ours, theirs = make_staff(), make_idea(), make_idea()
    services.assign_idea(staff, ours.id, staff.person_id)
    services.assign_idea(staff, theirs.id, colleague.id)
    db.session().commit()
    drain()
    told = db.session().scalars(select(Message.person_id).where(Message.kind == "idea_given"))
    assert list(told) == [colleague.id]


def test_a_tag_is_one_however_it_is_written(staff: Actor) -> None:
    one, other = make_idea(), make_idea()
    for idea, label in ((one, "Éclairage"), (other, "eclairages"), (one, "ÉCLAIRAGE")):
        services.tag_idea(staff, idea.id, label)
    (tag,) = services.list_tags(staff)
    assert (tag.label, tag.count, recorded("IdeaTagged")) == ("Éclairage", 2, 2)
    services.untag_idea(staff, one.id, tag.id)
    assert titles(staff, tag_id=tag.id) == [other.title]


def test_a_tag_with_no_letter_is_refused(staff: Actor) -> None:
    with pytest.raises(Invalid):
        services.tag_idea(staff, make_idea().id, "!!")


def test_a_contract_has_forty_tags_at_most(staff: Actor) -> None:
    db.session().add_all(
        InboxTag(contract_slug="lens-lievin", label=f"t{n}", folded=f"t{n}") for n in range(40)
    )
    idea = make_idea()
    services.tag_idea(staff, idea.id, "t7")
    with pytest.raises(Invalid):
        services.tag_idea(staff, idea.id, "De trop")


def test_a_tag_renamed_as_another_becomes_that_one(staff: Actor) -> None:
    both, one = make_idea(), make_idea()
    lamps = services.tag_idea(staff, both.id, "Lampes")
    light = services.tag_idea(staff, both.id, "Éclairage")
    services.tag_idea(staff, one.id, "Lampes")
    services.rename_tag(staff, lamps, "éclairage")
    (tag,) = services.list_tags(staff)
    assert (tag.id, tag.label, tag.count) == (light, "Éclairage", 2)
    services.rename_tag(staff, light, "Lumière")
    assert [tag.label for tag in services.list_tags(staff)] == ["Lumière"]


def test_tags_of_another_contract_are_out_of_reach(staff: Actor) -> None:
    tag = services.tag_idea(staff, make_idea().id, "Voirie")
    calais = actor_of(make_person(), "staff", "contract", "calais")
    assert services.list_tags(calais) == []
    with pytest.raises(NotFound):
        services.rename_tag(calais, tag, "Rues")


def test_filters_say_who_sees_to_it_and_where_it_is(staff: Actor) -> None:
    mine, theirs = make_idea(title="À moi"), make_idea(title="À elle", stage="studied")
    make_idea(title="Un abri", visibility="waiting")
    services.assign_idea(staff, mine.id, staff.person_id)
    services.assign_idea(staff, theirs.id, make_staff().id)
    assert titles(staff, assigned="me") == ["À moi"]
    assert titles(staff, assigned="somebody") == ["À elle", "À moi"]
    assert titles(staff, assigned="nobody") == ["Un abri"]
    assert titles(staff, state="studied") == ["À elle"]
    assert titles(staff, state="waiting") == ["Un abri"]
    assert titles(staff, query="abri") == ["Un abri"]
    assert set(titles(staff, query="bancs")) == {"À moi", "À elle"}


def test_a_list_costs_two_statements_however_long_and_deep(staff: Actor) -> None:
    for number in range(20):
        idea = make_idea(title=f"Idée {number}")
        services.tag_idea(staff, idea.id, f"t{number % 3}")
        services.assign_idea(staff, idea.id, staff.person_id)
    services.list_inbox(staff, InboxFilters())
    with statements() as sent:
        first = services.list_inbox(staff, InboxFilters())
    assert (len(sent), first.total) == (2, 20)
    with statements() as sent:
        rest = services.list_inbox(staff, InboxFilters(), first.next_cursor)
    assert (len(sent), len(rest.items), rest.total) == (2, 5, 20)


def test_notes_are_read_by_the_staff_alone(staff: Actor, sign_in: SignIn) -> None:
    author = make_person()
    idea = make_idea(author=author)
    services.write_note(staff, idea.id, "Secret de l’équipe.")
    services.tag_idea(staff, idea.id, "Étiquette cachée")
    db.session().commit()
    reader = sign_in(author)
    paths = (
        f"/idees/{idea.id}", f"/idees/{idea.id}/suivi", f"/api/v1/ideas/{idea.id}",
        f"/api/v1/ideas/{idea.id}/tracking", "/idees", "/moi/donnees",
    )  # fmt: skip
    for path in paths:
        html = reader.get(path).text
        assert "Secret de" not in html, path
        assert "Étiquette cach" not in html, path


def test_notes_go_with_the_idea_and_when_its_author_leaves(staff: Actor) -> None:
    for choice in (Choice.REMOVE, Choice.ANONYMISE):
        author = make_person()
        idea = make_idea(author=author)
        services.write_note(staff, idea.id, "Elle habite au 12.")
        services.tag_idea(staff, idea.id, "Voirie")
        erase(actor_of(author), author.id, choice)
        db.session().flush()
        notes = select(func.count()).where(IdeaNote.idea_id == idea.id)
        assert db.session().scalar(notes) == 0
        borne = select(func.count()).where(IdeaTag.idea_id == idea.id)
        assert db.session().scalar(borne) == int(choice == Choice.ANONYMISE)


def test_the_page_of_an_idea_takes_a_note_and_gives_an_error_back(
    staff: Actor, sign_in: SignIn
) -> None:
    colleague, idea = make_staff(), make_idea()
    db.session().commit()
    client, path = sign_in(colleague), f"/administration/idees/{idea.id}"
    assert client.post(f"{path}/notes", data={"body": "Appeler le bailleur."}).status_code == 303
    assert client.post(f"{path}/etiquettes", data={"label": "Voirie"}).status_code == 303
    assert client.post(f"{path}/responsable", data={"person": colleague.id}).status_code == 303
    html = client.get(path).text
    assert all(word in html for word in ("Appeler le bailleur.", "Voirie", colleague.display_name))
    wrong = client.post(f"{path}/etiquettes", data={"label": "é" * 41})
    assert wrong.status_code == 422
    assert "é" * 41 in wrong.text
    assert client.post(f"{path}/responsable", data={"person": ""}).status_code == 303
    assert services.inbox_idea(staff, idea.id).assignee is None
