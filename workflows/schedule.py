"""What recurs and when: the one table of duties."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from beffroi.contributions import services as contributions
from beffroi.core import idempotency
from beffroi.core.clock import PARIS
from beffroi.identity import services as identity


class Cadence(Protocol):
    """When something comes back."""

    def after(self, moment: datetime) -> datetime:
        """The first time strictly after this moment."""


@dataclass(frozen=True)
class Every:
    """At a regular interval."""

    interval: timedelta

    def after(self, moment: datetime) -> datetime:
        """An interval later."""
        return moment + self.interval


@dataclass(frozen=True)
class Daily:
    """Each day at an hour of Paris, whatever the season."""

    hour: int
    minute: int = 0

    def after(self, moment: datetime) -> datetime:
        """Today if the hour is still to come, else tomorrow."""
        here = moment.astimezone(PARIS)
        for days in (0, 1):
            wall = datetime(
                here.year, here.month, here.day, self.hour, self.minute, tzinfo=PARIS
            ) + timedelta(days=days)
            if wall > here:
                return wall.astimezone(UTC)
        raise AssertionError("tomorrow always comes")


@dataclass(frozen=True)
class Duty:
    """Something to do again and again; `call` says how many things it dealt with."""

    name: str
    cadence: Cadence
    call: Callable[[], int]


DUTIES = (
    Duty("purge_sessions_and_links", Daily(3, 0), identity.purge_expired),
    Duty("purge_drafts", Daily(3, 5), contributions.purge_drafts),
    Duty("forget_idempotency_keys", Daily(3, 10), idempotency.forget_old_keys),
)
