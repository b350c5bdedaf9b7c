"""Pure rules of the second key: codes of an authenticator (RFC 6238) and recovery codes."""

import re
from collections.abc import Iterable
from datetime import timedelta

STEP_SECONDS = 30
SETUP_LIFE = timedelta(minutes=30)  # time to find and install an authenticator
WINDOW = 1  # one step on either side: clocks of telephones drift
RECOVERY_CODES = 10
RECOVERY_GROUPS = 4
RECOVERY_GROUP = 4
# No 0 O 1 I L U: read aloud or copied by hand, none is taken for another. 30^16 is 78 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_TOTP = re.compile(r"[0-9]{6}")


def step_at(seconds: float) -> int:
    """The time step of a moment, in seconds since 1970."""
    return int(seconds // STEP_SECONDS)


def steps_heard(current: int, last_used: int | None) -> range:
    """The steps whose codes are taken now: those of the window that are younger than the last
    that served, so that a code serves once (RFC 6238, 5.2)."""
    first = current - WINDOW
    return range(first if last_used is None else max(first, last_used + 1), current + WINDOW + 1)


def bare(code: str) -> str:
    """A code as it is compared: without the spaces and dashes people copy, in capitals."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", code).upper()


def is_of_authenticator(code: str) -> bool:
    """Six digits come from the telephone; anything else is taken for a recovery code."""
    return _TOTP.fullmatch(bare(code)) is not None


def recovery_code(letters: Iterable[int]) -> str:
    """ "7KQM-R2WX-94TC-VBNA" from sixteen numbers drawn by the caller."""
    drawn = "".join(ALPHABET[number % len(ALPHABET)] for number in letters)
    return "-".join(in_groups(drawn))


def in_groups(text: str, size: int = RECOVERY_GROUP) -> list[str]:
    """Pieces of four: what is typed by hand is read by pieces."""
    return [text[start : start + size] for start in range(0, len(text), size)]
