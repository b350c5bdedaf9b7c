"""Web addresses: with their scheme, with www, or bare when the ending is well known."""

import re

from beffroi.moderation.detectors.findings import Finding

VERSION = "links-1"

_LABELS = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}"
_PATH = r"""(?::\d{2,5})?(?:[/?\#][^\s<>"«»]*[^\s<>"«».,;:!?'’)\]}…])?/?"""
_SHORTENERS = r"bit\.ly|t\.me|wa\.me|youtu\.be|discord\.gg|paypal\.me|goo\.gl|is\.gd|cutt\.ly|t\.co"
_ENDINGS = r"(?:fr|com|org|net|eu|be|info|shop|xyz|online|site)"
_LINK = re.compile(
    rf"""(?<![\w@.-])(?:
      (?:https?|hxxps?|ftp)://[^\s<>"«»]*[^\s<>"«».,;:!?'’)\]}}…]
    | www\.{_LABELS}[^\W\d_]{{2,24}}{_PATH}
    | (?:(?:{_SHORTENERS})|{_LABELS}{_ENDINGS})(?![\w@-]|\.\w){_PATH}
    )(?!@)""",
    re.VERBOSE,
)


def find(text: str) -> list[Finding]:
    """Every web address of the text, in order."""
    return [Finding(*m.span(), "links", "link", "advertising") for m in _LINK.finditer(text)]


def canonical(passage: str) -> str:
    """The host, without its scheme and `www.`."""
    host = re.sub(r"^\w+://", "", passage.casefold()).removeprefix("www.")
    return re.split(r"[/?#:]", host, maxsplit=1)[0]
