"""Messages are carried by mail: in the reader's language, again when the way was shut, once."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core.mail import EXTENSION, Mail, SmtpMailer, send
from beffroi.identity import services as identity
from beffroi.notifications import services
from beffroi.notifications.models import Delivery
from tests.factories import make_person
from tests.support.orientation import make_structure

Mails = Callable[[], list[EmailMessage]]


def _parts(mail: EmailMessage) -> tuple[str, str]:
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert rich is not None
    return plain.get_content(), rich.get_content()


@dataclass
class ShutOnce:
    """A way out that is shut the first time."""

    way: Any
    refusals: int = 0

    def send(self, message: EmailMessage) -> None:
        if not self.refusals:
            self.refusals += 1
            raise ConnectionRefusedError("Amina <amina@example.org>")
        self.way.send(message)


def test_a_refusal_arrives_with_its_words_and_where_to_turn(
    db_session: DbSession, drain: Callable[[], int], mails: Mails
) -> None:
    structure = make_structure()
    facts = {
        "title": "Vendre des <frites>",
        "reason": {"fr": "le texte fait de la publicité"},
        "words": "Cet espace est pour les idées.",
        "structure_slug": structure.slug,
    }
    services.tell(make_person(email="a@example.org").id, "idea_refused", facts, "/idees/1/suivi")
    drain()
    [mail] = mails()
    plain, rich = _parts(mail)
    assert (mail["To"], mail["Auto-Submitted"]) == ("a@example.org", "auto-generated")
    for words in ("le texte fait de la publicité", "Cet espace est pour les idées.",
                  structure.name, "http://localhost/idees/1/suivi"):  # fmt: skip
        assert words in plain
    assert "Vendre des <frites>" in plain
    assert "Vendre des &lt;frites&gt;" in rich
    assert 'href="http://localhost/idees/1/suivi"' in rich


def test_a_mail_is_written_in_the_language_of_its_reader(
    db_session: DbSession, drain: Callable[[], int], mails: Mails
) -> None:
    services.tell(make_person(locale="en").id, "idea_published", {"title": "A bench"}, "/idees/1")
    drain()
    [mail] = mails()
    assert mail["Content-Language"] == "en"
    assert '<html lang="en"' in _parts(mail)[1]


def test_a_title_cannot_add_a_header(
    db_session: DbSession, drain: Callable[[], int], mails: Mails
) -> None:
    title = "Un banc\r\nBcc: all@example.org"
    services.tell(make_person().id, "case_overdue", {"title": title}, "/moderation/1")
    drain()
    [mail] = mails()
    assert mail["Bcc"] is None


def test_a_mail_that_failed_is_tried_again_and_the_message_stands_anyway(
    app: Flask, db_session: DbSession, clock: datetime, drain: Callable[[], int], mails: Mails
) -> None:
    app.extensions[EXTENSION] = ShutOnce(app.extensions[EXTENSION])
    person = make_person()
    services.tell(person.id, "idea_published", {"title": "Un banc"}, "/idees/1")
    with pytest.raises(ConnectionRefusedError):
        drain()
    assert db_session.scalars(select(Delivery.sent_at)).all() == [None]
    assert mails() == []
    for minutes in (5, 10, 60):
        with core_clock.at(clock + timedelta(minutes=minutes)):
            drain()
    assert len(mails()) == 1
    assert db_session.scalars(select(Delivery.sent_at)).all() != [None]


def test_a_link_too_old_to_serve_is_not_sent(
    db_session: DbSession, clock: datetime, drain: Callable[[], int], mails: Mails
) -> None:
    identity.request_link("amina@example.org", "/moi", "fr")
    with core_clock.at(clock + timedelta(minutes=16)):
        drain()
    assert mails() == []


def test_the_first_mail_about_an_idea_says_that_it_arrived(
    db_session: DbSession, drain: Callable[[], int], mails: Mails
) -> None:
    identity.request_link("amina@example.org", "/idees/1/suivi", "fr")
    drain()
    [mail] = mails()
    assert mail["Subject"] == "Confirmez votre adresse et suivez votre idée"
    assert "Votre idée est bien arrivée" in _parts(mail)[0]


@dataclass
class Letterbox:
    """A real SMTP server that wants a name and a password, and keeps what it is given."""

    kept: list[bytes] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(  # noqa: N802 (the server's own name for it)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.kept.append(envelope.content)
        self.arrived.set()
        return "250 kept"


def _known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    known = data == LoginPassword(b"beffroi", b"s3cret/@")
    return AuthResult(success=known, handled=False)


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    """The server and its port."""
    box = Letterbox()
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = Controller(
        box, "127.0.0.1", port, auth_required=True, auth_require_tls=False, authenticator=_known
    )
    server.start()
    yield box, port
    server.stop()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on this machine only
def test_a_message_goes_through_a_real_mail_server(
    app: Flask, db_session: DbSession, letterbox: tuple[Letterbox, int], drain: Callable[[], int]
) -> None:
    box, port = letterbox
    app.extensions[EXTENSION] = SmtpMailer(f"smtp://beffroi:s3cret%2F%40@127.0.0.1:{port}")
    services.tell(make_person(email="a@example.org").id, "idea_published",
                  {"title": "Un préau à l’école"}, "/idees/1")  # fmt: skip
    drain()
    assert box.arrived.wait(10)
    [content] = box.kept
    mail = message_from_bytes(content, EmailMessage, policy=policy.default)
    assert mail["Subject"] == "Votre idée est publiée"
    assert "Un préau à l’école" in _parts(mail)[0]
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))  # RFC 5322


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on this machine only
def test_a_wrong_password_is_an_error_and_nothing_leaves(
    app: Flask, letterbox: tuple[Letterbox, int]
) -> None:
    box, port = letterbox
    app.extensions[EXTENSION] = SmtpMailer(f"smtp://beffroi:wrong@127.0.0.1:{port}")
    with pytest.raises(OSError, match="535"):
        send(Mail("a@example.org", "Bonjour", "Bonjour", "<p>Bonjour</p>", "one"))
    assert box.kept == []
