"""A loop that outlives what it depends on: it backs off, and says once that something is down."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from workflows.once import kind_and_place

LONGEST_PAUSE_SECONDS = 30.0
_log = structlog.get_logger("beffroi.workflows")


@dataclass
class Patient:
    """How a loop named `name` that rests `rest` seconds behaves when its work fails."""

    name: str
    rest: float
    failures: int = 0

    @property
    def pause(self) -> float:
        """Seconds until the next attempt: doubled at each failure in a row."""
        return min(self.rest * 2.0 ** min(self.failures, 10), LONGEST_PAUSE_SECONDS)

    def attempt(self, work: Callable[[], object]) -> None:
        """Try; the first failure and the recovery are told, what lies between is not."""
        try:
            work()
        except Exception as error:
            if self.failures == 0:
                _log.error("stopped_working", loop=self.name, error=kind_and_place(error))
            self.failures += 1
        else:
            if self.failures:
                _log.info("works_again", loop=self.name, failures=self.failures)
            self.failures = 0
