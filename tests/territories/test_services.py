"""Reference data: loaded twice without doubling, read once, and where a role holds."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor, Grant, Role
from beffroi.territories import services
from beffroi.territories.models import (
    Commune,
    Contract,
    Neighbourhood,
    NeighbourhoodCommune,
    Population,
    Structure,
    Theme,
)
from beffroi.territories.reference import load_structures

TABLES = (Commune, Contract, Neighbourhood, NeighbourhoodCommune, Population, Theme)
FURTHER = {
    "slug": "atelier-des-idees",
    "name": "L’Atelier des idées",
    "kind": "association",
    "what": "Aide à monter un projet.",
    "how": "Sur rendez-vous.",
}


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database from now on."""
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    yield asked
    event.remove(db.engine(), "before_cursor_execute", note)


def sizes(session: Session) -> dict[str, int]:
    return {
        t.__tablename__: session.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES
    }


def granted(*grants: tuple[Role, str, str]) -> Actor:
    return Actor("person", person_id=uuid.uuid4(), grants=tuple(Grant(*g) for g in grants))


def test_loaded_again_the_reference_doubles_nothing(db_session: Session) -> None:
    before = sizes(db_session)
    assert all(before.values())
    services.load_reference()
    db_session.commit()
    assert sizes(db_session) == before


def test_loaded_again_it_puts_right_what_was_changed(db_session: Session) -> None:
    row = db_session.get_one(Contract, "calais")
    name, row.name = row.name, "Autre chose"
    db_session.flush()
    services.load_reference()
    assert db_session.get_one(Contract, "calais").name == name


def test_the_reference_is_read_once(app: Flask, statements: list[str]) -> None:
    services.forget_cache()
    services.neighbourhoods()
    first = len(statements)
    services.contracts(), services.themes(), services.structures(), services.neighbourhoods()
    assert first > 0
    assert len(statements) == first


def test_what_was_loaded_since_is_read_after_the_cache_is_forgotten(app: Flask) -> None:
    assert FURTHER["slug"] not in services.structures()
    load_structures([FURTHER])
    assert FURTHER["slug"] not in services.structures()
    services.forget_cache()
    assert services.structures()[FURTHER["slug"]].name == FURTHER["name"]


def test_a_structure_without_contract_serves_all(app: Flask, db_session: Session) -> None:
    load_structures([FURTHER, FURTHER | {"slug": "maison-calais", "contract": "calais"}])
    services.forget_cache()
    everywhere = {s.slug for s in services.structures_for("lens-lievin")}
    calais = {s.slug for s in services.structures_for("calais")}
    assert "atelier-des-idees" in everywhere & calais
    assert "maison-calais" in calais - everywhere
    assert db_session.get_one(Structure, "atelier-des-idees").contract_slug is None


def test_a_neighbourhood_comes_with_its_communes_and_its_latest_population(app: Flask) -> None:
    place = services.neighbourhoods()["beau-marais"]
    assert (place.place, place.inhabitants, place.inhabitants_year) == ("Calais", 7937, 2014)
    assert place.url == "/quartiers/beau-marais"
    assert place.kind == "qpv"


def test_lists_of_a_contract_hold_nothing_of_another(app: Flask) -> None:
    assert len(services.neighbourhoods_of("lens-lievin")) == 22
    assert {n.contract_slug for n in services.neighbourhoods_of("calais")} == {"calais"}
    positions = [t.position for t in services.themes_of("lens-lievin")]
    assert positions == sorted(positions)
    assert [*services.themes_of("nowhere"), *services.neighbourhoods_of("nowhere")] == []


def test_a_label_is_said_in_the_language_of_the_page(app: Flask) -> None:
    theme = services.themes_of("lens-lievin")[0]
    assert theme.label_in("fr") == theme.label
    assert theme.label_in("en") == theme.label_en != theme.label


def test_the_scope_of_a_thing_names_every_place_it_lies_in(app: Flask) -> None:
    place = services.neighbourhoods()["cite-des-brebis"]
    assert services.scope_of("lens-lievin", "cite-des-brebis") == {
        ("contract", "lens-lievin"),
        ("neighbourhood", "cite-des-brebis"),
        *(("commune", commune.insee) for commune in place.communes),
    }
    assert services.scope_of("lens-lievin") == {("contract", "lens-lievin")}


def test_a_neighbourhood_over_two_communes_lies_in_both(app: Flask) -> None:
    shared = [n for n in services.neighbourhoods().values() if len(n.communes) > 1]
    assert shared
    for place in shared:
        scope = services.scope_of(place.contract_slug, place.slug)
        assert sum(kind == "commune" for kind, _ in scope) == len(place.communes)


def test_who_holds_a_role_on_the_platform_covers_everything(app: Flask) -> None:
    for actor in (SYSTEM, granted((Role.MODERATOR, "platform", ""))):
        assert services.neighbourhoods_covered(actor, Role.MODERATOR).everything


def test_a_contract_covers_its_neighbourhoods_and_what_concerns_it_whole(app: Flask) -> None:
    nadia = granted((Role.MODERATOR, "contract", "calais"))
    covered = services.neighbourhoods_covered(nadia, Role.MODERATOR)
    assert covered.contracts == {"calais"}
    assert covered.neighbourhoods == {n.slug for n in services.neighbourhoods_of("calais")}
    assert not covered.everything


def test_a_commune_covers_the_neighbourhoods_that_touch_it(app: Flask) -> None:
    actor = granted((Role.STAFF, "commune", "62548"))
    covered = services.neighbourhoods_covered(actor, Role.STAFF)
    assert covered.neighbourhoods == {"hautes-communes"}
    assert not covered.contracts


def test_another_role_covers_nothing(app: Flask) -> None:
    nadia = granted((Role.MODERATOR, "contract", "calais"))
    assert not services.neighbourhoods_covered(nadia, Role.STAFF)
    assert not services.neighbourhoods_covered(ANONYMOUS, Role.MODERATOR)


def test_grants_in_several_places_add_up(app: Flask) -> None:
    actor = granted(
        (Role.RELAY, "neighbourhood", "beau-marais"),
        (Role.RELAY, "neighbourhood", "cite-des-brebis"),
        (Role.RELAY, "neighbourhood", "nowhere"),
    )
    covered = services.neighbourhoods_covered(actor, Role.RELAY)
    assert covered.neighbourhoods == {"beau-marais", "cite-des-brebis"}


def test_programs_read_places_and_themes(client: FlaskClient) -> None:
    for path, count in {"contracts": 2, "neighbourhoods": 26}.items():
        assert len(client.get(f"/api/v1/{path}").get_json()) == count
    place = client.get("/api/v1/neighbourhoods/beau-marais").get_json()
    assert (place["slug"], place["inhabitants"]) == ("beau-marais", 7937)
    assert client.get("/api/v1/neighbourhoods/nowhere").status_code == 404
