"""The point of an idea: found by an address or shown, made coarse, inside its neighbourhood."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from beffroi.contributions import services
from beffroi.contributions.models import Idea
from beffroi.contributions.proposals import NewIdea, NewPoint
from beffroi.contributions.rules.points import UNIT, rounded
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.problems import Invalid
from beffroi.territories.models import AddressPoint, Perimeter
from beffroi.territories.services import neighbourhoods
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
PLACE = "cite-des-brebis"
LATITUDE, LONGITUDE = 50.43123, 2.83123
SQUARE = [[2.83, 50.43], [2.84, 50.43], [2.84, 50.44], [2.83, 50.44], [2.83, 50.43]]


def outlined() -> None:
    """The outline of the neighbourhood, fit for a proof."""
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    made = Perimeter(neighbourhood_slug=PLACE, vintage="2024", source="x", geometry=shape)
    made.for_proof, made.imported_at = True, now()
    db.session().add(made)
    db.session().flush()


def registered(number: str, label: str, street: str = "rue des mineur") -> None:
    """A door of the register of addresses."""
    insee = neighbourhoods()[PLACE].communes[0].insee
    door = AddressPoint(commune_insee=insee, street=street, number=number, label=label)
    door.lat, door.lon = round(LATITUDE * UNIT), round(LONGITUDE * UNIT)
    db.session().add(door)
    db.session().flush()


def sent(place: str | None = PLACE, **point: Any) -> Idea:
    new = NewIdea(
        call_slug=make_call(moderation="after").slug,
        title="Un banc",
        body="À l’ombre.",
        neighbourhood_slug=place,
        point=NewPoint(**point),
    )
    return services.submit_idea(actor_of(make_person()), new)


def test_a_point_that_was_shown_is_kept_within_fifty_metres() -> None:
    idea = sent(latitude=LATITUDE, longitude=LONGITUDE)
    exact = (round(LATITUDE * UNIT), round(LONGITUDE * UNIT))
    assert (idea.latitude, idea.longitude) == rounded(exact) != exact
    assert (idea.spot, idea.spot_is_exact) == ("", False)


def test_a_public_place_is_kept_as_it_is() -> None:
    idea = sent(latitude=LATITUDE, longitude=LONGITUDE, is_public_place=True)
    assert (idea.latitude, idea.longitude) == (504_312_300, 28_312_300)
    assert idea.spot_is_exact


def test_no_point_is_no_fault() -> None:
    assert sent().latitude is None


def test_an_address_is_told_by_its_street_unless_it_is_a_public_place() -> None:
    registered("12", "12 rue des Mineurs")
    home = sent(address="12, rue des mineurs")
    assert (home.spot, home.spot_is_exact) == ("rue des Mineurs", False)
    assert home.latitude == rounded((504_312_300, 28_312_300))[0]
    school = sent(address="12 rue des Mineurs", is_public_place=True)
    assert (school.spot, school.latitude) == ("12 rue des Mineurs", 504_312_300)


def test_a_street_alone_is_enough() -> None:
    registered("1", "1 rue des Mineurs")
    assert sent(address="rue des Mineurs").spot == "rue des Mineurs"


def test_an_address_that_is_not_there_brings_those_that_may_be_meant() -> None:
    registered("12", "12 rue des Mineurs")
    with pytest.raises(Invalid) as refused:
        sent(address="12 rue des Minneurs")
    assert "12 rue des Mineurs" in str(refused.value.errors["address"][0])
    with pytest.raises(Invalid):
        sent(address="3 avenue de nulle part")


def test_it_lies_in_the_neighbourhood_where_its_outline_is_known() -> None:
    outlined()
    assert sent(latitude=50.435, longitude=2.835).latitude is not None
    with pytest.raises(Invalid) as refused:
        sent(latitude=50.45, longitude=2.835)
    assert set(refused.value.errors) == {"latitude"}
    assert sent(None, latitude=50.45, longitude=2.835).latitude is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": 91.0, "longitude": 2.0},
        {"latitude": 50.0},
        {"longitude": 2.0},
        {"latitude": float("nan"), "longitude": 2.0},
        {"latitude": 50.0, "longitude": float("inf")},
    ],
)
def test_what_is_no_place_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        sent(**wrong)


def test_it_is_shown_in_words_and_opens_the_maps_of_the_device(client: FlaskClient) -> None:
    idea = make_idea(latitude=504_312_300, longitude=28_312_300, spot="Place <b>Cantin</b>")
    url = f"/idees/{idea.id}"
    db.session().commit()
    html = client.get(url).text
    assert 'href="geo:50.43123,2.83123;u=50"' in html
    assert "Place &lt;b&gt;Cantin" in html
    assert "à 50 mètres près" in html
    point = client.get(f"/api/v1/ideas/{url.rsplit('/', maxsplit=1)[-1]}").get_json()["point"]
    assert (point["latitude"], point["longitude"]) == (50.43123, 2.83123)
    assert point["geo"] == "geo:50.43123,2.83123;u=50"


def test_the_ideas_of_a_call_are_features_of_a_map(client: FlaskClient) -> None:
    call = make_call()
    make_idea(call, latitude=504_312_300, longitude=28_312_300)
    make_idea(call, title="Partout")
    make_idea(call, visibility="waiting", latitude=504_312_300, longitude=28_312_300)
    path = f"/api/v1/calls/{call.slug}/ideas.geojson"
    db.session().commit()
    first = client.get(f"{path}?limit=1").get_json()
    second = client.get(f"{path}?limit=1&cursor={first['next_cursor']}").get_json()
    features = first["features"] + second["features"]
    assert (first["type"], second["next_cursor"]) == ("FeatureCollection", None)
    shapes = {one["properties"]["title"]: one["geometry"] for one in features}
    assert shapes == {
        "Partout": None,
        "Un banc près de l’école": {"type": "Point", "coordinates": [2.83123, 50.43123]},
    }


def test_step_two_keeps_it_and_sends_it_again_unchanged(client: FlaskClient) -> None:
    outlined()
    call = make_call()
    slug = call.slug
    db.session().commit()
    text = {"title": "Un abri", "body": "Pour le bus."}
    where = str(client.post(f"/appels/{slug}/proposer", data=text, headers=SAME_SITE).location)
    asked = {"neighbourhood": PLACE, "latitude": "50.43001", "longitude": "2.83001"}
    assert client.post(where, data=asked, headers=SAME_SITE).status_code == 303
    page = client.get(where).text
    kept = dict(re.findall(r'name="(latitude|longitude)"[^>]* value="([^"]+)"', page))
    assert float(kept["latitude"]) * UNIT == pytest.approx(rounded((504_300_100, 28_300_100))[0])
    assert client.post(where, data=asked | kept, headers=SAME_SITE).status_code == 303
    outside = client.post(where, data=asked | {"latitude": "50,5"}, headers=SAME_SITE)
    assert outside.status_code == 422
    far = client.post(where, data=asked | {"latitude": "50.5"}, headers=SAME_SITE)
    assert far.status_code == 422
    assert "pas dans le quartier choisi" in far.text
