"""What changed between two texts, word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
_PIECES = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")


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


def without(kind: Kind, pieces: Iterable[Piece]) -> str:
    """The text that is left when these pieces are taken out."""
    return "".join(piece.text for piece in pieces if piece.kind != kind)


def _said(kind: Kind, words: list[str]) -> list[Piece]:
    return [Piece(kind, "".join(words))] if words else []
