"""Tells all who follow an idea of each step of it: in batches, each person once for a step."""

from typing import Any

from beffroi.contributions.events import IdeaForwarded, IdeaMoved, IdeaNewsQueued
from beffroi.contributions.services import followers_after
from beffroi.core.actor import SYSTEM
from beffroi.core.events import record
from beffroi.notifications.services import tell_many
from workflows.news import news_of
from workflows.once import handles, occurrence

BATCH = 500
PATIENCE: dict[str, Any] = {
    "max_retries": 8,
    "min_backoff": 1_000,
    "max_backoff": 300_000,
    "time_limit": 60_000,
}


@handles(**PATIENCE)
def of_news(event: IdeaMoved | IdeaForwarded) -> None:
    """The first batch is another event, as all that follow: each commits by itself."""
    about = occurrence()
    queued = IdeaNewsQueued(event.idea_id, event.number, about.event_id, about.actor_id, None)
    record(queued, by=SYSTEM)


@handles(**PATIENCE)
def of_batch(event: IdeaNewsQueued) -> None:
    """Some of them, and the event of those who come after, in one transaction.

    A crash undoes the batch with its mark, and it is done again; who was told stays told, since a
    message is unique for a person and a step. Whoever made the step knows of it.
    """
    news = news_of(event.idea_id, event.number)
    if news is None:
        return
    people = followers_after(event.idea_id, event.after_id, BATCH)
    others = [one for one in people if one != event.by_id]
    link = f"/idees/{event.idea_id}"
    tell_many(others, f"followed_{news.kind}", news.facts, link, event.about_id)
    if len(people) == BATCH:
        following = (event.idea_id, event.number, event.about_id, event.by_id, people[-1])
        record(IdeaNewsQueued(*following), by=SYSTEM)
