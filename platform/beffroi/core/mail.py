"""Mail goes out by SMTP in production and into a folder in the embedded mode."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app

from beffroi.core.clock import now
from beffroi.settings import Settings

SMTP_TIMEOUT_SECONDS = 20
EXTENSION = "beffroi_mailer"


@dataclass(frozen=True)
class Mail:
    """One message to one person. `message_id` is stable, so that a second sending is recognised."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    language: str = "fr"


class Mailer(Protocol):
    """The way out."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over, or raise OSError or SMTPException."""


@dataclass(frozen=True)
class FolderMailer:
    """Keeps each message as a file; the same message twice is one file."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").split("@")[0]
        target = self.folder / f"{name}.eml"
        draft = target.with_suffix(".part")
        draft.write_bytes(message.as_bytes(policy=SMTP))
        draft.replace(target)


@dataclass(frozen=True)
class SmtpMailer:
    """`smtp://user:password@host:587?tls=starttls`, `smtps://…:465`, or plain for a local relay."""

    url: str

    def send(self, message: EmailMessage) -> None:
        parts = urlsplit(self.url)
        host, port = (
            parts.hostname or "localhost",
            parts.port or (465 if parts.scheme == "smtps" else 25),
        )
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=SMTP_TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, port, timeout=SMTP_TIMEOUT_SECONDS)
        with server:
            if parse_qs(parts.query).get("tls") == ["starttls"]:
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)


def init_app(app: Flask, settings: Settings) -> None:
    """Choose the way out once."""
    mailer: Mailer = (
        SmtpMailer(settings.smtp_url) if settings.smtp_url else FolderMailer(mail_folder(settings))
    )
    app.extensions[EXTENSION] = mailer
    app.config["MAIL_FROM"] = settings.mail_from


def mail_folder(settings: Settings) -> Path:
    """Where the embedded mode keeps what it would have sent."""
    return settings.data / "mail"


def send(mail: Mail) -> None:
    """Send one message; raises OSError or SMTPException when the way is shut."""
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = formatdate(now().timestamp())
    message["Message-ID"] = f"<{mail.message_id}@beffroi>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language  # after: an alternative takes such headers inside
    mailer: Mailer = current_app.extensions[EXTENSION]
    mailer.send(message)
