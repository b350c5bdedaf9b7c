"""Pure rules of signing in: addresses, delays, limits, and the plain name of a device."""

import unicodedata
from datetime import timedelta

LINK_LIFE = timedelta(minutes=15)
LINKS_PER_ADDRESS = 5
LINKS_WINDOW = timedelta(minutes=15)
SESSION_LIFE = timedelta(days=30)
GUEST_LIFE = timedelta(hours=2)
KEPT_AFTER_END = timedelta(days=30)  # ended sessions and links, for whoever asks what happened
MAX_EMAIL = 254  # RFC 5321
MAX_NAME = 80
MAX_DEVICE = 80
MAX_PATH = 2000  # the consent page of a program carries its whole request

# The first that matches wins: Edge and Opera also say Chrome, Chrome also says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def same_address(email: str) -> str:
    """One writing for one address, so that a capital letter does not make a second person."""
    return unicodedata.normalize("NFC", email).strip().lower()


def device_name(user_agent: str) -> str:
    """What a person recognises: "Firefox · Android"; empty when nothing is recognised."""
    named = (_first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS))
    return " · ".join(name for name in named if name)[:MAX_DEVICE]


def _first(text: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in text), "")
