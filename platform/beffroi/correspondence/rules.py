"""When an answer is due, when its office is reminded, what may become of a request: all pure."""

from datetime import date, timedelta
from enum import StrEnum

NOTICES = (15, 5, 0)  # days before the due day on which the office is reminded
AGAIN = 15  # days between two reminders once it is late
SHORTEST_NOTICE = timedelta(days=15)  # what an office has at least once a request is passed to it
MAX_DAYS = 366
MAX_REASON = 1000
MAX_WORDS = 3000
MAX_NEXT_STEP = 300


class State(StrEnum):
    """Where a request to an office stands."""

    ASKED = "asked"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What an office makes of what it was asked."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    NOT_FOLLOWED = "not_followed"
    REFERRED = "referred"
    STUDIED = "studied"


class Act(StrEnum):
    """What may be done with a request. `wait`: an answer that only says it is being studied."""

    ACKNOWLEDGE = "acknowledge"
    WAIT = "wait"
    ANSWER = "answer"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"


OPEN = frozenset({State.ASKED, State.ACKNOWLEDGED})
_OPEN_MOVES = {
    Act.ACKNOWLEDGE: State.ACKNOWLEDGED,
    Act.WAIT: State.ACKNOWLEDGED,
    Act.ANSWER: State.ANSWERED,
    Act.TRANSFER: State.TRANSFERRED,
    Act.WITHDRAW: State.WITHDRAWN,
}
# An answer may be put right, in sight of all; what was passed on or taken back is over here.
MOVES: dict[State, dict[Act, State]] = {
    State.ASKED: _OPEN_MOVES,
    State.ACKNOWLEDGED: _OPEN_MOVES,
    State.ANSWERED: {Act.ANSWER: State.ANSWERED},
    State.TRANSFERRED: {},
    State.WITHDRAWN: {},
}


def state_after(state: str, act: Act) -> State | None:
    """Where an act leads; None when it is not done from there."""
    return MOVES[State(state)].get(act)


def act_of(outcome: str) -> Act:
    """To say that something is being studied makes nobody's answer less due."""
    return Act.WAIT if outcome == Outcome.STUDIED else Act.ANSWER


def due_day(asked_on: date, days: int, promised_on: date | None = None) -> date:
    """The last day to answer in time: so many days, or sooner if people were promised sooner.

    A promise that is past or ends today leaves the office its own days.
    """
    own = asked_on + timedelta(days=days)
    is_ahead = promised_on is not None and promised_on > asked_on
    return min(own, promised_on) if is_ahead and promised_on else own


def due_day_after_transfer(due_on: date, transferred_on: date) -> date:
    """The day does not come nearer nor move away, but for an office that would have no time."""
    return max(due_on, transferred_on + SHORTEST_NOTICE)


def next_reminder(due_on: date, after: date) -> date:
    """The first day of a reminder that comes strictly after this one; there is always one."""
    for days in NOTICES:
        notice = due_on - timedelta(days=days)
        if notice > after:
            return notice
    rounds = (after - due_on).days // AGAIN + 1
    return due_on + timedelta(days=rounds * AGAIN)


def is_overdue(state: str, due_on: date, today: date) -> bool:
    """From the morning after the due day, while no answer was given."""
    return State(state) in OPEN and today > due_on
