"""Words as a search compares them: no case, no accents, no plural, no elided article."""

import hashlib
import re
import unicodedata

# What neither casefold nor decomposition brings back to plain letters.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ʼ": "'"}
    | dict.fromkeys("’‘‛ʹ´`′＇", "'")
)
# Latin, Greek and Cyrillic accents; Arabic vowel signs and the stretching stroke; soft hyphen
# and invisible joiners. Vowel signs of other scripts are part of their words and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u0640\u064b-\u0652\u0670\u00ad\u200b-\u200f\u2060\ufeff]"
)
_ELISION = re.compile(
    r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)'(?=\w)"
)
_SHORTEST_STEM = 3


class _Separators(dict[int, int]):
    """A translation table that learns: letters, digits and marks stay, the rest is a space."""

    def __missing__(self, code: int) -> int:
        kept = code if unicodedata.category(chr(code))[0] in "LNM" else ord(" ")
        self[code] = kept
        return kept


_SEPARATORS = _Separators()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    plain = _unaccented(_unaccented(text))  # what casefold reveals may itself be decomposed
    return [_singular(word) for word in _ELISION.sub(" ", plain).translate(_SEPARATORS).split()]


def fold(text: str) -> str:
    """The text as its folded words, one space apart."""
    return " ".join(words(text))


def fingerprint(text: str) -> str:
    """The same for two texts that differ only by case, accents, plurals or punctuation."""
    return hashlib.sha256(fold(text).encode("utf-8", "replace")).hexdigest()


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed)).translate(_LETTERS)


def _singular(word: str) -> str:
    """Drop the endings of plurals; short words such as `bus` or `prix` keep three letters."""
    while len(word) > _SHORTEST_STEM and word[-1] in "sx":
        word = word[:-1]
    return word
