"""Secrets of the house at work: sealing what must be read again, digesting what must not."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class SealBroken(Exception):
    """Not sealed here for this purpose, or with another secret key."""


def seal(purpose: str, text: str) -> str:
    """What only this installation can read again, and only for the same purpose."""
    return _fernet(secret_key(), purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """The text back; SealBroken when it is not one of ours."""
    try:
        return _fernet(secret_key(), purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def keyed_digest(purpose: str, value: str) -> str:
    """64 hexadecimal digits: the same value gives the same digest here, and nowhere else.

    For what could be guessed by trying (an address, a phone, a short code): without the secret
    key of the installation nobody can try.
    """
    return hmac.new(_derived(secret_key(), purpose), value.encode(), hashlib.sha256).hexdigest()


def secret_key() -> bytes:
    """The key of this installation, from which all others are made."""
    key = current_app.secret_key
    return key.encode() if isinstance(key, str) else bytes(key or b"")


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose (RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=f"beffroi:{purpose}".encode()).derive(secret)


@lru_cache(maxsize=64)
def _fernet(secret: bytes, purpose: str) -> Fernet:
    return Fernet(urlsafe_b64encode(_derived(secret, f"seal:{purpose}")))
