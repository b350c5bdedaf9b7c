"""Text that fills space: stretched letters, the same words again and again, shouting, no words."""

import re
from itertools import groupby

from beffroi.core.folding import fingerprint, fold
from beffroi.moderation.detectors.findings import Finding

VERSION = "repeats-1"

SAME_WORD = 5  # times in a row
SAME_SENTENCE = 3  # times in the whole text
SHOUTED_LETTERS = 30
SHOUTED_SHARE = 0.9

_STRETCHED = re.compile(r"([^\W\d_])\1{5,}", re.IGNORECASE)
_SYLLABLES = re.compile(r"\b(?!bla|tac|pouet)([^\W\d_]{3,5})\1{2,}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^.!?\n]+")


def find(text: str) -> list[Finding]:
    """Every repetition of the text, longest first where two begin together, never overlapping."""
    whole = _shouting(text) or _no_words(text)
    if whole:
        return whole
    spans = _stretched(text) + _same_words(text) + _same_sentences(text)
    found: list[Finding] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1].end:
            found.append(_finding(start, end, label))
    return found


def _finding(start: int, end: int, label: str) -> Finding:
    return Finding(start, end, "repeats", label, "unclear")


def _stretched(text: str) -> list[tuple[int, int, str]]:
    letters = [(*m.span(), "stretched") for m in _STRETCHED.finditer(text) if m[1] not in "wW"]
    return letters + [(*m.span(), "stretched") for m in _SYLLABLES.finditer(text)]


def _same_words(text: str) -> list[tuple[int, int, str]]:
    runs = groupby(_WORD.finditer(text), key=lambda match: fold(match.group()))
    rows = [list(run) for word, run in runs if word and not word.isdigit()]
    return [(r[0].start(), r[-1].end(), "same_word") for r in rows if len(r) >= SAME_WORD]


def _same_sentences(text: str) -> list[tuple[int, int, str]]:
    seen: dict[str, list[tuple[int, int]]] = {}
    for match in _SENTENCE.finditer(text):
        if len(match.group().strip()) >= 12:
            seen.setdefault(fingerprint(match.group()), []).append(match.span())
    often = [spans for spans in seen.values() if len(spans) >= SAME_SENTENCE]
    return [(spans[0][0], spans[-1][1], "same_sentence") for spans in often]


def _shouting(text: str) -> list[Finding]:
    cased = [c for c in text if c.isupper() or c.islower()]
    loud = sum(c.isupper() for c in cased)
    if len(cased) < SHOUTED_LETTERS or loud < SHOUTED_SHARE * len(cased):
        return []
    return [_finding(0, len(text), "shouting")]


def _no_words(text: str) -> list[Finding]:
    """Four signs or more and not one letter, digit or picture."""
    signs = text.strip()
    empty = len(signs) >= 4 and all(c in ".,;:!?…-_*+=/\\|~#'\"()" or c.isspace() for c in signs)
    return [_finding(0, len(text), "no_words")] if empty else []
