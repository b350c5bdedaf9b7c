"""Pure rules of passwords: long rather than odd, and none of those that everybody tries first.

No rule of composition: length and a list of refused ones protect better (NIST SP 800-63B, 5.1.1;
CNIL, deliberation 2022-100).
"""

import re
import unicodedata
from datetime import timedelta
from typing import Literal

MIN_PASSWORD = 12
MAX_PASSWORD = 200
FRESH = timedelta(minutes=10)  # how long a way in vouches for the person at the keyboard
MIN_LOCAL_PART = 3  # a shorter one stands in half of all words
MIN_DISTINCT = 5

Weakness = Literal["common", "plain", "address"]

# What is left of the usual ones once digits and signs at the ends are gone: "Motdepasse2026!".
_TRIED_FIRST = """
abcdefghijkl admin adminadmin administrateur administration azerty azertyazerty azertyuiop
azertyuiopqsdfghjklm beffroi beffroibeffroi bonjour bonjourbonjour bonjourtoutlemonde calais
changeme changezmoi cheval chocolat chouchou conseilcitoyen coucou coucoucoucou doudou
doudoudoudou football iloveyou iloveyouforever jetaime jetaimejetaime jetaimemonamour
jetaimepourlavie lens lenslens lenslievin letmein lievin loulou loulouloulou maman mamanjetaime
mamanpapa marseille monamour monbebe moncompte mondepart monkey monmotdepasse motdepasse
motdepassemotdepasse nicolas papamaman pasdecalais pasdemotdepasse passw password
passwordpassword poiuytreza poiuytrezaq princesse qsdfghjklm quartier qwerty qwertyqwerty
qwertyuiop qwertyuiopasdfghjkl racingclubdelens rclens sanglier secret secretsecret soleil
soleilsoleil sunshine toutlemonde trustno vivelafrance vivelens welcome welcomewelcome
"""
_COMMON = frozenset(_TRIED_FIRST.split())
_LEET = str.maketrans("@01345$7", "aoieasst")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm",
         "01234567890123456789", "&é\"'(-è_çà)=")  # fmt: skip


def weakness(password: str, email: str = "") -> Weakness | None:
    """Why a long enough password would be guessed among the first; None when it is fine."""
    folded = _folded(password)
    if _is_among_the_first(folded):
        return "common"
    if _is_plain(folded):
        return "plain"
    local = _folded(email.partition("@")[0])
    return "address" if len(local) >= MIN_LOCAL_PART and local in folded else None


def as_kept(password: str) -> str:
    """One writing for what looks the same, whatever keyboard typed it (RFC 8265, OpaqueString)."""
    return unicodedata.normalize("NFC", password)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _is_among_the_first(folded: str) -> bool:
    """With its ends as typed, without them, and with the usual digits read as letters."""
    stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    spellings = (folded, stem, stem.translate(_LEET), folded.translate(_LEET))
    return any(re.sub(r"[\W_]", "", spelling) in _COMMON for spelling in spellings)


def _is_plain(folded: str) -> bool:
    """Few different signs, a piece said again and again, or a walk along the keyboard."""
    if len(set(folded)) < MIN_DISTINCT or re.fullmatch(r"(.{1,4})\1+.{0,3}", folded):
        return True
    return any(folded in row * 3 or folded in row[::-1] * 3 for row in _ROWS)
