"""Text written by people: tidied when it comes in, cleaned into safe HTML when it goes out."""

import html
import re
import threading
import unicodedata
from functools import lru_cache

from bleach.sanitizer import Cleaner
from markupsafe import Markup

LINK_REL = "nofollow ugc noopener"
ELLIPSIS = "…"

# Null bytes and other controls (tab and line feed stay), bidirectional overrides and isolates,
# half surrogates, and the code points Unicode promises never to assign.
_PLANE_ENDS = "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    f"{_PLANE_ENDS}]"
)
_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n\s*)+")

# Letters and signs that Unicode calls printable and that draw nothing.
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

# Scheme spelt out, so that a bare word with a dot never becomes a link; no name before an @,
# which would pass for the host. Sentence punctuation at the end stays outside; a bracket stays
# inside when it was opened inside.
_URL = re.compile(
    r"""(?<![\w@.])https?://(?=\w)(?![^\s/?\#]*@)
        (?:[^\s<>"«»()\[\]{}\\^`|]|\([^\s<>"«»()\[\]{}\\^`|]*\))*
        (?:[^\s<>"«»()\[\]{}\\^`|.,;:!?'’…*_]|\([^\s<>"«»()\[\]{}\\^`|]*\))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PERHAPS_MARKUP = re.compile("[<>&]|://")


def tidy(text: str) -> str:
    """The form in which text is stored: NFC, line feeds only, no space at the edges."""
    return unicodedata.normalize("NFC", _LINE_BREAK.sub("\n", text)).strip()


def unsafe_characters(text: str) -> list[str]:
    """The distinct characters of the text that no honest writing needs, in order of appearance."""
    return list(dict.fromkeys(_UNSAFE.findall(text)))


def is_clean(text: str) -> bool:
    """Whether the text holds no unsafe character."""
    return _UNSAFE.search(text) is None


def is_blank(text: str) -> bool:
    """Whether nothing of the text shows: spaces, joiners and empty letters only."""
    return all(c in _INVISIBLE_LETTERS or unicodedata.category(c)[0] in "ZCM" for c in text)


def excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, cut between words, at most `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    room = max(length - len(ELLIPSIS), 0)
    cut = line[: room + 1].rfind(" ")
    # A first word longer than half the room is cut in the middle rather than lost.
    kept = line[:cut] if cut > room // 2 else line[:room]
    return (kept.rstrip(" ,;:.!?…-–—(«'’") + ELLIPSIS)[: max(length, 0)]


@lru_cache(maxsize=2048)
def as_html(text: str) -> Markup:
    """Plain text as safe HTML: paragraphs, line breaks and web links, nothing else."""
    safe = _UNSAFE.sub("", tidy(text)).strip()
    if not safe:
        return Markup("")
    draft = "".join(f"<p>{_with_links(part)}</p>" for part in _BLANK_LINE.split(safe))
    # Most texts hold nothing that could be markup, and a page shows fifteen of them: the cleaner,
    # which would change nothing in those (a test says so), took longer than all the rest.
    clean = _cleaner().clean(draft) if _PERHAPS_MARKUP.search(safe) else draft
    return Markup(clean)  # noqa: S704 - the one place where text is made safe


def _with_links(text: str) -> str:
    """Escaped text, its line breaks and web addresses marked up."""
    pieces, end = [], 0
    for match in _URL.finditer(text):
        url = html.escape(match.group())
        link = f'<a href="{url}" rel="{LINK_REL}">{url}</a>'
        pieces += [html.escape(text[end : match.start()], quote=False), link]
        end = match.end()
    pieces.append(html.escape(text[end:], quote=False))
    return "".join(pieces).replace("\n", "<br>")


_per_thread = threading.local()  # bleach's cleaner keeps state while it parses


def _cleaner() -> Cleaner:
    if not hasattr(_per_thread, "cleaner"):
        _per_thread.cleaner = Cleaner(
            tags={"p", "br", "a"},
            attributes={"a": ["href", "rel"]},
            protocols={"http", "https"},
        )
    cleaner: Cleaner = _per_thread.cleaner
    return cleaner
