"""Telling an idea by the pages, without script: recorded, written, read over, heard in parts."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from beffroi.contributions.models import Idea, Voice
from beffroi.core import db, recordings
from tests.factories import make_call, make_idea, make_person
from tests.relay_factories import make_relay
from tests.sound_factories import SECRET, mp4, wav, webm
from tests.support.people import SignIn
from tests.voice_factories import make_voice

pytestmark = pytest.mark.usefixtures("app", "clock")
PLACE = "cite-des-brebis"


def begun(client: FlaskClient) -> str:
    call = make_call((PLACE,))
    db.session().commit()
    answer = client.post(f"/appels/{call.slug}/proposer/voix")
    assert answer.status_code == 303
    return str(answer.location)


def send(client: FlaskClient, url: str, content: bytes, name: str = "voix.webm") -> TestResponse:
    boundary, body = encode_multipart({"voice": FileStorage(BytesIO(content), name)})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(url, data=body, content_type=kind)


def test_an_idea_is_told_then_written_read_over_and_heard(
    client: FlaskClient, sign_in: SignIn
) -> None:
    author = make_person()
    mine = sign_in(author)
    url = begun(mine)
    draft_url = url.removesuffix("/voix")
    page = mine.get(url)
    assert 'accept="audio/*" capture="user"' in page.text
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "media-src 'self' blob:" in page.headers["Content-Security-Policy"]
    assert send(mine, url, mp4(12)).location == url
    heard = mine.get(f"{url}/son")
    assert (heard.content_type, heard.headers["Cache-Control"]) == (
        "audio/mp4",
        "private, no-store",
    )
    assert SECRET not in heard.data
    written = {"title": "Un banc", "body": "Près de l’école.", "brouillon": draft_url[-36:]}
    first = draft_url.rsplit("/", 1)[0]
    assert f'src="{url}/son"' in mine.get(f"{first}?brouillon={draft_url[-36:]}").text
    assert mine.post(first, data=written).status_code == 303
    refused = mine.post(f"{draft_url}/contact", data={"voice_is_heard": "oui"})
    assert refused.status_code == 422
    assert 'id="f-transcript_read-error"' in refused.text
    assert 'id="f-voice_is_heard" name="voice_is_heard" value="oui" checked' in refused.text
    ticks = {"transcript_read": "oui", "voice_is_heard": "oui"}
    assert mine.post(f"{draft_url}/contact", data=ticks).status_code == 303
    idea = db.session().scalars(select(Idea)).one()
    assert idea.visibility == "waiting"
    assert f'src="/idees/{idea.id}/voix"' in mine.get(f"/idees/{idea.id}").text
    assert client.get(f"/idees/{idea.id}/voix").status_code == 404


def test_other_pages_may_not_listen(client: FlaskClient) -> None:
    page = client.get("/idees")
    assert "microphone=()" in page.headers["Permissions-Policy"]
    assert "blob:" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "n’est pas un enregistrement"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas un enregistrement"),
        (webm(124), "plus de deux minutes"),
        (webm(kind=1), "autre chose que du son"),
        (wav(0.1), "vide"),
        (b"x" * (recordings.LARGEST + 100_000), "plus de 4 Mo"),
    ],
    ids=["nothing", "svg", "long", "film", "short", "heavy"],
)
def test_what_cannot_be_taken_is_said_under_the_field(
    client: FlaskClient, content: bytes, words: str
) -> None:
    url = begun(client)
    answer = send(client, url, content)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="f-voice-error"' in answer.text
    assert db.session().scalars(select(Voice)).all() == []


def test_a_form_without_a_recording_says_so(client: FlaskClient) -> None:
    url = begun(client)
    answer = client.post(url, data={})
    assert (answer.status_code, "Enregistrez votre voix" in answer.text) == (422, True)


def test_a_telephone_asks_for_the_beginning_first(client: FlaskClient) -> None:
    idea = make_idea()
    make_voice(b"0123456789", idea_id=idea.id)
    db.session().commit()
    part = client.get(f"/idees/{idea.id}/voix", headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, b"01")
    assert part.headers["Content-Range"] == "bytes 0-1/10"
    whole = client.get(f"/idees/{idea.id}/voix")
    assert whole.headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_somebody_unknown_is_told_how_a_relay_could_help(client: FlaskClient) -> None:
    url = begun(client)
    send(client, url, webm())
    assert "/participer?suite=" in client.get(url).text
    answer = client.post(f"{url}/relais", data={"neighbourhood": PLACE})
    assert answer.status_code == 422


def test_a_relay_listens_writes_and_sends_with_the_person_there(
    client: FlaskClient, sign_in: SignIn
) -> None:
    author = make_person()
    mine, relays = sign_in(author), sign_in(make_relay("contract", "lens-lievin"))
    url = begun(mine)
    send(mine, url, webm())
    assert mine.post(f"{url}/relais", data={"neighbourhood": PLACE}).status_code == 303
    voice = db.session().scalars(select(Voice)).one()
    desk = f"/relais/voix/{voice.id}"
    assert f'href="{desk}"' in relays.get("/relais/voix").text
    assert relays.get(f"{desk}/son").status_code == 200
    assert mine.get(desk).status_code == 403
    words = {"title": "Un banc", "body": "Près de l’école.", "present": "oui"}
    refused = relays.post(desk, data=words)
    assert (refused.status_code, 'id="f-place-error"' in refused.text) == (422, True)
    refused = relays.post(desk, data=words | {"place": "Au marché"})
    assert (refused.status_code, 'id="f-consent-error"' in refused.text) == (422, True)
    consent = refused.text.split('name="consent" value="')[1].split('"')[0]
    sent = relays.post(desk, data=words | {"place": "Au marché", "consent": consent})
    assert (sent.status_code, sent.location) == (303, "/relais/voix")
    idea = db.session().scalars(select(Idea)).one()
    assert (idea.author_id, idea.title) == (author.id, "Un banc")
    assert db.session().scalars(select(Voice)).all() == []
