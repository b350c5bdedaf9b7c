"""The calls of the demo: announced before they open, decided after they closed."""

from datetime import datetime, timedelta
from typing import Any

from beffroi.contributions import services as contributions
from beffroi.contributions.models import CallSpeaker
from beffroi.contributions.proposals import NewCall, NewConclusion
from beffroi.contributions.rules import USUAL_ACTS, Act, Period, Side
from beffroi.contributions.services.concluding import conclude
from beffroi.core import clock, db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.demo.content import read

WORDS = (
    "slug", "title", "question", "summary", "easy", "for_whom", "level", "information",
    "what_happens", "who_decides", "moderation",
)  # fmt: skip


def announce(row: dict[str, Any], people: dict[str, Actor], today: datetime) -> None:
    """Make it known the day before it opens, with who speaks for the group."""
    opens_at = _on(today, row["opens_days"])
    with clock.at(opens_at - timedelta(days=1)):
        call = contributions.announce_call(
            SYSTEM,
            NewCall(
                **{name: row[name].strip() for name in WORDS},
                decision_hours=row["decision_hours"],
                contract_slug=row["contract"],
                neighbourhood_slugs=tuple(row["neighbourhoods"]),
                residence=row.get("residence", "none"),
                min_age=row.get("min_age"),
                max_age=row.get("max_age"),
                tone=row.get("tone", "usual"),
                opens_at=opens_at,
                closes_at=_on(today, row["closes_days"]),
                phases=_phases(row, today),
                decided_by=_on(today, row["decided_by_days"]),
            ),
        )
    for key in row.get("speakers", []):
        db.session().add(CallSpeaker(call_id=call.id, person_id=people[key].person_id))


def decide(row: dict[str, Any], today: datetime) -> None:
    """What was decided after the close, on its day; nothing for most."""
    said = row.get("conclusion")
    if said is None:
        return
    with clock.at(_on(today, said["decided_days"])):
        texts = {name: said[name] for name in ("decision", "reasons", "taken")}
        new = NewConclusion(**texts, decided_on=clock.today())
        conclude(SYSTEM, row["slug"], new, Side.INSTITUTION)


def _phases(row: dict[str, Any], today: datetime) -> tuple[Period, ...]:
    """Those of the row, else one for all; a call with a questionnaire takes answers in each."""
    usual = [{"opens_days": row["opens_days"], "closes_days": row["closes_days"]}]
    asks = row["slug"] in {one["call"] for one in read("questionnaires")}
    more = frozenset({Act.ANSWER}) if asks else frozenset()
    return tuple(
        Period(
            _on(today, one["opens_days"]),
            _on(today, one["closes_days"]),
            frozenset(map(Act, one.get("acts", USUAL_ACTS))) | more,
            one.get("title", ""),
        )
        for one in row.get("phases", usual)
    )


def _on(today: datetime, days: float) -> datetime:
    return today + timedelta(days=days)
