"""E-mail addresses, plain or spelt out to escape robots."""

import re

from beffroi.moderation.detectors.findings import Finding

VERSION = "emails-1"

_S = r"[ \t\u00a0\u202f]{0,2}"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_WORD_AT = r"arobas[e]?|at|chez"
_AT = rf"{_S}(?:[(\[{{<]{_S}(?:{_WORD_AT}|a|@){_S}[)\]}}>]|[@＠]|\barobas[e]?\b){_S}"
_WORD_DOT = r"[ \t]{1,2}(?:point|dot)[ \t]{1,2}"
_DOT = rf"(?:\.|{_S}[(\[{{<]{_S}(?:point|dot|\.){_S}[)\]}}>]{_S}|{_WORD_DOT})"
_LOCAL = rf"[\w!#$%&'*+/=?^`|~-]{{1,64}}(?:{_DOT}[\w!#$%&'*+/=?^`|~-]{{1,64}}){{0,4}}"
_TLD = r"[^\W\d_]{2,24}"
_HOSTS = r"(?:gmail|hotmail|outlook|yahoo|orange|wanadoo|free|sfr|laposte|live|icloud|proton)"
_ADDRESS = re.compile(
    rf"""(?<![\w.+@-])(?:
      {_LOCAL}{_AT}(?:{_LABEL}{_DOT}){{1,5}}{_TLD}(?![\w@])
    | {_LOCAL}{_AT}{_HOSTS}(?:[ ](?:com|fr|net))?\b
    | {_LOCAL}[ ]at[ ](?:{_LABEL}[ ](?:dot|point)[ ]){{1,3}}{_TLD}\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = re.compile(r"@|＠|\bat\b|arobas|[(\[{<]\s*(?:a|chez)\s*[)\]}>]", re.IGNORECASE)


def find(text: str) -> list[Finding]:
    """Every e-mail address of the text, in order."""
    if _SIGNS.search(text) is None:
        return []
    return [Finding(*m.span(), "emails", "email", "personal_data") for m in _ADDRESS.finditer(text)]


def canonical(passage: str) -> str:
    """The address as a mail programme would write it."""
    plain = re.sub(rf"{_AT}|[ ]at[ ]", "@", passage, count=1, flags=re.IGNORECASE)
    return re.sub(rf"{_DOT}", ".", plain, flags=re.IGNORECASE).replace(" ", "").casefold()
