"""Mail: what a message carries, into a folder or out by SMTP, on a real socket."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import AuthResult
from flask import Flask

from beffroi.core import mail
from beffroi.core.mail import FolderMailer, Mail, SmtpMailer

LETTER = Mail(
    to="amina@example.org",
    subject="Votre idée « Un banc » est publiée",
    text="Bonjour,\n\nvotre idée est en ligne.\n",
    html="<p>Votre idée est en ligne.</p>",
    message_id="0190-abc",
)


@pytest.fixture
def database_url(one_database: str) -> str:
    """Mail knows no database."""
    return one_database


class Box(MessageHandler):
    """Keeps what it is handed."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.letters.append(message)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def server(box: Box) -> Iterator[Controller]:
    """A mail server on a free port of this machine."""
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield controller
    controller.stop(no_assert=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


def test_a_message_says_who_to_what_and_in_which_language(
    app: Flask, clock: object, mails: Callable[[], list[EmailMessage]]
) -> None:
    mail.send(LETTER)
    [sent] = mails()
    assert sent["To"] == LETTER.to
    assert sent["Subject"] == LETTER.subject
    assert sent["Message-ID"] == "<0190-abc@beffroi>"
    assert sent["Content-Language"] == "fr"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Date"] == "Fri, 20 Nov 2026 11:00:00 -0000"
    assert sent["From"] == app.config["MAIL_FROM"]
    plain, rich = sent.get_body(("plain",)), sent.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().splitlines() == LETTER.text.splitlines()
    assert rich.get_content().strip() == LETTER.html


def test_the_same_message_twice_is_one_file(
    app: Flask, mails: Callable[[], list[EmailMessage]]
) -> None:
    mail.send(LETTER)
    mail.send(LETTER)
    assert len(mails()) == 1


def test_a_subject_cannot_add_a_header(app: Flask, mails: Callable[[], list[EmailMessage]]) -> None:
    mail.send(Mail("a@example.org", "Un banc\r\nBcc: all@example.org", "x", "x", "m1"))
    [sent] = mails()
    assert sent["Bcc"] is None
    assert sent["Subject"] == "Un banc Bcc: all@example.org"


def test_an_address_cannot_add_a_header(app: Flask) -> None:
    with pytest.raises(ValueError, match="line"):
        mail.send(Mail("a@example.org\nBcc: all@example.org", "Un banc", "x", "x", "m2"))


def test_a_folder_never_shows_half_a_message(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Message-ID"] = "<whole@beffroi>"
    message.set_content("x" * 10_000)
    FolderMailer(tmp_path / "mail").send(message)
    assert [p.name for p in (tmp_path / "mail").iterdir()] == ["whole.eml"]


def test_a_message_leaves_by_smtp(app: Flask, box: Box, server: Controller) -> None:
    app.extensions[mail.EXTENSION] = SmtpMailer(f"smtp://127.0.0.1:{server.port}")
    mail.send(LETTER)
    [received] = box.letters
    assert received["To"] == LETTER.to
    assert received["X-RcptTo"] == LETTER.to


def test_a_password_of_the_url_is_what_the_server_is_given(app: Flask, box: Box) -> None:
    seen: list[tuple[bytes, bytes]] = []

    def check(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> Any:
        seen.append((data.login, data.password))
        return AuthResult(success=True)

    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=check,
        auth_require_tls=False,
    )
    controller.start()
    url = f"smtp://no%40reply:p%40ss%2Fword@127.0.0.1:{controller.port}"
    app.extensions[mail.EXTENSION] = SmtpMailer(url)
    try:
        mail.send(LETTER)
    finally:
        controller.stop(no_assert=True)
    assert seen == [(b"no@reply", b"p@ss/word")]
    assert len(box.letters) == 1


def test_a_server_without_tls_gets_nothing_when_tls_is_asked_for(
    app: Flask, box: Box, server: Controller
) -> None:
    url = f"smtp://127.0.0.1:{server.port}?tls=starttls"
    app.extensions[mail.EXTENSION] = SmtpMailer(url)
    with pytest.raises(smtplib.SMTPNotSupportedError):
        mail.send(LETTER)
    assert box.letters == []


def test_a_server_that_does_not_speak_tls_gets_nothing(
    app: Flask, box: Box, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "SMTP_TIMEOUT_SECONDS", 2)
    app.extensions[mail.EXTENSION] = SmtpMailer(f"smtps://127.0.0.1:{server.port}")
    with pytest.raises((ssl.SSLError, OSError)):
        mail.send(LETTER)
    assert box.letters == []


def test_a_way_that_is_shut_is_an_error_of_the_network(app: Flask) -> None:
    app.extensions[mail.EXTENSION] = SmtpMailer("smtp://127.0.0.1:1")
    with pytest.raises(OSError, match="refused"):
        mail.send(LETTER)
