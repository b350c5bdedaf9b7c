"""What is the same for everybody and dear to count, asked of the database every two seconds only.

As a shared page (`core/page_cache.py`), in each process; a test always counts anew.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import current_app

T = TypeVar("T")

SHARED_SECONDS = 2
MAX_KEPT = 512  # what strangers ask for must not fill the memory
KEPT = "beffroi_recent"


def recent(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, as it was two seconds ago at most; nothing of one reader's own."""
    if current_app.testing:
        return read()
    kept: dict[Hashable, tuple[float, Any]] = current_app.extensions.setdefault(KEPT, {})
    until, value = kept.get(key, (0.0, None))
    if until <= time.monotonic():
        value = read()
        if len(kept) >= MAX_KEPT:
            kept.clear()
        kept[key] = (time.monotonic() + SHARED_SECONDS, value)
    found: T = value
    return found
