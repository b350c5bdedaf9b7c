"""Public identifiers: sortable by time, or random where time would betray somebody."""

import time
import uuid

_SUB_MS_STEPS = 4096


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits of the fraction, 62 random bits."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * _SUB_MS_STEPS // 1_000_000
    low = uuid.uuid4().int & ((1 << 62) - 1)
    return uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (fraction << 64) | (2 << 62) | low)


def random_id() -> uuid.UUID:
    """An identifier that says nothing of when it was made."""
    return uuid.uuid4()
