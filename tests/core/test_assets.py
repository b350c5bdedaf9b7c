"""Static files: named by their content, kept for ever, compressed once."""

import gzip

import pytest
from flask.testing import FlaskClient

from beffroi.core import assets
from beffroi.core.assets import FOLDER, FOREVER, asset

STYLE = "beffroi.css"


@pytest.fixture
def database_url(one_database: str) -> str:
    """Files know no database."""
    return one_database


def test_every_file_of_the_folder_is_served_as_it_is(client: FlaskClient) -> None:
    names = [p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file()]
    assert STYLE in names
    for name in names:
        answer = client.get(asset(name))
        assert answer.data == assets._assets[name].content, name
        assert answer.headers["Cache-Control"] == FOREVER, name
        assert answer.mimetype != "application/octet-stream", name


def test_a_file_is_compressed_for_those_who_can_read_it(client: FlaskClient) -> None:
    plain = client.get(asset(STYLE))
    packed = client.get(asset(STYLE), headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    refused = client.get(asset(STYLE), headers={"Accept-Encoding": "gzip;q=0"})
    assert refused.data == plain.data


def test_an_older_name_gives_today_s_file_without_being_kept(client: FlaskClient) -> None:
    answer = client.get(f"/static/0123456789ab/{STYLE}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_one_who_has_the_file_gets_304(client: FlaskClient) -> None:
    tag = client.get(asset(STYLE)).headers["ETag"]
    answer = client.get(asset(STYLE), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.css", "../settings.py", "..%2f..%2fsettings.py", ""])
def test_what_is_not_in_the_folder_is_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/0123456789ab/{name}").status_code == 404


def test_a_name_that_does_not_exist_is_found_out_where_it_is_written() -> None:
    with pytest.raises(KeyError):
        asset("nothing.css")
