"""What recurs and when: the one table of duties."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from beffroi.contributions import services as contributions
from beffroi.contributions.services import recounting
from beffroi.core import purging
from beffroi.core.clock import PARIS
from beffroi.identity.services import dormancy, guardians, mailed_codes


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
class Weekly:
    """Each week on a day of Paris, 0 for Monday, at an hour."""

    weekday: int
    hour: int

    def after(self, moment: datetime) -> datetime:
        """The next one."""
        daily = Daily(self.hour)
        found = daily.after(moment)
        while found.astimezone(PARIS).weekday() != self.weekday:
            found = daily.after(found)
        return found


@dataclass(frozen=True)
class Duty:
    """Something to do again and again; `call` says how many things it dealt with.

    `in_steps`: it commits by itself, step by step, and what a crash leaves is for its next time.
    """

    name: str
    cadence: Cadence
    call: Callable[[], int]
    in_steps: bool = False


# What is past its time is the register's to say (`core.register`): one duty purges every table.
DUTIES = (
    Duty("warn_dormant", Daily(2, 30), dormancy.warn_dormant, in_steps=True),
    Duty("purge", Daily(3, 0), purging.purge, in_steps=True),
    Duty("alert_silences", Daily(7, 30), contributions.alert_silences),
    Duty("remind_of_answers", Weekly(0, 8), contributions.remind_of_answers),
    Duty("tend_children", Daily(3, 30), guardians.tend_children),
    Duty("tend_counts", Daily(4, 0), recounting.tend_counts, in_steps=True),
    Duty("drop_letter_addresses", Daily(3, 40), mailed_codes.drop_addresses),
)
