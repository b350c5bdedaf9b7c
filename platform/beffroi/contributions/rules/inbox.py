"""An act on one idea or on many: what it changes, what it leaves and why, what was looked at."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from beffroi.contributions.rules.stages import may_move
from beffroi.contributions.rules.texts import Visibility

MAX_TAG = 40
MAX_TAGS = 40  # of a contract: a list that a person reads
MAX_NOTE = 2000
MAX_STORY = 30  # acts on the page of an idea; the rest is counted
MAX_BATCH = 500


class Done(StrEnum):
    """What the journal tells that the staff did with an idea."""

    ASSIGNED = "assigned"
    LEFT_TO_NOBODY = "left_to_nobody"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    NOTED = "noted"
    NOTE_DROPPED = "note_dropped"
    MOVED = "moved"
    FORWARDED = "forwarded"
    JOINED = "joined"
    WAS_JOINED = "was_joined"
    LEFT = "left"
    WAS_LEFT = "was_left"
    SPLIT_PROPOSED = "split_proposed"
    SPLIT = "split"
    GATHERED = "gathered"
    OBJECTION_ANSWERED = "objection_answered"


class Act(StrEnum):
    """What is done with ideas of the inbox, one or many."""

    ASSIGN = "assign"
    TAG = "tag"
    UNTAG = "untag"
    MOVE = "move"


class Obstacle(StrEnum):
    """Why an act leaves an idea as it is."""

    SAME = "same"
    GONE = "gone"
    NOT_PUBLIC = "not_public"
    IMPOSSIBLE = "impossible"
    OUTSIDER = "outsider"
    OTHER_CONTRACT = "other_contract"


@dataclass(frozen=True, kw_only=True)
class BulkAct:
    """An act and what it needs; what it does not need is left empty."""

    act: Act
    person_id: uuid.UUID | None = None
    tag: str = ""
    stage: str = ""
    answer: str = ""
    structure_slug: str | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An idea as an act finds it. `serves` are the structures of its contract, `staff` those who
    may see to it, `tags` what it bears, folded.
    """

    idea_id: uuid.UUID
    visibility: str
    version: int
    stage: str
    answer: str
    structure_slug: str | None
    assignee_id: uuid.UUID | None
    tags: frozenset[str] = frozenset()
    serves: frozenset[str] = frozenset()
    staff: frozenset[uuid.UUID] = frozenset()


def obstacle(act: BulkAct, found: Standing | None, folded_tag: str = "") -> Obstacle | None:
    """Why this idea stays as it is; None when the act changes it."""
    if found is None:
        return Obstacle.GONE
    if act.act == Act.ASSIGN:
        return _to_assign(act, found)
    if act.act == Act.MOVE:
        return _to_move(act, found)
    is_there = folded_tag in found.tags
    return Obstacle.SAME if is_there == (act.act == Act.TAG) else None


def _to_assign(act: BulkAct, found: Standing) -> Obstacle | None:
    if act.person_id == found.assignee_id:
        return Obstacle.SAME
    is_theirs = act.person_id is None or act.person_id in found.staff
    return None if is_theirs else Obstacle.OUTSIDER


def _to_move(act: BulkAct, found: Standing) -> Obstacle | None:
    if found.visibility != Visibility.PUBLISHED:
        return Obstacle.NOT_PUBLIC
    there = (act.stage, act.answer, act.structure_slug)
    if there == (found.stage, found.answer, found.structure_slug):
        return Obstacle.SAME
    if not may_move(found.stage, act.stage):
        return Obstacle.IMPOSSIBLE
    known = act.structure_slug is None or act.structure_slug in found.serves
    return None if known else Obstacle.OTHER_CONTRACT


def digest(act: BulkAct, standings: Iterable[Standing]) -> str:
    """What was looked at, in whatever order: another one as soon as something changed."""
    seen = sorted((_plain(found) for found in standings), key=lambda one: str(one["idea_id"]))
    written = json.dumps([_plain(act), seen], sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: BulkAct | Standing) -> dict[str, object]:
    return {
        name: sorted(map(str, one)) if isinstance(one, frozenset) else one
        for name, one in asdict(value).items()
    }
