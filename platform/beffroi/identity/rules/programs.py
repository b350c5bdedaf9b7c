"""Pure rules of programs: what a redirect URI may be, when one matches, how long tokens last."""

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

CODE = "authorization_code"
CLIENT = "client_credentials"
REFRESH = "refresh_token"
ACCESS_PREFIX = "bfp_"
REFRESH_PREFIX = "bfr_"
CODE_LIFE = timedelta(seconds=60)  # RFC 6749, 4.1.2 allows ten minutes; a redirect takes one second
ACCESS_LIFE = timedelta(hours=1)
CONSENT_LIFE = timedelta(days=90)  # counted from the yes, however often the token is refreshed
MAX_URI = 500
MAX_URIS = 5
LOOPBACK = frozenset({"127.0.0.1", "localhost"})  # a CSP source cannot name [::1]

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_CLEAN = re.compile(r"[!#$&-;=?-\[\]_a-z~%]+", re.IGNORECASE)  # RFC 3986, without the quotes


def is_redirect_uri(uri: str) -> bool:
    """https, or http on the device itself (RFC 8252, 7.3); no fragment, nobody's name in it."""
    if len(uri) > MAX_URI or not _CLEAN.fullmatch(uri) or "#" in uri:
        return False
    try:
        parts = urlsplit(uri)
        _port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def matches(uri: str, registered: Iterable[str]) -> bool:
    """Letter for letter; an app on a device may not know its port beforehand (RFC 8252, 7.3)."""
    if not is_redirect_uri(uri):
        return False
    return any(uri == known or _same_but_port(uri, known) for known in registered)


def origin_of(uri: str) -> str:
    """ "https://app.example:8443": what a content policy names. Wants a URI that was checked."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def permissions_in(text: str) -> tuple[str, ...]:
    """The names of a scope, each once, in the order given (RFC 6749, 3.3)."""
    return tuple(dict.fromkeys(text.split()))


def _same_but_port(uri: str, known: str) -> bool:
    one, other = urlsplit(uri), urlsplit(known)
    if not (one.scheme == other.scheme == "http" and one.hostname == other.hostname == "127.0.0.1"):
        return False
    return (one.path, one.query) == (other.path, other.query)
