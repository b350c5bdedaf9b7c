"""Pure rules of the codes people copy by hand: six digits sent, letters printed or handed over."""

import re
from datetime import timedelta

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODES_PER_CONTACT = 3
CODES_WINDOW = timedelta(minutes=15)
MARK_LIFE = timedelta(days=365)  # the same contact gives the same guest for a year
CLAIM_LIFE = timedelta(days=365)
MAX_BATCH = 500
MAX_BATCH_DAYS = 366

# 31 signs that nobody takes for one another: without 0, 1, I, L and O.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUP = 4
CLAIM_LENGTH = 16  # 31 ** 16 is more than 79 bits
INVITATION_LENGTH = 12  # 59 bits: 500 of them are not found by trying at the door
MAX_TYPED = 60
_BETWEEN = re.compile(r"[\s.\-_\u00b7\u2010-\u2015]+")


def six_digits(digest: str) -> str:
    """Six digits drawn from a keyed digest (hexadecimal): the same digest, the same digits."""
    return f"{int(digest, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def typed_digits(typed: str) -> str:
    """What a person typed as six digits, without what they put between; "" when it is not that."""
    digits = _BETWEEN.sub("", typed[:MAX_TYPED])
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else ""


def letters(digest: str, length: int) -> str:
    """A code of `length` signs drawn from 256 bits in hexadecimal: a digest, or pure chance."""
    number, signs = int(digest, 16), []
    for _ in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def typed_letters(typed: str) -> str:
    """A code as it was made, whatever the case and the dashes; "" when it cannot be one."""
    code = _BETWEEN.sub("", typed[:MAX_TYPED]).upper()
    return code if code and set(code) <= set(ALPHABET) else ""


def in_groups(code: str) -> str:
    """ "K7QM-2XRA-9DTE-HJ4C": read aloud and copied by groups of four."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def is_claim_code(code: str) -> bool:
    """Whether this has the shape of a follow code, as `typed_letters` gives it."""
    return len(code) == CLAIM_LENGTH and set(code) <= set(ALPHABET)
