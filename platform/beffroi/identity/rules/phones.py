"""Pure rules of mobile numbers of France and overseas: many writings, one number (E.164)."""

import re

# The first digits of a national mobile number, and the country code it has abroad (plan de
# numérotation of the ARCEP): the overseas departments share the leading zero of the mainland.
_OVERSEAS = {
    "690": "590",
    "691": "590",
    "692": "262",
    "693": "262",
    "639": "262",
    "694": "594",
    "696": "596",
    "697": "596",
}
_NATIONAL = re.compile(r"[67]\d{8}")
# What a mobile number looks like after each country code; collectivities have plans of their own.
_ABROAD = {
    "33": re.compile(r"[67]\d{8}"),
    "590": re.compile(r"69[01]\d{6}"),
    "262": re.compile(r"(?:69[23]|639)\d{6}"),
    "594": re.compile(r"694\d{6}"),
    "596": re.compile(r"69[67]\d{6}"),
    "508": re.compile(r"[45]\d{5}"),
    "687": re.compile(r"[789]\d{5}"),
    "689": re.compile(r"8[79]\d{6}"),
    "681": re.compile(r"8[23]\d{4}"),
}
_WRITTEN = re.compile(r"[+\d\s().\-/_\u2010-\u2015]+")
_SIGNS = re.compile(r"[\s().\-/_\u2010-\u2015]")
MAX_WRITTEN = 40


def same_phone(written: str) -> str | None:
    """The number in E.164 ("+33612345678"), or None: not a mobile number of France or overseas.

    Recommendation ITU-T E.164. A zero kept after the country code ("+33 (0)6 …") is dropped, and
    an overseas number written as on the mainland ("0692 …") gets its own country code.
    """
    if len(written) > MAX_WRITTEN or not _WRITTEN.fullmatch(written):
        return None
    digits = _SIGNS.sub("", written)
    if not digits.isascii():
        return None
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return _from_abroad(digits[1:]) if digits.startswith("+") else _from_here(digits)


def shown_phone(number: str) -> str:
    """Its last two digits, so that a person recognises theirs and nobody else learns it."""
    return f"•• {number[-2:]}"


def _from_here(digits: str) -> str | None:
    if not digits.startswith("0") or not _NATIONAL.fullmatch(digits[1:]):
        return None
    national = digits[1:]
    return f"+{_OVERSEAS.get(national[:3], '33')}{national}"


def _from_abroad(digits: str) -> str | None:
    for code, plan in _ABROAD.items():
        if digits.startswith(code):
            national = digits[len(code) :].removeprefix("0")
            if not plan.fullmatch(national):
                return None
            own = _OVERSEAS.get(national[:3], code) if code == "33" else code
            return f"+{own}{national}"
    return None
