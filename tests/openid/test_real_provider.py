"""The whole way through `oidc-provider` from npm: what we believe of OpenID Connect is not ours."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.identity.models import ExternalIdentity, Proof, Session
from beffroi.settings import Settings
from tests.conftest import SECRET
from tests.support import openid_npm
from tests.support.openid_journey import Journey, leads_on, link_of, local
from tests.support.openid_npm import RealProvider

Mails = Callable[[], list[EmailMessage]]
SITE = "http://localhost"


@pytest.fixture
def database_url(one_database: str) -> str:
    """What goes over the wire does not depend on the database."""
    return one_database


@pytest.fixture(scope="module", params=["ES256", "RS256"])
def real(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealProvider]:
    """With each of the two algorithms that FranceConnect offers."""
    folder = tmp_path_factory.mktemp("provider")
    with openid_npm.serving(SITE, folder, "franceconnect", request.param) as provider:
        yield provider


@pytest.fixture
def settings(database_url: str, tmp_path: Path, real: RealProvider) -> Settings:
    """A town whose FranceConnect is that process."""
    return Settings(
        data=tmp_path,
        database_url=database_url,
        secret_key=SECRET,
        public_url=SITE,
        embedded=True,
        testing=True,
        rate_limits=False,
        franceconnect=real.settings(),
    )


@pytest.fixture
def journey(browser: FlaskClient) -> Journey:
    """There, through the provider's own page, and back."""
    return Journey(browser, "franceconnect")


def through(url: str, answer: str, session: requests.Session | None = None) -> str:
    """What a person does at the provider; returns the way back to our site."""
    at_provider = session or requests.Session()
    page = at_provider.get(url, timeout=10)
    assert page.status_code == 200, page.text
    found = re.search(r'action="([^"]+)"', page.text)
    assert found, page.text
    step = at_provider.post(
        urljoin(page.url, found[1]), {"answer": answer}, allow_redirects=False, timeout=10
    )
    while not step.headers["Location"].startswith(f"{SITE}/"):
        where = urljoin(step.url, step.headers["Location"])
        step = at_provider.get(where, allow_redirects=False, timeout=10)
    return local(step.headers["Location"])


def test_a_resident_comes_in_by_a_provider_we_did_not_write(
    journey: Journey,
    drain: Callable[[], int],
    mails: Mails,
    db_session: DbSession,
) -> None:
    client = journey.client
    asked = client.get(through(journey.there("/idees"), "yes"))
    assert asked.location == "/connexion/par/franceconnect/envoye", asked.text
    drain()
    assert client.post(link_of(mails, "angela@example.org")).location == "/idees"
    again = client.get(through(journey.there("/quartiers"), "yes"))
    assert again.location == "/quartiers", again.text
    assert client.get("/moi").status_code == 200
    assert db_session.scalars(select(ExternalIdentity.provider)).all() == ["franceconnect"]
    assert db_session.scalars(select(Proof.threshold)).all() == [18]


def test_who_gives_up_at_the_provider_is_told_what_to_do(journey: Journey) -> None:
    answer = journey.client.get(through(journey.there(), "no"))
    assert answer.status_code == 400
    assert "La connexion avec FranceConnect n’a pas abouti" in answer.text


def test_the_provider_takes_a_code_once_and_so_do_we(journey: Journey) -> None:
    back = through(journey.there(), "yes")
    assert journey.client.get(back).status_code == 303
    assert journey.client.get(back).status_code == 410


def test_leaving_ends_the_session_at_the_provider_too(
    journey: Journey, drain: Callable[[], int], mails: Mails, db_session: DbSession
) -> None:
    client, at_provider = journey.client, requests.Session()
    client.get(through(journey.there(), "yes", at_provider))
    drain()
    client.post(link_of(mails, "angela@example.org"))
    assert db_session.scalars(select(Session.sealed_id_token)).one() is not None
    url = leads_on(client.get(client.post("/deconnexion").location))
    page = at_provider.get(url, timeout=10)
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
    found = re.search(r'action="([^"]+)"', page.text)
    assert found, page.text
    ended = at_provider.post(found[1], form | {"logout": "yes"}, allow_redirects=False, timeout=10)
    assert ended.headers["Location"].startswith(f"{SITE}/deconnexion/retour?state=")
    assert client.get(local(ended.headers["Location"])).location == "/"
    assert "et FranceConnect aussi" in client.get("/").text
