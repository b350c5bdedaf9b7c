"""What changed between two versions of an idea: which parts, and texts word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

Kind = Literal["same", "gone", "new"]
_PIECES = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")


class Part(StrEnum):
    """What of an idea may change with a version."""

    TEXT = "text"
    ANSWERS = "answers"
    PICTURES = "pictures"


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Without what is gone it is the new text, without what is new the old one."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    found: list[Piece] = []
    for act, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if act == "equal":
            found.append(Piece("same", "".join(before[i:j])))
        else:
            found += _said("gone", before[i:j]) + _said("new", after[k:m])
    return tuple(found)


def exchange(old: str, new: str) -> tuple[Piece, ...]:
    """What was chosen, not written: it stays as it is, or another stands in its place."""
    if old == new:
        return tuple(_said("same", [old] if old else []))
    return tuple(_said("gone", [old] if old else []) + _said("new", [new] if new else []))


def parts_changed(*, text: bool, answers: bool, is_next: bool) -> tuple[Part, ...]:
    """A version that has the words of the one just before came with other pictures: these are
    not kept by version, so nothing is said of them between others.
    """
    told = [part for part, is_so in ((Part.TEXT, text), (Part.ANSWERS, answers)) if is_so]
    return tuple(told) if told or not is_next else (Part.PICTURES,)


def without(kind: Kind, pieces: Iterable[Piece]) -> str:
    """The text that is left when these pieces are taken out."""
    return "".join(piece.text for piece in pieces if piece.kind != kind)


def _said(kind: Kind, words: list[str]) -> list[Piece]:
    return [Piece(kind, "".join(words))] if words else []
