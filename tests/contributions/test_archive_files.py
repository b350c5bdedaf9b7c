"""The archive of a person holds their pictures and their voice, beside the pages that name them."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.core import db, files
from beffroi.identity.models import Person
from tests.factories import make_idea, make_person
from tests.photo_factories import make_photo
from tests.support.people import SignIn
from tests.voice_factories import make_voice

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def author(app: Flask) -> Person:
    return make_person()


def archive(client: FlaskClient) -> dict[str, bytes]:
    with ZipFile(BytesIO(client.get("/moi/donnees/archive").get_data())) as kept:
        return {name: kept.read(name) for name in kept.namelist()}


def test_what_they_gave_is_in_it_and_nothing_of_others(author: Person, sign_in: SignIn) -> None:
    idea, other = make_idea(author=author), make_idea()
    photo, voice = make_photo(idea), make_voice(b"my voice", idea_id=idea.id)
    make_photo(other, number=2)
    make_voice(b"another voice", idea_id=other.id)
    db.session().commit()
    kept = archive(sign_in(author))
    picture, sound = f"fichiers/photo-{photo.id}.webp", f"fichiers/voix-{voice.id}.webm"
    assert kept[picture] == b"1 1600"
    assert kept[sound] == b"my voice"
    assert {name for name in kept if name.startswith("fichiers/")} == {picture, sound}
    tables = json.loads(kept["donnees.json"])["tables"]
    assert tables["photo"]["rows"][0]["file"] == picture
    assert tables["voice"]["rows"][0]["file"] == sound
    assert f'<a href="{picture}">' in kept["donnees.html"].decode()
    assert photo.file_stem not in kept["donnees.json"].decode()


def test_a_file_that_is_missing_leaves_the_rest(author: Person, sign_in: SignIn) -> None:
    voice = make_voice(idea_id=make_idea(author=author).id)
    db.session().commit()
    files.store().delete(voice.file_stem)
    kept = archive(sign_in(author))
    assert {"donnees.json", "donnees.html", "LISEZMOI.txt"} == set(kept)
