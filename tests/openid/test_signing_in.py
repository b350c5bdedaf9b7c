"""Coming in by FranceConnect and ProConnect, and what stays of it: very little."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.seals import unseal
from beffroi.identity.models import (
    ExternalIdentity,
    LoginAttempt,
    Person,
    Proof,
    Session,
    UniqueMark,
)
from beffroi.models import metadata
from tests.factories import grant_role, make_person
from tests.support.openid_journey import Journey, link_of
from tests.support.openid_provider import ANGELA, Double

Mails = Callable[[], list[EmailMessage]]
Drain = Callable[[], int]


def come_for_the_first_time(journey: Journey, drain: Drain, mails: Mails) -> None:
    """By the mail that ties the address and the identity."""
    asked = journey()
    assert asked.location == f"/connexion/par/{journey.provider}/envoye"
    drain()
    said = journey.client.post(link_of(mails, "angela@example.org"))
    assert (said.status_code, said.location) == (303, "/moi")


def test_the_sign_in_page_offers_what_the_town_has_set(browser: FlaskClient) -> None:
    page = browser.get("/connexion").text
    assert "S’identifier avec FranceConnect" in page
    assert "Qu’est-ce que FranceConnect" in page
    assert "S’identifier avec ProConnect" in page


def test_a_resident_signs_in_with_one_tap_once_the_address_is_confirmed(
    by_franceconnect: Journey, drain: Drain, mails: Mails, visitor: Callable[[], FlaskClient]
) -> None:
    come_for_the_first_time(by_franceconnect, drain, mails)
    assert by_franceconnect.client.get("/moi").status_code == 200
    elsewhere = Journey(visitor(), "franceconnect")
    entered = elsewhere("/idees")
    assert (entered.status_code, entered.location) == (303, "/idees")
    assert elsewhere.client.get("/moi").status_code == 200


def test_franceconnect_is_asked_for_what_it_requires_and_no_more_than_is_used(
    by_franceconnect: Journey, franceconnect: Double
) -> None:
    by_franceconnect()
    [asked] = franceconnect.asked
    assert asked["response_type"] == "code"
    assert asked["acr_values"] == "eidas1"
    assert asked["redirect_uri"] == "http://localhost/connexion/par/franceconnect/retour"
    assert asked["code_challenge_method"] == "S256"
    assert (len(asked["state"]), len(asked["nonce"])) == (64, 64)
    assert set(asked["scope"].split()) == {
        "openid", "given_name", "family_name", "gender", "birthdate", "birthplace",
        "birthcountry", "email",
    }  # fmt: skip
    assert "claims" not in asked


def test_an_agent_without_an_account_gets_one_under_their_name(
    by_proconnect: Journey, proconnect: Double, db_session: DbSession
) -> None:
    entered = by_proconnect("/idees")
    assert entered.location == "/idees"
    agent = db_session.scalars(select(Person).filter_by(email="karim@ville.example")).one()
    assert agent.display_name == "Angela Claire Louise B."
    assert agent.email_confirmed_at is not None
    [asked] = proconnect.asked
    assert asked["scope"] == "openid given_name usual_name email"
    assert asked["claims"] == '{"id_token":{"amr":{"essential":true}}}'


def test_nothing_of_the_pivot_identity_is_kept_anywhere(
    by_franceconnect: Journey, drain: Drain, mails: Mails, db_session: DbSession
) -> None:
    come_for_the_first_time(by_franceconnect, drain, mails)
    by_franceconnect()
    kept = "\n".join(
        str(tuple(row))
        for table in metadata.sorted_tables
        for row in db_session.execute(text(f'SELECT * FROM "{table.name}"'))
    )
    assert "angela@example.org" in kept
    for name in ("sub", "given_name", "family_name", "birthdate", "birthplace"):
        if name == "birthplace":
            continue  # the code of a commune may stand there for itself
        assert str(ANGELA[name]) not in kept, name


def test_the_age_is_proved_and_the_birth_date_dropped(
    by_franceconnect: Journey, drain: Drain, mails: Mails, db_session: DbSession
) -> None:
    come_for_the_first_time(by_franceconnect, drain, mails)
    [proof] = db_session.scalars(select(Proof))
    assert (proof.kind, proof.threshold, proof.way) == ("age", 18, "franceconnect")


def test_the_mark_of_a_person_lasts_a_year_from_their_last_sign_in(
    by_franceconnect: Journey,
    drain: Drain,
    mails: Mails,
    clock: datetime,
    visitor: Callable[[], FlaskClient],
    db_session: DbSession,
) -> None:
    come_for_the_first_time(by_franceconnect, drain, mails)
    first = db_session.scalars(select(UniqueMark.ends_on).filter_by(kind="pivot")).one()
    assert first == (clock + timedelta(days=365)).date()
    with core_clock.at(clock + timedelta(days=100)):
        Journey(visitor(), "franceconnect")()
    later = db_session.scalars(select(UniqueMark.ends_on).filter_by(kind="pivot")).one()
    assert later == (clock + timedelta(days=465)).date()


def test_the_session_knows_its_way_and_keeps_the_id_token_sealed(
    by_proconnect: Journey, db_session: DbSession
) -> None:
    by_proconnect()
    session = db_session.scalars(select(Session)).one()
    assert session.way == "proconnect"
    assert session.sealed_id_token is not None
    assert unseal("id-token", session.sealed_id_token).count(".") == 2
    assert session.sealed_id_token.count(".") == 0


@pytest.mark.parametrize(
    ("acr", "amr", "given"),
    [
        ("eidas1", ["pwd"], False),
        ("eidas1", ["pwd", "mfa"], True),
        ("eidas2", ["pwd"], True),
        ("eidas1-mfa", ["pwd", "totp", "mfa"], True),
    ],
)
def test_a_second_factor_given_at_proconnect_is_one_here(
    by_proconnect: Journey,
    proconnect: Double,
    db_session: DbSession,
    acr: str,
    amr: list[str],
    given: bool,
) -> None:
    proconnect.acr, proconnect.amr = acr, amr
    by_proconnect()
    session = db_session.scalars(select(Session)).one()
    assert (session.second_factor_at is not None) is given


def test_a_moderator_who_came_with_two_factors_may_moderate_at_once(
    by_proconnect: Journey, proconnect: Double, db_session: DbSession
) -> None:
    proconnect.amr = ["pwd", "mfa"]
    by_proconnect()
    grant_role(db_session.scalars(select(Person)).one(), "moderator")
    db_session.commit()
    assert by_proconnect.client.get("/moderation").status_code == 200


def test_a_second_factor_at_franceconnect_opens_no_role(
    by_franceconnect: Journey,
    franceconnect: Double,
    drain: Drain,
    mails: Mails,
    db_session: DbSession,
) -> None:
    come_for_the_first_time(by_franceconnect, drain, mails)
    franceconnect.acr, franceconnect.amr = "eidas2", ["mfa"]
    by_franceconnect()
    assert set(db_session.scalars(select(Session.second_factor_at))) == {None}


def test_signing_in_gives_a_session_nobody_could_have_planted(
    by_proconnect: Journey, db_session: DbSession
) -> None:
    by_proconnect()
    before = by_proconnect.client.get_cookie("beffroi_session")
    by_proconnect()
    after = by_proconnect.client.get_cookie("beffroi_session")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    open_ones = select(func.count()).select_from(Session).where(Session.revoked_at.is_(None))
    assert db_session.scalar(open_ones) == 1


@pytest.mark.parametrize("suite", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_back_never_leads_to_another_site(by_proconnect: Journey, suite: str) -> None:
    assert by_proconnect(suite).location == "/moi"


def test_leaving_and_coming_back_leaves_no_attempt_behind(
    by_proconnect: Journey, db_session: DbSession
) -> None:
    url = by_proconnect.there()
    assert db_session.scalar(select(func.count()).select_from(LoginAttempt)) == 1
    by_proconnect.client.get(by_proconnect.back(url))
    assert db_session.scalar(select(func.count()).select_from(LoginAttempt)) == 0
    assert db_session.scalar(select(func.count()).select_from(ExternalIdentity)) == 1


def test_the_cookie_of_a_departure_is_short_and_out_of_reach(browser: FlaskClient) -> None:
    begun = browser.post("/connexion/par/franceconnect")
    [cookie] = [c for c in begun.headers.getlist("Set-Cookie") if c.startswith("beffroi_depart=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=600" in cookie


def test_a_provider_the_town_has_not_set_is_not_there(browser: FlaskClient) -> None:
    assert browser.post("/connexion/par/autre").status_code == 404
    assert browser.get("/connexion/par/autre/retour?code=a&state=b").status_code == 404


def test_no_address_is_made_an_account_by_franceconnect_alone(
    by_franceconnect: Journey, db_session: DbSession
) -> None:
    by_franceconnect()
    assert db_session.scalar(select(func.count()).select_from(Session)) == 0
    assert by_franceconnect.client.get("/moi").status_code == 303
    assert db_session.scalars(select(Person.email_confirmed_at)).all() == [None]


def test_a_person_known_by_address_is_not_told_from_an_unknown_one(
    visitor: Callable[[], FlaskClient], franceconnect: Double
) -> None:
    make_person(email="connue@example.org")
    db.session().commit()
    answers = []
    for number, email in enumerate(("connue@example.org", "inconnue@example.org")):
        franceconnect.person |= {"email": email, "sub": f"s{number}", "family_name": f"N{number}"}
        journey = Journey(visitor(), "franceconnect")
        asked = journey()
        answers.append((asked.status_code, asked.location, journey.client.get(asked.location).data))
    assert answers[0] == answers[1]
