"""Bank account numbers (IBAN), told from other codes by their length and key."""

import re

from beffroi.moderation.detectors.findings import Finding

VERSION = "ibans-1"

# ISO 13616: how many characters in each country.
_COUNTRIES_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "NL DK FI",
    19: "SI MK",
    20: "LU AT EE LT BA KZ XK",
    21: "CH HR LV LI",
    22: "DE GB IE BG VA RS ME GE",
    23: "IL AE GI",
    24: "ES RO CZ SK SE AD TN MD SA",
    25: "PT",
    26: "IS TR DZ",
    27: "FR MC IT GR SM MR CM CG GA NE MG",
    28: "PL HU CY MA SN ML CI BJ BF TG AL LB AZ",
    29: "UA QA EG BR",
    30: "JO KW",
    31: "MT",
}
_LENGTHS = {c: n for n, codes in _COUNTRIES_BY_LENGTH.items() for c in codes.split()}
_START = re.compile(r"(?<![^\W_])[A-Z]{2}[ \u00a0\u202f]?\d{2}(?!\d*[^\W\d_]{3})", re.IGNORECASE)
_CHARACTER = re.compile(r"[ \t\u00a0\u2009\u202f.\-]{0,2}([A-Z0-9])", re.IGNORECASE | re.ASCII)


def find(text: str) -> list[Finding]:
    """Every IBAN of the text whose key is right, in order."""
    found: list[Finding] = []
    for match in _START.finditer(text):
        end = _end_of_iban(text, match.start())
        if end is not None and (not found or match.start() >= found[-1].end):
            found.append(Finding(match.start(), end, "ibans", "iban", "personal_data"))
    return found


def canonical(passage: str) -> str:
    """The IBAN in one piece."""
    return re.sub(r"[^A-Za-z0-9]", "", passage).upper()


def _end_of_iban(text: str, start: int) -> int | None:
    length = _LENGTHS.get(text[start : start + 2].upper(), 0)
    characters, end = "", start
    while len(characters) < length:
        step = _CHARACTER.match(text, end)
        if step is None:
            return None
        characters, end = characters + step[1].upper(), step.end()
    glued = end < len(text) and text[end].isalnum()
    return end if length and not glued and _key_is_right(characters) else None


def _key_is_right(iban: str) -> bool:
    """ISO 7064, mod 97-10: letters count from A = 10."""
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1
