"""A call for the young: older people read and do nothing, no name is kept or shown."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services
from beffroi.contributions.kinds import CommentKind, IdeaKind
from beffroi.contributions.labels import above_age
from beffroi.contributions.models import Call, Comment, Idea, Support
from beffroi.contributions.problems import AboveAge
from beffroi.contributions.proposals import IdeaFilters, NewComment, NewIdea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.problems import Invalid
from beffroi.identity.models import GuardianRequest, Person, Proof
from beffroi.identity.rules.proofs import Missing
from beffroi.identity.services.proofs import is_known_to_be
from tests.factories import grant_role, make_call, make_comment, make_idea, make_person
from tests.proof_factories import prove_age
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.young_factories import make_young_call, say_young

pytestmark = pytest.mark.usefixtures("app", "clock")
Drain = Callable[[], int]

SIGNED = "Une personne de 11 à 17 ans, Cité des Brebis"
WHY = str(above_age((11, 17)))


def sent(call: Call, actor: Actor, **given: object) -> Idea:
    place = "cite-des-brebis"
    new = NewIdea(call_slug=call.slug, title="", body="Un city-stade.", neighbourhood_slug=place)
    idea = services.submit_idea(actor, NewIdea(**vars(new) | given))
    db.session().flush()
    return idea


def rows(model: type[Any]) -> int:
    return db.session().scalar(select(func.count()).select_from(model)) or 0


def signed(sign_in: SignIn, person: Person) -> FlaskClient:
    db.session().commit()
    return sign_in(person)


def young(**given: object) -> Person:
    person = make_person(**given)
    say_young(person)
    return person


def test_one_field_is_enough_and_gives_the_title() -> None:
    idea = sent(make_young_call(), actor_of(young()), body="Un city-stade.\nPour jouer le soir.")
    assert idea.title == "Un city-stade.\nPour jouer le soir".replace("\n", " ")


def test_another_call_still_asks_for_a_title() -> None:
    with pytest.raises(Invalid) as refused:
        sent(make_call(), actor_of(make_person()))
    assert set(refused.value.errors) == {"title"}


def test_no_name_is_kept_whoever_writes_and_by_whichever_way() -> None:
    call = make_young_call(moderation="after")
    by_account = sent(call, actor_of(young(display_name="Zoé Nommée")), author_name="Zoé Nommée")
    by_mail = sent(call, ANONYMOUS, author_name="Zoé Nommée", email="zoe@example.org")
    for_group = sent(
        call, actor_of(young()), group_kind="association", group_name="La classe de Zoé"
    )
    comment = services.comment_on(
        actor_of(young(display_name="Zoé Nommée")),
        by_account.id,
        NewComment(body="D’accord.", author_name="Zoé Nommée"),
    )
    kept = [by_account.author_name, by_mail.author_name, comment.author_name]
    assert (kept, for_group.group_name) == (["", "", ""], "")


def test_a_name_that_is_stored_all_the_same_is_shown_to_nobody(client: FlaskClient) -> None:
    author = make_person(display_name="Zoé Nommée")
    idea = make_idea(make_young_call(), author)
    comment = make_comment(idea, author)
    db.session().commit()
    slug = db.session().get_one(Call, idea.call_id).slug
    program = [f"/api/v1/ideas/{idea.id}", f"/api/v1/ideas/{idea.id}/comments", "/api/v1/ideas"]
    pages = ["/idees", f"/idees/{idea.id}", f"/appels/{slug}", f"/api/v1/comments/{comment.id}"]
    assert not [where for where in pages + program if "Nommée" in client.get(where).text]
    assert client.get(f"/api/v1/ideas/{idea.id}").get_json()["author_name"] == SIGNED
    shown = client.get(f"/api/v1/ideas/{idea.id}/comments").get_json()["items"][0]
    assert shown["author_name"] == "Une personne de 11 à 17 ans"
    judged = [IdeaKind().read(idea.id), CommentKind().read(comment.id)]
    assert [subject.author_name for subject in judged if subject] == [SIGNED, SIGNED]


def test_the_name_of_an_author_is_not_searched() -> None:
    make_idea(make_young_call(), make_person(display_name="Zoé Introuvable"))
    assert services.list_ideas(ANONYMOUS, IdeaFilters(query="Introuvable")).items == []


OUI = NewComment(body="Oui.")
ACTS: dict[str, Callable[[Actor, Idea, Call], object]] = {
    "submit": lambda actor, idea, call: sent(call, actor),
    "support": lambda actor, idea, call: services.support_idea(actor, idea.id, True),
    "comment": lambda actor, idea, call: services.comment_on(
        actor, idea.id, NewComment(body="Oui.")
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("way", ["declared", "franceconnect", "desk"])
def test_whoever_is_known_to_be_above_the_age_does_nothing(
    act: str, way: str, db_session: DbSession
) -> None:
    call, person = make_young_call(), make_person()
    idea = make_idea(call)
    prove_age(person, 18, way)
    with pytest.raises(AboveAge) as refused:
        ACTS[act](actor_of(person), idea, call)
    assert str(refused.value.detail) == WHY
    db_session.flush()
    counted = [
        db_session.scalar(select(func.count()).select_from(m)) for m in (Idea, Comment, Support)
    ]
    assert counted == [1, 0, 0]


@pytest.mark.parametrize("act", ACTS)
def test_a_guest_above_the_age_does_nothing_either(act: str) -> None:
    call, person = make_young_call(), make_person(kind="guest", email=None)
    idea = make_idea(call)
    prove_age(person, 18)
    with pytest.raises(AboveAge):
        ACTS[act](Actor("person", person.id, is_guest=True), idea, call)


def test_what_is_done_before_one_says_one_s_age_counts_once_it_is_said(
    drain: Drain, db_session: DbSession
) -> None:
    call, person = make_young_call(moderation="after"), make_person()
    idea, actor = make_idea(call), actor_of(person)
    mine = sent(call, actor)
    assert not services.support_idea(actor, idea.id, True).counted
    assert mine.visibility == "unproven"
    services.declare_age(actor, call.slug, "in_band", "", "fr")
    db_session.commit()
    drain()
    db_session.expire_all()
    assert (mine.visibility, idea.support_count) == ("published", 1)


def test_what_an_address_sent_never_counts_when_its_owner_is_above_the_age(
    drain: Drain, db_session: DbSession
) -> None:
    call, owner = make_young_call(), make_person()
    prove_age(owner, 18)
    idea = sent(call, ANONYMOUS, email=owner.email)
    services.confirm_author(actor_of(owner), idea.id)
    say_young(owner)
    db_session.commit()
    drain()
    db_session.expire_all()
    assert idea.visibility == "unproven"


def test_under_15_a_parent_is_asked_and_nothing_counts_before(
    drain: Drain, db_session: DbSession
) -> None:
    call, person = make_young_call(), make_person()
    idea, actor = make_idea(call), actor_of(person)
    with pytest.raises(Invalid) as refused:
        services.declare_age(actor, call.slug, "under_15", "", "fr")
    assert set(refused.value.errors) == {"parent_email"}
    services.declare_age(actor, call.slug, "under_15", "parent@example.org", "fr")
    services.declare_age(actor, call.slug, "under_15", "", "fr")
    assert not services.support_idea(actor, idea.id, True).counted
    asked = db_session.scalars(select(GuardianRequest).filter_by(person_id=person.id)).all()
    assert (len(asked), person.guardian) == (1, "awaited")
    standing = services.age_standing(actor, call.slug)
    assert standing is not None
    assert standing.missing == (Missing.GUARDIAN,)


def test_whoever_said_to_be_15_is_no_child_afterwards() -> None:
    call, person = make_young_call(), make_person()
    prove_age(person, 15)
    with pytest.raises(Invalid) as refused:
        services.declare_age(actor_of(person), call.slug, "under_15", "p@example.org", "fr")
    assert set(refused.value.errors) == {"age"}


def test_whoever_is_above_the_age_cannot_say_to_be_younger(db_session: DbSession) -> None:
    call, person = make_young_call(), make_person()
    prove_age(person, 18)
    with pytest.raises(AboveAge):
        services.declare_age(actor_of(person), call.slug, "in_band", "", "fr")
    assert not db_session.scalars(select(Proof).filter_by(kind="youth")).all()


def test_saying_again_is_as_saying_once(db_session: DbSession) -> None:
    call, person = make_young_call(), make_person()
    for _again in range(2):
        services.declare_age(actor_of(person), call.slug, "in_band", "", "fr")
    rows = db_session.scalars(select(Proof).filter_by(person_id=person.id, kind="youth")).all()
    assert [row.threshold for row in rows] == [18]


@pytest.mark.parametrize("group", ["under_15", "in_band"])
def test_a_call_for_no_age_asks_for_none(group: str) -> None:
    with pytest.raises(Invalid):
        services.declare_age(actor_of(make_person()), make_call().slug, group, "", "fr")


def test_support_given_once_may_be_taken_back_when_one_has_grown() -> None:
    call, person = make_young_call(), young()
    idea, actor = make_idea(call), actor_of(person)
    assert services.support_idea(actor, idea.id, True).counted
    prove_age(person, 18)
    assert services.idea_page(actor, idea.id).may.support
    assert services.support_idea(actor, idea.id, False).count == 0
    assert not services.idea_page(actor, idea.id).may.support


def test_staff_above_the_age_still_answers() -> None:
    idea, staff = make_idea(make_young_call()), make_person()
    grant_role(staff, "staff")
    prove_age(staff, 18)
    moved = services.move_idea(actor_of(staff, "staff"), idea.id, "studied", "", None)
    assert moved.stage == "studied"


def test_everybody_reads_and_the_page_and_the_api_say_why_in_the_same_words(
    client: FlaskClient, sign_in: SignIn
) -> None:
    call = make_young_call()
    idea, person = make_idea(call), make_person()
    prove_age(person, 18)
    db.session().commit()
    assert client.get(f"/idees/{idea.id}").status_code == 200
    client = signed(sign_in, person)
    page, data = (
        client.get(f"/idees/{idea.id}").text,
        client.get(f"/api/v1/ideas/{idea.id}").get_json(),
    )
    assert WHY in page
    assert (data["why_closed"], data["title"]) == (WHY, idea.title)
    assert WHY in client.get(call_page := f"/appels/{call.slug}").text
    assert "/proposer" not in client.get(call_page).text
    refused = client.put(f"/api/v1/ideas/{idea.id}/support", json={"support": True})
    assert (refused.status_code, refused.get_json()["detail"]) == (403, WHY)
    assert client.get(f"/api/v1/calls/{call.slug}/age").get_json()["why_closed"] == WHY
    assert client.get(f"/appels/{call.slug}/proposer").status_code == 403


def test_the_short_form_goes_from_one_field_to_the_contact_without_a_name(
    client: FlaskClient, sign_in: SignIn
) -> None:
    call = make_young_call(moderation="after")
    client = signed(sign_in, young())
    first = client.get(f"/appels/{call.slug}/proposer").text
    assert "Une idée ? On vous écoute" in first
    assert 'name="title"' not in first
    given = {"body": "Un city-stade près du collège.", "neighbourhood": "cite-des-brebis"}
    step = client.post(f"/appels/{call.slug}/proposer", data=given).headers["Location"]
    assert step.endswith("/contact")
    contact = client.get(step).text
    assert SIGNED in contact
    assert 'name="author_name"' not in contact
    assert 'name="group_name"' not in contact
    done = client.post(step, data={"entry": "x"}).headers["Location"]
    assert "Merci ! Votre idée est partie" in client.get(done).text
    idea = db.session().scalars(select(Idea).filter_by(call_id=call.id)).one()
    assert (idea.title, idea.author_name, idea.visibility) == (
        "Un city-stade près du collège", "", "published",
    )  # fmt: skip


def test_a_wrong_place_is_told_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    call = make_young_call(neighbourhoods=("cite-des-brebis",))
    given = {"body": "Un city-stade.", "neighbourhood": "grande-residence"}
    again = client.post(f"/appels/{call.slug}/proposer", data=given)
    assert again.status_code == 422
    assert "Un city-stade." in again.text


def test_one_says_one_s_age_on_a_page_and_goes_back_where_one_was(
    client: FlaskClient, sign_in: SignIn
) -> None:
    call, person = make_young_call(), make_person()
    idea = make_idea(call)
    client = signed(sign_in, person)
    here = f"/appels/{call.slug}/age"
    page = client.get(here).text
    assert "J’ai de 11 à 14 ans" in page
    assert "J’ai de 15 à 17 ans" in page
    assert client.post(here, data={}).status_code == 422
    back = client.post(here, data={"age": "in_band", "suite": f"/idees/{idea.id}"})
    assert (back.status_code, back.headers["Location"]) == (303, f"/idees/{idea.id}")
    assert "Vous avez moins de 18 ans" in client.get("/moi/preuves").text


def test_the_api_says_one_s_age(client: FlaskClient, sign_in: SignIn) -> None:
    call = make_young_call()
    client = signed(sign_in, make_person())
    before = client.get(f"/api/v1/calls/{call.slug}/age").get_json()
    assert before["groups"] == [
        {"age": "under_15", "first": 11, "last": 14},
        {"age": "in_band", "first": 15, "last": 17},
    ]
    after = client.put(f"/api/v1/calls/{call.slug}/age", json={"age": "in_band"}).get_json()
    assert [before["is_said"], after["is_said"], after["missing"]] == [False, True, []]


def test_there_is_no_age_to_say_in_another_call(client: FlaskClient, sign_in: SignIn) -> None:
    call = make_call()
    client = signed(sign_in, make_person())
    assert client.get(f"/appels/{call.slug}/age").status_code == 404
    assert client.get(f"/api/v1/calls/{call.slug}/age").status_code == 404


def test_the_sheet_says_whom_it_is_for(client: FlaskClient) -> None:
    page = client.get(f"/appels/{make_young_call().slug}").text
    assert "Pour quel âge\N{NO-BREAK SPACE}?" in page
    assert "De 11 à 17 ans." in page


@pytest.mark.parametrize(
    ("low", "high", "tone", "field"),
    [(None, 17, "usual", "max_age"), (18, 17, "usual", "max_age"), (11, 40, "usual", "max_age"),
     (11, None, "young", "tone")],
)  # fmt: skip
def test_a_band_without_two_ends_or_with_words_that_do_not_fit_is_refused(
    low: int | None, high: int | None, tone: str, field: str
) -> None:
    from tests.call_factories import make_whole_draft

    with pytest.raises(Invalid) as refused:
        make_whole_draft(min_age=low, max_age=high, tone=tone)
    assert set(refused.value.errors) == {field}


def test_known_to_be_so_old_is_what_the_rules_say() -> None:
    person = make_person()
    say_young(person)
    prove_age(person, 16, "desk")
    assert [is_known_to_be(person.id, age) for age in (15, 16, 17)] == [True, True, False]
    assert not is_known_to_be(uuid.uuid4(), 11)
