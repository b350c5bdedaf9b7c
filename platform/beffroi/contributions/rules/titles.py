"""A title for a text that has none: its first sentence."""

import re

from beffroi.contributions.rules.texts import MAX_TITLE
from beffroi.core.text import excerpt, tidy

SHORTEST_TITLE = 20  # characters: "Oui." or "1." alone say nothing
LOOKED_AT = 2000

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_BULLET = re.compile(r"^[\s\-–—•*·>]+")


def title_of(text: str) -> str:
    """The first sentence that says something, cut between words where it is too long."""
    beginning = _BULLET.sub("", tidy(text[:LOOKED_AT])) or text[:LOOKED_AT]
    title = ""
    for sentence in _SENTENCE_END.split(beginning):
        title = f"{title} {sentence}".strip()
        if len(title) >= SHORTEST_TITLE:
            break
    return excerpt(title.rstrip(" .") or title, MAX_TITLE)
