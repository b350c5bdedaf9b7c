"""A small export and its map, and an ear for what an import says."""

import io
from dataclasses import dataclass, field

from beffroi.contributions.imports import BadRow, Plan, Tally, bring_in, read_plan

MAP = """
key = "id"
[title]
column = "title"
[body]
column = "body"
[date]
column = "date"
[call]
slug = "export"
contract = "lens-lievin"
title = "Un export"
question = "Que disait-on ailleurs ?"
summary = "Des idées reprises."
easy = "Des idées d’ailleurs."
for_whom = "Pour qui veut les lire."
level = "consultation"
information = "Un fichier."
what_happens = "Plus rien."
who_decides = "C’est fini."
opens_at = 2015-01-01
closes_at = 2015-12-31
decided_by = 2016-01-01
decision_hours = 720
"""
HEADER = "id,title,body,date"


def sheet(*added: str) -> str:
    """The map above; what is added stands before its tables."""
    return "\n".join(added) + MAP


def plan(*added: str) -> Plan:
    return read_plan(sheet(*added))


def line(key: int | str) -> str:
    """A good row of one line."""
    return f"{key},Un banc {key},On attend debout devant l’école {key}.,2015-03-0{int(key) % 9 + 1}"


def export(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines, "")).encode()


@dataclass
class Ear:
    """Remembers what it hears."""

    heard: list[BadRow] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)

    def bad_row(self, row: BadRow) -> None:
        self.heard.append(row)

    def went_on(self, tally: Tally, position: int) -> None:
        self.positions.append(position)

    def reasons(self) -> dict[int, str]:
        """By the first line of each bad row."""
        return {row.line: row.reason for row in self.heard}


def brought(content: bytes, by: Plan | None = None, *, dry_run: bool = False) -> tuple[Tally, Ear]:
    """Import a file that is only in memory."""
    ear = Ear()
    return bring_in(io.BytesIO(content), by or plan(), ear, dry_run=dry_run), ear
