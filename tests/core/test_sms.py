"""Short messages: a folder, a gateway over real HTTP, and nothing said of what they hold."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from beffroi.core import sms
from beffroi.core.sms import FolderSender, GatewaySender, Sms, SmsFailed
from beffroi.settings import Settings, SettingsError, from_environment

SECRET = "a secret of the tests, long enough to be taken"
MESSAGE = Sms("+33612345678", "123456 est votre code. «é»", "code-1")


@dataclass
class Gateway:
    """A gateway on loopback: what it received, and what it answers next."""

    url: str = ""
    received: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    status: int = 201


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    heard = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.received.append((self.path, dict(self.headers), body))
            self.send_response(heard.status)
            if heard.status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    heard.url = f"http://user:p%40ss@127.0.0.1:{server.server_port}/send"
    yield heard
    server.shutdown()
    thread.join()
    server.server_close()


def settings(tmp_path: Path, **given: Any) -> Settings:
    return Settings(data=tmp_path, database_url="sqlite://", secret_key=SECRET, **given)


def app_with(tmp_path: Path, **given: Any) -> Flask:
    app = Flask("sms")
    sms.init_app(app, settings(tmp_path, **given))
    return app


def test_a_message_goes_out_as_json_with_its_number_text_and_id(gateway: Gateway) -> None:
    GatewaySender(gateway.url).send(MESSAGE)
    [(path, headers, body)] = gateway.received
    assert path == "/send"
    assert body == {"to": MESSAGE.to, "text": MESSAGE.text, "id": "code-1"}
    assert headers["Idempotency-Key"] == "code-1"
    assert headers["Authorization"] == "Basic dXNlcjpwQHNz"  # user:p@ss


def test_the_body_takes_the_shape_the_gateway_wants(gateway: Gateway) -> None:
    shape = '{"message": "{text}", "phoneNumbers": ["{to}"], "ttl": 600, "id": "{id}"}'
    GatewaySender(gateway.url, shape).send(MESSAGE)
    assert gateway.received[0][2] == {
        "message": MESSAGE.text,
        "phoneNumbers": [MESSAGE.to],
        "ttl": 600,
        "id": "code-1",
    }


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_any_answer_but_a_success_is_a_failure_that_quotes_nothing(
    gateway: Gateway, status: int
) -> None:
    gateway.status = status
    with pytest.raises(SmsFailed) as failure:
        GatewaySender(gateway.url).send(MESSAGE)
    assert str(failure.value) == f"status {status}"
    assert len(gateway.received) == 1


def test_a_gateway_that_is_away_is_a_failure_that_quotes_nothing() -> None:
    with pytest.raises(SmsFailed) as failure:
        GatewaySender("http://user:secret@127.0.0.1:9/send").send(MESSAGE)
    assert str(failure.value) == "ConnectionError"
    assert failure.value.__cause__ is None


def test_the_embedded_mode_keeps_one_file_a_message(tmp_path: Path) -> None:
    folder = FolderSender(tmp_path / "sms")
    folder.send(MESSAGE)
    folder.send(MESSAGE)
    [kept] = (tmp_path / "sms").glob("*.json")
    assert json.loads(kept.read_text(encoding="utf-8"))["text"] == MESSAGE.text


def test_the_way_is_chosen_by_the_settings(tmp_path: Path, gateway: Gateway) -> None:
    for given, offered in (
        ({}, False),
        ({"embedded": True}, True),
        ({"sms_url": gateway.url}, True),
    ):
        with app_with(tmp_path, **given).app_context():
            assert sms.is_offered() is offered


def test_without_a_gateway_nothing_is_pretended(tmp_path: Path) -> None:
    with app_with(tmp_path).app_context(), pytest.raises(SmsFailed):
        sms.send(MESSAGE)


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("ftp://host/path", None),
        ("host/path", None),
        ("https://host/path", "{to} {text}"),
        ("https://host/path", '{"to": "{to}"}'),
    ],
)
def test_a_gateway_that_cannot_be_used_stops_the_start(
    tmp_path: Path, url: str, body: str | None
) -> None:
    with pytest.raises(SettingsError):
        app_with(tmp_path, sms_url=url, sms_body=body)


def test_the_settings_come_from_the_environment_and_hide_the_password(tmp_path: Path) -> None:
    env = {
        "BEFFROI_DATA": str(tmp_path),
        "BEFFROI_SMS_URL": "https://user:hidden@host/send",
        "BEFFROI_SMS_DAILY_CAP": "40",
    }
    read = from_environment(env, embedded=True)
    assert (read.sms_url, read.sms_daily_cap) == (env["BEFFROI_SMS_URL"], 40)
    assert "hidden" not in repr(read)
