"""Makes an idea of a row by the rules of a map, or says why it cannot; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from beffroi.contributions.imports.plan import AuthorRule, DateRule, Lookup, Plan
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.rules import MAX_TITLE, title_of
from beffroi.core.clock import PARIS
from beffroi.core.text import excerpt, is_blank, is_clean, tidy

MAX_KEY = 120

_COUNT = re.compile(r"[0-9]{1,9}")
_ADDRESS = re.compile(r"\S@\S+\.\w")

Row = Mapping[str, str]


class Refused(Exception):
    """Why a row does not come in, in the same words for the same reason, and what stood there."""

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.found = shown(found)


@dataclass(frozen=True)
class RowReader:
    """Reads rows by a map; nothing can have been written after `now`."""

    plan: Plan
    now: datetime

    def is_left_out(self, row: Row) -> bool:
        """Whether the map says that this row is no contribution."""
        return any(
            (rule.empty and is_blank(row[rule.column])) or row[rule.column].strip() in rule.equals
            for rule in self.plan.leave_out
        )

    def key(self, row: Row) -> str:
        """What names the row in its file, so that it comes in once."""
        key = row[self.plan.key].strip()
        if is_blank(key):
            raise Refused("key: there is none")
        if len(key) > MAX_KEY or not is_clean(key):
            raise Refused("key: it is longer than 120 characters, or holds unsafe ones", key)
        return key

    def idea(self, row: Row) -> NewIdea:
        """The idea to submit; its texts are checked by the service, as everybody's are."""
        plan = self.plan
        title, body = _text(plan, row)
        places = _slugs(plan.neighbourhood, row, "neighbourhood")
        return NewIdea(
            call_slug=plan.call.slug,
            title=title,
            body=body,
            neighbourhood_slug=places[0] if places else None,
            theme_slugs=_slugs(plan.themes, row, "themes"),
            author_name=_author(plan.author, row),
            language=plan.language,
            source_key=self.key(row),
            outside_supports=_count(plan.outside_supports, row),
            submitted_at=self._date(plan.date, row),
        )

    def _date(self, rule: DateRule, row: Row) -> datetime:
        written = row[rule.column].strip() if rule.column else ""
        moment = _moment(written, rule.format) if written else rule.default
        if moment is None:
            raise Refused("date: there is none")
        if moment > self.now:
            raise Refused("date: it is in the future", written)
        return moment


def shown(found: str) -> str:
    """A value of the file as it may be printed on a terminal."""
    return "".join(c if c.isprintable() else "�" for c in excerpt(found, 60))


def _text(plan: Plan, row: Row) -> tuple[str, str]:
    lines = [(line.label, row[line.column].strip()) for line in plan.body]
    body = "\n".join(f"{label} : {text}" if label else text for label, text in lines if text)
    title = tidy(row[plan.title.column]) if plan.title.column else ""
    if is_blank(title) and plan.title.from_text:
        return title_of(body), body
    if len(title) > MAX_TITLE and plan.title.too_long == "cut":
        return excerpt(title, MAX_TITLE), f"{title}\n\n{body}".strip()
    return title, body


def _author(rule: AuthorRule, row: Row) -> str:
    name = row[rule.column].strip() if rule.column else ""
    if _ADDRESS.search(name):
        raise Refused("author: it is an e-mail address, a public name was expected")
    return f"{rule.prefix}{name}" if name else rule.default


def _count(column: str | None, row: Row) -> int | None:
    written = row[column].strip() if column else ""
    if not written:
        return None
    if not _COUNT.fullmatch(written):
        raise Refused("outside_supports: it is not a count", written)
    return int(written)


def _slugs(lookup: Lookup | None, row: Row, name: str) -> tuple[str, ...]:
    if lookup is None:
        return ()
    written = row[lookup.column].strip() if lookup.column else ""
    values = written.split(lookup.separator) if lookup.separator else [written]
    found = [lookup.values.get(value.strip(), lookup.default) for value in values]
    if None in found:
        raise Refused(f"{name}: the map does not know this value", written)
    return tuple(dict.fromkeys(slug for slugs in found for slug in slugs or ()))


def _moment(written: str, pattern: str | None) -> datetime:
    try:
        parsed = (
            datetime.strptime(written, pattern)  # noqa: DTZ007 (the zone is given just below)
            if pattern
            else datetime.fromisoformat(written)
        )
        placed = parsed if parsed.tzinfo else parsed.replace(tzinfo=PARIS)
        return placed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("date: it is not written as the map says", written) from None
