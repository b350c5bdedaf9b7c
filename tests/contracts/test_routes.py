"""Every way in, the permission it needs and who holds it; and each door refuses whom it should."""

import re
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.cli.routes import Route, routes_of
from tests.factories import make_moderator, make_person, make_staff
from tests.support.people import SignIn

# A permission, who holds it, and the routes behind it. A route that is new, gone or changed
# stops here: write it down, and think of who may come in.
ROUTES: dict[str, tuple[str, str]] = {
    "case.decide": (
        "moderator",
        """
        POST /api/v1/cases/<uuid:case_id>/decision
        POST /moderation/<uuid:case_id>
        """,
    ),
    "case.list": (
        "moderator",
        """
        GET /api/v1/cases
        GET /moderation
        """,
    ),
    "case.read": (
        "moderator",
        """
        GET /api/v1/cases/<uuid:case_id>
        GET /moderation/<uuid:case_id>
        """,
    ),
    "comment.revise": (
        "owner",
        """
        PUT /api/v1/comments/<uuid:comment_id>/text
        """,
    ),
    "idea.comment": (
        "signed_in",
        """
        POST /api/v1/ideas/<uuid:idea_id>/comments
        POST /idees/<uuid:idea_id>/commentaires
        """,
    ),
    "idea.follow": (
        "owner",
        """
        PUT /api/v1/ideas/<uuid:idea_id>/author
        GET /api/v1/ideas/<uuid:idea_id>/tracking
        GET|POST /idees/<uuid:idea_id>/suivi
        """,
    ),
    "idea.list_own": (
        "signed_in",
        """
        GET /api/v1/me/ideas
        GET /moi/idees
        """,
    ),
    "idea.move": (
        "staff administrator",
        """
        PUT /api/v1/ideas/<uuid:idea_id>/stage
        POST /idees/<uuid:idea_id>/etape
        """,
    ),
    "idea.revise": (
        "owner",
        """
        PUT /api/v1/ideas/<uuid:idea_id>/text
        GET|POST /idees/<uuid:idea_id>/modifier
        """,
    ),
    "idea.submit": (
        "anyone",
        """
        POST /api/v1/ideas
        GET|POST /appels/<slug:slug>/proposer
        GET|POST /appels/<slug:slug>/proposer/<uuid:draft_id>/contact
        GET|POST /appels/<slug:slug>/proposer/<uuid:draft_id>/lieu
        GET /appels/<slug:slug>/proposer/<uuid:draft_id>/merci
        """,
    ),
    "idea.support": (
        "signed_in",
        """
        PUT /api/v1/ideas/<uuid:idea_id>/support
        POST /idees/<uuid:idea_id>/soutien
        """,
    ),
    "language.choose": (
        "anyone",
        """
        POST /langue
        """,
    ),
    "mail_room.read": (
        "anyone",
        """
        GET /courrier
        GET /courrier/<name>
        """,
    ),
    "message.list": (
        "signed_in",
        """
        GET /api/v1/me/messages
        GET /moi/messages
        POST /moi/messages/lus
        """,
    ),
    "message.read": (
        "owner",
        """
        PUT /api/v1/me/messages/<uuid:message_id>/read
        POST /moi/messages/<uuid:message_id>/ouvrir
        """,
    ),
    "person.change_self": (
        "signed_in",
        """
        PUT /api/v1/me
        POST /moi
        """,
    ),
    "person.see_self": (
        "signed_in",
        """
        GET /api/v1/me
        GET /api/v1/me/sessions
        GET /moi
        GET /moi/sessions
        """,
    ),
    "public.read": (
        "anyone",
        """
        GET /
        GET /accessibilite
        GET /aide
        GET /api/docs
        GET /api/openapi.json
        GET /api/v1/calls
        GET /api/v1/calls/<slug:slug>
        GET /api/v1/comments/<uuid:comment_id>
        GET /api/v1/contracts
        GET /api/v1/ideas
        GET /api/v1/ideas/<uuid:idea_id>
        GET /api/v1/ideas/<uuid:idea_id>/comments
        GET /api/v1/ideas/<uuid:idea_id>/text
        GET /api/v1/neighbourhoods
        GET /api/v1/neighbourhoods/<slug:slug>
        GET /api/v1/structures
        GET /api/v1/themes
        GET /appels/<slug:slug>
        GET /charte
        GET /donnees-personnelles
        GET /galerie
        GET /idees
        GET /idees/<uuid:idea_id>
        GET /mentions-legales
        GET /metrics
        GET /quartiers
        GET /quartiers/<slug:slug>
        GET /sante
        GET /static/<digest>/<path:name>
        """,
    ),
    "session.close": (
        "owner",
        """
        DELETE /api/v1/me/sessions/<uuid:session_id>
        POST /moi/sessions/<uuid:session_id>/fermer
        """,
    ),
    "session.leave": (
        "anyone",
        """
        POST /deconnexion
        """,
    ),
    "session.open": (
        "anyone",
        """
        POST /api/v1/sessions
        POST /api/v1/sign-in-links
        GET|POST /connexion
        POST /connexion/demo
        GET /connexion/envoye
        GET|POST /connexion/lien/<token>
        """,
    ),
}

TURNED_AWAY = {401, 403}
ROLES = {
    "anonymous": set(),
    "resident": {"signed_in", "owner"},
    "moderator": {"signed_in", "owner", "moderator"},
    "staff": {"signed_in", "owner", "staff"},
}
SAMPLES = {"slug": "cite-des-brebis", "uuid": str(uuid.UUID(int=7 << 76 | 2 << 62)), "path": "x"}


def written_down() -> Iterator[Route]:
    """The table, a line a route."""
    for permission, (holders, lines) in ROUTES.items():
        for line in lines.split("\n"):
            methods, _, path = line.strip().partition(" ")
            for method in filter(None, methods.split("|")):
                yield Route(method, path, permission, tuple(holders.split()))


def somewhere(path: str) -> str:
    """The path with something believable in its holes."""
    filled = re.sub(r"<(\w+):\w+>", lambda hole: SAMPLES[hole[1]], path)
    return re.sub(r"<\w+>", "x", filled)


def client_of(role: str, app: Flask, sign_in: SignIn) -> FlaskClient:
    """Somebody who holds that and no more."""
    people = {"resident": make_person, "moderator": make_moderator, "staff": make_staff}
    if role != "anonymous":
        return sign_in(people[role]())
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def expected_of_refusal(route: Route, role: str) -> tuple[int, str]:
    if role != "anonymous":
        return 403, ""
    return (401, "") if route.path.startswith("/api/") else (303, "/connexion?suite=")


@pytest.fixture
def database_url(one_database: str) -> str:
    """Who may come in does not depend on the database."""
    return one_database


def test_every_route_is_written_down_with_who_may_use_it(app: Flask) -> None:
    listed, known = set(routes_of(app)), set(written_down())
    assert sorted(map(str, listed - known)) == []
    assert sorted(map(str, known - listed)) == []


def test_no_route_has_two_lines() -> None:
    ways = [(route.method, route.path) for route in written_down()]
    assert len(ways) == len(set(ways))


@pytest.mark.parametrize("role", ROLES)
def test_every_door_refuses_who_does_not_hold_it(role: str, app: Flask, sign_in: SignIn) -> None:
    client = client_of(role, app, sign_in)
    wrong = {}
    for route in written_down():
        if set(route.holders) & (ROLES[role] | {"anyone"}):
            continue
        answer = client.open(somewhere(route.path), method=route.method)
        got = answer.status_code, (answer.location or "")[:17]
        if got != expected_of_refusal(route, role):
            wrong[str(route)] = got
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_door_lets_in_who_could_hold_it(role: str, app: Flask, sign_in: SignIn) -> None:
    client = client_of(role, app, sign_in)
    wrong = {}
    for route in written_down():
        if not set(route.holders) & (ROLES[role] | {"anyone"}) or route.path == "/deconnexion":
            continue
        answer = client.open(somewhere(route.path), method=route.method)
        if answer.status_code in TURNED_AWAY or answer.status_code >= 500:
            wrong[str(route)] = answer.status_code
    assert wrong == {}


def test_a_door_is_shut_to_a_method_it_does_not_know(app: Flask) -> None:
    client = app.test_client()
    for path in {route.path for route in written_down()}:
        assert client.open(somewhere(path), method="PATCH").status_code in {404, 405}, path
