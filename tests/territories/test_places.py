"""Outlines and addresses brought in: what is taken, what is told, what proves nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session as DbSession

from beffroi.territories.addresses import find_address, import_addresses
from beffroi.territories.models import AddressPoint, Perimeter
from beffroi.territories.perimeters import UnusableFile, import_perimeters, neighbourhoods_at
from beffroi.territories.rules import in_units
from tests.place_factories import BREBIS, HEADER, MAZINGARBE, collection, draw_places, feature, line

SHARED = Path(__file__).parents[3] / "shared/data/territory"
SIMPLIFIED = SHARED / "qpv_2024_lens_lievin_simplified.geojson"

LENS = "62498"

pytestmark = pytest.mark.usefixtures("app", "clock")


def at(lon: float, lat: float) -> list[str]:
    return neighbourhoods_at((in_units(lon), in_units(lat)), [BREBIS, "grande-residence"])


def points(session: DbSession) -> int:
    return session.scalar(select(func.count()).select_from(AddressPoint)) or 0


def test_a_point_in_the_outline_lives_there_and_one_beside_does_not() -> None:
    draw_places()
    assert at(2.705, 50.475) == [BREBIS]
    assert at(2.70, 50.47) == [BREBIS]
    assert at(2.7100001, 50.475) == []


def test_a_simplified_outline_proves_nothing(db_session: DbSession) -> None:
    draw_places(for_proof=False)
    assert at(2.705, 50.475) == []
    assert db_session.scalar(select(Perimeter.for_proof)) is False


def test_the_outline_of_the_latest_vintage_is_the_one_that_counts() -> None:
    import_perimeters(collection(feature(BREBIS, 2.7, 50.47)), "2014", "made up", for_proof=True)
    import_perimeters(collection(feature(BREBIS, 2.9, 50.47)), "2024", "made up", for_proof=True)
    assert (at(2.705, 50.475), at(2.905, 50.475)) == ([], [BREBIS])


def test_a_vintage_brought_in_again_replaces_itself(db_session: DbSession) -> None:
    for west in (2.7, 2.8):
        draw = collection(feature(BREBIS, west, 50.47))
        assert import_perimeters(draw, "2024", "made up", for_proof=True).taken == [BREBIS]
    assert db_session.scalar(select(func.count()).select_from(Perimeter)) == 1
    assert at(2.805, 50.475) == [BREBIS]


def test_unknown_codes_and_broken_outlines_are_told_and_the_rest_is_taken() -> None:
    broken = feature("grande-residence", 2.8, 50.4) | {"geometry": {"type": "Point"}}
    draw = collection(feature(BREBIS, 2.7, 50.47), feature("QN99999M", 2.8, 50.4), broken)
    report = import_perimeters(draw, "2024", "made up", for_proof=True)
    assert (report.taken, report.unknown) == ([BREBIS], ["QN99999M"])
    assert report.wrong[0].startswith("grande-residence: a Polygon")


@pytest.mark.parametrize("what", [[], {"type": "FeatureCollection"}, {"features": [1]}, "x"])
def test_what_is_no_collection_is_refused(what: object) -> None:
    with pytest.raises(UnusableFile):
        import_perimeters(what, "2024", "made up", for_proof=True)


def test_a_neighbourhood_given_twice_is_refused() -> None:
    draw = collection(feature(BREBIS, 2.7, 50.47), feature(BREBIS, 2.8, 50.47))
    with pytest.raises(UnusableFile):
        import_perimeters(draw, "2024", "made up", for_proof=True)


def test_the_simplified_outlines_of_the_contract_are_for_the_map_only() -> None:
    if not SIMPLIFIED.exists():
        pytest.skip(f"NOT RUN: {SIMPLIFIED} is absent")
    official = json.loads(SIMPLIFIED.read_text(encoding="utf-8"))
    with pytest.raises(UnusableFile, match="simplified"):
        import_perimeters(official, "2024", "ANCT", for_proof=True)
    report = import_perimeters(official, "2024", "ANCT", for_proof=False)
    assert (len(report.taken), report.unknown, report.wrong) == (21, [], [])
    assert neighbourhoods_at((in_units(2.806), in_units(50.495)), report.taken) == []


def test_addresses_of_our_communes_are_kept_and_others_left(db_session: DbSession) -> None:
    lines = [
        HEADER,
        line("12", "Rue du Moulin", 2.7, 50.4),
        line("12", "Rue du Moulin", 2.7, 50.4, rep="bis"),
        line("1", "Rue de Rivoli", 2.3, 48.8, insee="75101"),
        line("99999", "Lieu-dit la Ferme", 2.7, 50.4),
        line("3", "Rue Haute", float("nan"), 50.4),
    ]
    report = import_addresses(lines)
    assert (report.read, report.kept, report.elsewhere, report.wrong) == (5, 2, 1, 2)
    assert points(db_session) == 2


def test_addresses_brought_in_again_are_brought_up_to_date(db_session: DbSession) -> None:
    for lon in (2.7, 2.8):
        import_addresses([HEADER, line("12", "Rue du Moulin", lon, 50.4)])
    assert points(db_session) == 1
    db_session.expire_all()
    assert db_session.scalar(select(AddressPoint.lon)) == in_units(2.8)


def test_more_addresses_than_a_batch_are_all_kept(db_session: DbSession) -> None:
    heard: list[int] = []
    lines = [HEADER, *(line(str(n), "Rue du Moulin", 2.7, 50.4) for n in range(1, 1502))]
    import_addresses(lines, lambda report: heard.append(report.kept))
    assert (points(db_session), heard) == (1501, [1000, 1501])


def street(numbers: range, insee: str = MAZINGARBE) -> list[str]:
    return [line(str(n), "Rue du Moulin", 2.7, 50.4, insee=insee) for n in numbers]


def doors(session: DbSession, insee: str = MAZINGARBE) -> set[str]:
    here = select(AddressPoint.number).where(AddressPoint.commune_insee == insee)
    return set(session.scalars(here))


def test_what_is_gone_from_the_base_goes_at_the_next_import(db_session: DbSession) -> None:
    assert import_addresses([HEADER, *street(range(1, 6))]).gone == 0
    report = import_addresses([HEADER, *street(range(3, 8))])
    assert (report.kept, report.gone) == (5, 2)
    assert doors(db_session) == {"3", "4", "5", "6", "7"}


def test_a_commune_that_the_file_does_not_hold_is_left(db_session: DbSession) -> None:
    import_addresses([HEADER, *street(range(1, 4)), *street(range(1, 4), LENS)])
    unreadable = line("9", "Rue Haute", float("nan"), 50.4, insee=LENS)
    assert import_addresses([HEADER, *street(range(1, 3)), unreadable]).gone == 1
    assert doors(db_session, LENS) == {"1", "2", "3"}


def test_a_door_that_an_older_import_left_without_its_mark_goes_too(db_session: DbSession) -> None:
    import_addresses([HEADER, *street(range(1, 4))])
    db_session.execute(update(AddressPoint).values(import_id=None))
    assert import_addresses([HEADER, *street(range(1, 3))]).gone == 1


@pytest.mark.parametrize(("left", "is_refused"), [(range(1, 6), False), (range(1, 5), True)])
def test_a_file_that_would_remove_most_of_a_commune_is_refused(
    db_session: DbSession, left: range, is_refused: bool
) -> None:
    import_addresses([HEADER, *street(range(1, 11)), *street(range(1, 11), LENS)])
    whole = street(range(2, 11), LENS)
    if not is_refused:
        assert import_addresses([HEADER, *street(left), *whole]).gone == 6
        return
    with pytest.raises(UnusableFile, match=f"6 of 10 in {MAZINGARBE}"):
        import_addresses([HEADER, *street(left), *whole])
    assert (len(doors(db_session)), len(doors(db_session, LENS))) == (10, 10)
    assert import_addresses([HEADER, *street(left), *whole], force=True).gone == 7
    assert (len(doors(db_session)), len(doors(db_session, LENS))) == (4, 9)


def test_new_streets_do_not_hide_that_the_old_ones_go(db_session: DbSession) -> None:
    import_addresses([HEADER, *street(range(1, 11))])
    new = [line(str(n), "Rue Neuve", 2.7, 50.4) for n in range(1, 40)]
    with pytest.raises(UnusableFile, match="10 of 10"):
        import_addresses([HEADER, *new])


def test_a_file_that_breaks_off_removes_nothing(db_session: DbSession) -> None:
    import_addresses([HEADER, *street(range(1, 11))])

    def broken() -> Iterator[str]:
        yield from [HEADER, *street(range(1, 9))]
        raise OSError("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        import_addresses(broken())
    assert len(doors(db_session)) == 10


def test_a_file_without_the_columns_is_refused() -> None:
    with pytest.raises(UnusableFile, match="nom_voie"):
        import_addresses(["numero;rep;voie;code_insee;lon;lat"])


@pytest.mark.parametrize(
    ("number", "street"),
    [("12", "rue du moulin"), (" 12", "R. du Moulin"), ("12", "RUE DU MOULIN")],
)
def test_an_address_is_found_however_it_is_written(number: str, street: str) -> None:
    draw_places()
    found = find_address(MAZINGARBE, number, street).point
    assert found is not None
    assert found.label == "12 Rue du Moulin"


@pytest.mark.parametrize(
    ("number", "street", "meant"),
    [
        ("12", "rue du Mouln", "12 Rue du Moulin"),
        ("14", "rue du Moulin", "14 bis Rue du Moulin"),
        ("3", "Jaurès", "3 Avenue Jean Jaurès"),
        ("12", "avenue du Moulin", "12 Rue du Moulin"),
    ],
)
def test_a_close_address_is_proposed(number: str, street: str, meant: str) -> None:
    draw_places()
    found = find_address(MAZINGARBE, number, street)
    assert found.point is None
    assert meant in [point.label for point in found.close]


def test_what_is_not_in_the_register_is_not_invented() -> None:
    draw_places()
    assert find_address(MAZINGARBE, "12", "boulevard des Lilas").close == ()
    assert find_address("62498", "12", "rue du Moulin").close == ()
