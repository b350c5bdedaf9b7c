"""Telephone numbers of people, in the spellings used in France."""

import re
from itertools import pairwise

from beffroi.moderation.detectors.findings import Finding

VERSION = "phones-1"

_SPACE = r"[ \t\u00a0\u2000-\u200b\u202f]"
_GAP = rf"{_SPACE}{{0,2}}[./_·\-\u2010-\u2014]?{_SPACE}{{0,2}}"
_NUMBER = re.compile(
    rf"""(?<![\w@=&\#]) (?<!\d[.,/+\-])
    (?: (?P<abroad>\(?(?:\+|00){_GAP}33\)?{_GAP}(?:\({_SPACE}?0{_SPACE}?\)|0)?{_GAP})
      | \(?[0Oo]\)?{_GAP} )
    (?P<first>[1-79])\)?
    (?P<body>(?:{_GAP}\d){{8}})
    (?!\d|[.,]\d{{1,2}}(?!\d)|_|\w*@)
    """,
    re.VERBOSE,
)
# Belgium first among neighbours, then the countries the residents come from or moved to.
_FOREIGN = re.compile(
    rf"""(?<![\w@=&\#]) (?:\+|00){_GAP}
    (?:3[0-24-9]|4[0-9]|212|213|216|22[0-9]|23[0-9]|24[0-9]|25[0-9]|26[0-9]|35[0-9]|9[0-58])
    (?:{_GAP}\(0\))?{_GAP}[1-9](?:{_GAP}\d){{7,9}}
    (?!\d|[.,]\d|{_SPACE}?(?:€|%|euros?\b|m²|k€|habitants|millions))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# How ten digits are cut when they are a number to call. Two, two, four, two would be a date.
_CUTS = frozenset(
    (
        *("10", "1-9", "2-8", "4-6", "2-4-4", "4-3-3", "3-3-4", "2-2-6"),
        *("2-3-3-2", "2-2-3-3", "2-3-2-3", "4-2-2-2", "2-2-2-4", "2-4-2-2", "1-3-3-3"),
        *("2-2-2-2-2", "1-1-2-2-2-2", "1-1-1-1-1-1-1-1-1-1"),
    )
)
# Sex, year, and then the month that the number would start with.
_SOCIAL_SECURITY = re.compile(rf"(?<!\d)[12378]{_SPACE}\d\d{_SPACE}\Z")
_REFERENCE = re.compile(
    r"\b(?:siret|siren|rna|isbn|issn|ean|dossiers?|commande|facture|lots?|parcelles?|contrat|client"
    r"|r[ée]f\w*|d[ée]partements?|identifiant|code)\b[\s:#]*(?:n°|no|num[ée]ro)?[\s:#]*\Z",
    re.IGNORECASE,
)


def find(text: str) -> list[Finding]:
    """Every telephone number of the text, in order."""
    spans = [m.span() for m in _NUMBER.finditer(text) if _is_number(text, m)]
    spans += [m.span() for m in _FOREIGN.finditer(text)]
    return [Finding(a, b, "phones", "phone", "personal_data") for a, b in sorted(spans)]


def canonical(passage: str) -> str:
    """The digits that tell two numbers apart, whatever the spelling: the last nine."""
    return re.sub(r"\D", "", passage)[-9:]


def _is_number(text: str, match: re.Match[str]) -> bool:
    if match["abroad"] is not None:
        return True
    written = re.sub(r"[Oo]", "0", match.group())
    groups = re.findall(r"\d+", written)
    if _cut(groups) not in _CUTS or _counts_up(groups) or _is_date(written):
        return False
    if text[match.end() : match.end() + 1].isalpha() and len(groups) == 1:
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    return not (_REFERENCE.search(before) or _SOCIAL_SECURITY.search(before))


def _cut(groups: list[str]) -> str:
    return "-".join(str(len(group)) for group in groups)


def _counts_up(groups: list[str]) -> bool:
    """`01 02 03 04 05` is a list of lots, lines or days."""
    steps = {int(b) - int(a) for a, b in pairwise(groups)}
    return len(groups) == 5 and steps == {1}


def _is_date(written: str) -> bool:
    """`01.02.24 05.03`, `08.30 12.00 13`: separators that alternate mark dates and hours."""
    signs: list[str] = [sign.strip() for sign in re.findall(r"(?<=\d)\D+(?=\d)", written)]
    if len(signs) != 4:
        return False
    a, b, c, d = signs
    return (a == b == d != c) or (a == c and b == d and a != b)
