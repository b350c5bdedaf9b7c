"""Short messages go out by an HTTP gateway in production and into a folder in the embedded mode."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

import requests
from flask import Flask, current_app

from beffroi.core.clock import now
from beffroi.settings import Settings, SettingsError

GATEWAY_TIMEOUT_SECONDS = 20
EXTENSION = "beffroi_sms"
PLAIN_BODY = '{"to": "{to}", "text": "{text}", "id": "{id}"}'


class SmsFailed(Exception):
    """The gateway did not take the message; says its status, never what was to be sent."""


@dataclass(frozen=True)
class Sms:
    """One message to one phone (E.164). `id` is stable: a second sending is recognised by it."""

    to: str
    text: str
    id: str


class Sender(Protocol):
    """The way out."""

    def send(self, message: Sms) -> None:
        """Hand the message over, or raise SmsFailed."""


@dataclass(frozen=True)
class FolderSender:
    """Keeps each message as a file; the same message twice is one file."""

    folder: Path

    def send(self, message: Sms) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{message.id}.json"
        draft = target.with_suffix(".part")
        kept = asdict(message) | {"sent_at": now().isoformat()}
        draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        draft.replace(target)


@dataclass(frozen=True)
class GatewaySender:
    """POSTs JSON to `https://user:password@host/path`; any 2xx answer means that it was taken.

    `body` is a JSON text in which the strings {to}, {text} and {id} stand for the message's own.
    """

    url: str
    body: str = PLAIN_BODY

    def send(self, message: Sms) -> None:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        place = f"[{host}]" if ":" in host else host
        netloc = f"{place}:{parts.port}" if parts.port else place
        user = (unquote(parts.username or ""), unquote(parts.password or ""))
        try:
            answer = requests.post(
                urlunsplit((parts.scheme, netloc, parts.path, parts.query, "")),
                json=_filled(json.loads(self.body), message),
                headers={"Idempotency-Key": message.id},
                auth=user if parts.username else None,
                timeout=GATEWAY_TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise SmsFailed(type(error).__name__) from None  # its words quote the address
        if not 200 <= answer.status_code < 300:
            raise SmsFailed(f"status {answer.status_code}")


@dataclass(frozen=True)
class NoSender:
    """No gateway is set: nothing offers to send by this way."""

    def send(self, message: Sms) -> None:
        raise SmsFailed(f"no gateway is set for {type(message).__name__}")


def init_app(app: Flask, settings: Settings) -> None:
    """Choose the way out once; SettingsError when the gateway cannot be used as it is set."""
    app.extensions[EXTENSION] = _sender(settings)


def is_offered() -> bool:
    """Whether a message would go anywhere."""
    return not isinstance(current_app.extensions[EXTENSION], NoSender)


def send(message: Sms) -> None:
    """Send one message; raises SmsFailed when the way is shut."""
    sender: Sender = current_app.extensions[EXTENSION]
    sender.send(message)


def sms_folder(settings: Settings) -> Path:
    """Where the embedded mode keeps what it would have sent."""
    return settings.data / "sms"


def _sender(settings: Settings) -> Sender:
    if settings.sms_url:
        _check(settings.sms_url, settings.sms_body or PLAIN_BODY)
        return GatewaySender(settings.sms_url, settings.sms_body or PLAIN_BODY)
    return FolderSender(sms_folder(settings)) if settings.embedded else NoSender()


def _check(url: str, body: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError("BEFFROI_SMS_URL must be http(s)://[user:password@]host/path.")
    try:
        said = json.dumps(json.loads(body))
    except ValueError:
        raise SettingsError("BEFFROI_SMS_BODY must be JSON.") from None
    if "{to}" not in said or "{text}" not in said:
        raise SettingsError("BEFFROI_SMS_BODY must hold {to} and {text}.")


def _filled(shape: Any, message: Sms) -> Any:
    """The shape with the message's own words in it, at any depth."""
    if isinstance(shape, dict):
        return {name: _filled(inner, message) for name, inner in shape.items()}
    if isinstance(shape, list):
        return [_filled(inner, message) for inner in shape]
    if not isinstance(shape, str):
        return shape
    own = {"{to}": message.to, "{text}": message.text, "{id}": message.id}
    return own.get(shape, shape)
