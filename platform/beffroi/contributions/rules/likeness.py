"""How much two ideas are the same matter: what the title of each says, the other says too."""

from collections.abc import Iterable
from dataclasses import dataclass

from beffroi.core.folding import words
from beffroi.core.gist import similarity, telling_words

LIKE_ENOUGH = 0.5
SAME_WORD = 0.4  # share of trigrams: a slip in a word of five letters, an article stuck to it


@dataclass(frozen=True)
class Wording:
    """The words that a title tells, and all those of the text, folded."""

    title: frozenset[str]
    text: frozenset[str]


def wording(title: str, body: str) -> Wording:
    """Of a text as it is written."""
    return Wording(frozenset(telling_words(title)), frozenset(words(f"{title} {body}")))


def likeness(one: Wording, other: Wording) -> float:
    """From 0 to 1, the same both ways: the harmonic mean of what each title finds in the other.

    A title that is all in the other's text is not enough: the other's title must be in ours too,
    else every idea about a bench would resemble every long text that names one.
    """
    there, back = _share(one.title, other), _share(other.title, one)
    return 2 * there * back / (there + back) if there and back else 0.0


def _share(title: Iterable[str], where: Wording) -> float:
    """How much of a title is found: a long word says more than a short one."""
    found = [(len(word), _found(word, where)) for word in title]
    weight = sum(length for length, _ in found)
    return sum(length * there for length, there in found) / weight if weight else 0.0


def _found(word: str, where: Wording) -> float:
    """1 for the word itself; for one spelled nearly so in the title, how near."""
    if word in where.text:
        return 1.0
    nearest = max((similarity(word, other) for other in where.title), default=0.0)
    return nearest if nearest >= SAME_WORD else 0.0
