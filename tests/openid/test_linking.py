"""Two ways in, one account: tied by who is signed in or by a mail, never behind anybody's back."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.register import Choice
from beffroi.identity.models import (
    Block,
    ExternalIdentity,
    PendingIdentity,
    Person,
    Session,
    UniqueMark,
)
from beffroi.identity.services import erasure
from beffroi.identity.services.links import sign_in_token_for
from tests.factories import make_person
from tests.offices_factories import make_block
from tests.support.openid_journey import Journey, link_of
from tests.support.openid_provider import ANGELA, Double
from tests.support.people import SignIn

Mails = Callable[[], list[EmailMessage]]
Drain = Callable[[], int]
Visitor = Callable[[], FlaskClient]
ADDRESS = ANGELA["email"]


def angela() -> Person:
    person = make_person(email=ADDRESS, display_name="Angela")
    db.session().commit()
    return person


def ties() -> list[tuple[str, uuid.UUID]]:
    db.session().expire_all()
    rows = db.session().execute(select(ExternalIdentity.provider, ExternalIdentity.person_id))
    return [(name, person_id) for name, person_id in rows]


def test_the_address_of_an_account_is_asked_before_anything_is_tied(
    by_franceconnect: Journey, drain: Drain, mails: Mails
) -> None:
    person = angela()
    asked = by_franceconnect("/idees")
    assert asked.location == "/connexion/par/franceconnect/envoye"
    assert ties() == []
    assert by_franceconnect.client.get("/moi").status_code == 303
    drain()
    link = link_of(mails, ADDRESS)
    assert "Oui, c’est moi" in by_franceconnect.client.get(link).text
    assert ties() == []
    said = by_franceconnect.client.post(link)
    assert (said.status_code, said.location) == (303, "/idees")
    assert ties() == [("franceconnect", person.id)]
    assert db.session().scalar(select(func.count()).select_from(Person)) == 1
    session = db.session().scalars(select(Session)).one()
    assert (session.person_id, session.way) == (person.id, "franceconnect")


def test_an_agent_whose_address_has_an_account_is_asked_too(
    by_proconnect: Journey, drain: Drain, mails: Mails
) -> None:
    person = make_person(email="karim@ville.example")
    db.session().commit()
    assert by_proconnect().location == "/connexion/par/proconnect/envoye"
    drain()
    assert by_proconnect.client.post(link_of(mails, "karim@ville.example")).status_code == 303
    assert ties() == [("proconnect", person.id)]


def test_the_owner_of_an_address_does_not_tie_the_identity_of_a_stranger(
    by_franceconnect: Journey, drain: Drain, mails: Mails, sign_in: SignIn
) -> None:
    """Somebody else gave FranceConnect this address; the owner opens the mail in good faith."""
    angela()
    by_franceconnect()
    drain()
    owner = sign_in(db.session().scalars(select(Person)).one())
    link = link_of(mails, ADDRESS)
    page = owner.get(link)
    assert page.status_code == 409
    assert "Ouvrez ce lien là où vous avez commencé" in page.text
    assert owner.post(link).status_code == 409
    assert ties() == []


def test_who_has_not_the_mail_ties_nothing(by_franceconnect: Journey, drain: Drain) -> None:
    angela()
    by_franceconnect()
    drain()
    assert by_franceconnect.client.post("/connexion/relier/" + "0" * 64).status_code == 410
    assert ties() == []


def test_the_link_of_the_mail_serves_once_and_for_a_quarter_of_an_hour(
    by_franceconnect: Journey, drain: Drain, mails: Mails, clock: datetime
) -> None:
    by_franceconnect()
    drain()
    link = link_of(mails, ADDRESS)
    with core_clock.at(clock + timedelta(minutes=15, seconds=1)):
        assert by_franceconnect.client.get(link).status_code == 410
        assert by_franceconnect.client.post(link).status_code == 410
    assert by_franceconnect.client.post(link).status_code == 303
    assert by_franceconnect.client.post(link).status_code == 410


def test_only_the_digest_of_a_link_and_of_a_browser_is_kept(
    by_franceconnect: Journey, drain: Drain, mails: Mails
) -> None:
    by_franceconnect()
    drain()
    token = link_of(mails, ADDRESS).rpartition("/")[2]
    cookie = by_franceconnect.client.get_cookie("beffroi_depart")
    assert cookie is not None
    row = str(vars(db.session().scalars(select(PendingIdentity)).one()))
    assert token not in row
    assert cookie.value not in row
    assert ANGELA["sub"] not in row


def test_an_address_is_not_flooded_with_mail(
    visitor: Visitor, clock: datetime, drain: Drain, mails: Mails
) -> None:
    answers = [Journey(visitor(), "franceconnect")().status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]
    drain()
    assert len(mails()) == 5


def test_who_is_signed_in_ties_a_provider_and_is_told_by_mail(
    sign_in: SignIn, drain: Drain, mails: Mails, visitor: Visitor
) -> None:
    person = make_person(email="autre@example.org")
    journey = Journey(sign_in(person), "franceconnect")
    assert "Relier FranceConnect à mon compte" in journey.client.get("/moi/connexions").text
    tied = journey(linking=True)
    assert (tied.status_code, tied.location) == (303, "/moi/connexions")
    assert ties() == [("franceconnect", person.id)]
    assert "Ne plus ouvrir mon compte avec FranceConnect" in journey.client.get(tied.location).text
    drain()
    assert [mail["To"] for mail in mails()] == ["autre@example.org"]
    elsewhere = Journey(visitor(), "franceconnect")
    assert elsewhere("/idees").location == "/idees"


def test_a_departure_to_tie_serves_only_who_left(sign_in: SignIn, visitor: Visitor) -> None:
    """The session ended, or another person signed in, between leaving and coming back."""
    person, other = make_person(), make_person()
    journey = Journey(sign_in(person), "franceconnect")
    back = journey.back(journey.there(linking=True))
    journey.client.post("/deconnexion")
    assert journey.client.get(back).status_code == 410
    journey = Journey(sign_in(person), "franceconnect")
    back = journey.back(journey.there(linking=True))
    theirs = sign_in(other).get_cookie("beffroi_session")
    assert theirs is not None
    journey.client.set_cookie("beffroi_session", theirs.value)
    assert journey.client.get(back).status_code == 410
    assert ties() == []


def test_an_identity_opens_one_account(sign_in: SignIn) -> None:
    first, second = make_person(), make_person()
    Journey(sign_in(first), "proconnect")(linking=True)
    refused = Journey(sign_in(second), "proconnect")(linking=True)
    assert refused.status_code == 409
    assert "ouvre déjà un autre compte" in refused.text
    assert ties() == [("proconnect", first.id)]


def test_a_second_account_for_the_same_person_is_refused_with_the_way_back(
    sign_in: SignIn, franceconnect: Double, visitor: Visitor
) -> None:
    """Another subject, as after a change of client, but the same pivot identity."""
    first, second = make_person(), make_person()
    Journey(sign_in(first), "franceconnect")(linking=True)
    franceconnect.person |= {"sub": "other-subject", "family_name": "Dubois", "email": "b@b.fr"}
    for answer in (
        Journey(sign_in(second), "franceconnect")(linking=True),
        Journey(visitor(), "franceconnect")(),
    ):
        assert answer.status_code == 409
        assert "Un compte existe déjà pour cette personne" in answer.text
        assert "adresse e-mail de ce compte" in answer.text
    assert ties() == [("franceconnect", first.id)]


def test_a_person_whose_mark_is_over_may_begin_anew(
    sign_in: SignIn, franceconnect: Double, clock: datetime
) -> None:
    Journey(sign_in(make_person()), "franceconnect")(linking=True)
    franceconnect.person |= {"sub": "other-subject"}
    with core_clock.at(clock + timedelta(days=366)):
        second = make_person()
        assert Journey(sign_in(second), "franceconnect")(linking=True).status_code == 303
    assert ("franceconnect", second.id) in ties()


def test_a_provider_is_untied_and_does_not_open_the_account_any_more(
    sign_in: SignIn, visitor: Visitor, drain: Drain, mails: Mails
) -> None:
    person = angela()
    journey = Journey(sign_in(person), "franceconnect")
    journey(linking=True)
    [identity] = db.session().scalars(select(ExternalIdentity))
    gone = journey.client.post(f"/moi/connexions/{identity.id}/retirer")
    assert gone.location == "/moi/connexions"
    assert ties() == []
    again = Journey(visitor(), "franceconnect")
    assert again().location == "/connexion/par/franceconnect/envoye"
    drain()
    assert again.client.post(link_of(mails, ADDRESS)).status_code == 303
    assert ties() == [("franceconnect", person.id)]


def test_untying_does_not_free_the_person_for_a_second_account(
    sign_in: SignIn, franceconnect: Double, visitor: Visitor
) -> None:
    journey = Journey(sign_in(make_person(email="une@example.org")), "franceconnect")
    journey(linking=True)
    [identity] = db.session().scalars(select(ExternalIdentity))
    journey.client.post(f"/moi/connexions/{identity.id}/retirer")
    franceconnect.person |= {"email": "deux@example.org"}
    assert Journey(visitor(), "franceconnect")().status_code == 409
    assert db.session().scalar(select(func.count()).select_from(UniqueMark)) == 1


def test_the_only_way_in_is_not_taken_away(sign_in: SignIn, db_session: DbSession) -> None:
    person = make_person()
    journey = Journey(sign_in(person), "proconnect")
    journey(linking=True)
    [identity] = db_session.scalars(select(ExternalIdentity))
    person.email = None
    db_session.commit()
    refused = journey.client.post(f"/moi/connexions/{identity.id}/retirer")
    assert refused.status_code == 409
    assert "seule façon de vous connecter" in refused.text
    Journey(journey.client, "franceconnect")(linking=True)
    assert journey.client.post(f"/moi/connexions/{identity.id}/retirer").status_code == 303


def test_nobody_sees_nor_unties_the_connection_of_another(sign_in: SignIn) -> None:
    mine, theirs = make_person(), make_person()
    Journey(sign_in(theirs), "proconnect")(linking=True)
    [identity] = db.session().scalars(select(ExternalIdentity))
    client = sign_in(mine)
    assert str(identity.id) not in client.get("/moi/connexions").text
    assert client.get("/api/v1/me/connections").json == {
        "items": [],
        "offered": ["franceconnect", "proconnect"],
    }
    for answer in (
        client.post(f"/moi/connexions/{identity.id}/retirer"),
        client.delete(f"/api/v1/me/connections/{identity.id}"),
        client.delete(f"/api/v1/me/connections/{uuid.uuid4()}"),
    ):
        assert answer.status_code == 404
    assert ties() == [("proconnect", theirs.id)]


def test_programs_list_and_untie_connections(sign_in: SignIn) -> None:
    client = sign_in(make_person())
    Journey(client, "franceconnect")(linking=True)
    [item] = (client.get("/api/v1/me/connections").json or {})["items"]
    assert item["provider"] == "franceconnect"
    assert set(item) == {"id", "provider", "linked_at", "last_used_at"}
    assert client.delete(f"/api/v1/me/connections/{item['id']}").status_code == 204
    assert ties() == []


def test_somebody_under_fifteen_is_led_to_a_parent(
    by_franceconnect: Journey, franceconnect: Double, clock: datetime
) -> None:
    franceconnect.person["birthdate"] = "2011-11-21"
    refused = by_franceconnect()
    assert refused.status_code == 403
    assert "/connexion/moins-de-15-ans" in refused.text
    assert db.session().scalar(select(func.count()).select_from(Person)) == 0
    franceconnect.person["birthdate"] = "2011-11-20"
    assert by_franceconnect().status_code == 303


def test_an_identity_without_an_address_is_led_to_the_mail_link(
    by_franceconnect: Journey, franceconnect: Double
) -> None:
    for email in (None, "", "pas une adresse", "a@b.fr\nBcc: c@d.fr"):
        franceconnect.person["email"] = email
        refused = by_franceconnect()
        assert refused.status_code == 400
        assert "ne nous a pas donné d’adresse e-mail" in refused.text
    assert db.session().scalar(select(func.count()).select_from(Person)) == 0


def test_the_mail_is_in_the_language_of_the_page(
    browser: FlaskClient, drain: Drain, mails: Mails
) -> None:
    browser.set_cookie("beffroi_langue", "en")
    Journey(browser, "franceconnect")()
    drain()
    assert mails()[0]["Content-Language"] in {"en", None}
    assert db.session().scalars(select(Person.locale)).one() == "en"


def test_who_erases_an_account_under_a_block_meets_it_again_by_the_same_identity(
    by_franceconnect: Journey, drain: Drain, mails: Mails
) -> None:
    """Even with another address: the identity is the same."""
    by_franceconnect()
    drain()
    by_franceconnect.client.post(link_of(mails, ADDRESS))
    person = db.session().scalars(select(Person)).one()
    make_block(person)
    erasure.erase(SYSTEM, person.id, Choice.ANONYMISE)
    db.session().commit()
    other = make_person(email="autre@example.org")
    token = sign_in_token_for(other.id)
    db.session().commit()
    by_franceconnect.client.post(f"/connexion/lien/{token}")
    by_franceconnect(linking=True)
    db.session().rollback()
    assert ties() == [("franceconnect", other.id)]
    assert db.session().scalars(select(Block.person_id)).all() == [other.id]
