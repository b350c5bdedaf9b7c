"""Tells people what changes in what they may do: roles, suspensions, programs."""

from beffroi.core import db
from beffroi.core.clock import today
from beffroi.identity.block_reasons import BLOCK_REASONS
from beffroi.identity.events import (
    BlockAlsoLifted,
    BlockAppealAnswered,
    BlockAppealed,
    PersonBlocked,
    ProgramAuthorized,
    RoleEnded,
    RoleGranted,
)
from beffroi.identity.models import Block, Person, Program
from beffroi.identity.reference import HEARS_APPEALS
from beffroi.identity.role_names import ROLE_NAMES
from beffroi.identity.rules.blocks import LIFTED, may_answer
from beffroi.identity.services.appeals import who_may_answer
from beffroi.identity.services.offices import addressees
from beffroi.identity.services.places import place_name
from beffroi.notifications.services import tell
from workflows.offices import PATIENCE, in_each_language, tell_office
from workflows.once import handles, occurrence

PERSON = "person"


@handles(**PATIENCE)
def of_grant(event: RoleGranted) -> None:
    """Nobody is written to about the roles of an invented or imported town."""
    if occurrence().actor_kind == PERSON:
        tell(event.person_id, "role_granted", _role(event), "/moi", occurrence().event_id)


@handles(**PATIENCE)
def of_end_of_grant(event: RoleEnded) -> None:
    """The person who held it."""
    tell(event.person_id, "role_ended", _role(event), "/moi", occurrence().event_id)


@handles(**PATIENCE)
def of_block(event: PersonBlocked) -> None:
    """The statement of reasons: facts, rule, term, how to appeal (DSA, art. 17)."""
    block = db.session().get(Block, event.block_id)
    if block is None:
        return
    reason = BLOCK_REASONS[block.reason_code]
    facts = {
        "reason": in_each_language(lambda: str(reason.label)),
        "rule": in_each_language(lambda: str(reason.rule)),
        "words": block.justification,
        "ends_at": block.ends_at.isoformat(),
    }
    tell(event.person_id, "block_decided", facts, "/moi/suspension", occurrence().event_id)


@handles(**PATIENCE)
def of_appeal(event: BlockAppealed) -> None:
    """The office of the contract, as it is held that day, and everybody else who may answer."""
    block = db.session().get(Block, event.block_id)
    if block is None or block.appeal_outcome is not None:
        return
    link, facts = f"/moderation/suspensions/{block.id}", {"ends_at": block.ends_at.isoformat()}
    office = f"{block.contract_slug}-{HEARS_APPEALS}"
    if _may_all_read(office, block):
        tell_office(office, "block_appealed", facts, link)
    for person in who_may_answer(block):
        tell(person.id, "block_appealed", facts, link, occurrence().event_id)


@handles(**PATIENCE)
def of_answer(event: BlockAppealAnswered) -> None:
    """With the reasons of whoever looked again."""
    block = db.session().get(Block, event.block_id)
    if block is None:
        return
    facts = {"words": block.appeal_answer, "ends_at": block.ends_at.isoformat()}
    is_lifted = event.outcome == LIFTED
    kind = "block_lifted" if is_lifted else "block_upheld"
    link = "/idees" if is_lifted else "/moi/suspension"
    tell(block.person_id, kind, facts, link, occurrence().event_id)


@handles(**PATIENCE)
def of_lifting_along(event: BlockAlsoLifted) -> None:
    """Whoever is freed by the appeal of another; whose words those are is not said to them."""
    block = db.session().get(Block, event.block_id)
    if block is not None:
        tell(block.person_id, "block_lifted_along", {}, "/idees", occurrence().event_id)


@handles(**PATIENCE)
def of_authorization(event: ProgramAuthorized) -> None:
    """The person who said yes: somebody else may have had their device in hand."""
    program = db.session().get(Program, event.program_id)
    person = db.session().get(Person, event.person_id)
    if program is not None and person is not None:
        facts = {"name": program.name}
        tell(person.id, "program_authorized", facts, "/moi/programmes", occurrence().event_id)


def _may_all_read(office: str, block: Block) -> bool:
    """An office whose holder decided the block, or is blocked, is not its judge."""
    reached = addressees(office, today())
    people = [*reached.to, *reached.copy]
    return bool(people) and all(may_answer(p.id, block.by_id, block.person_id) for p in people)


def _role(event: RoleGranted | RoleEnded) -> dict[str, object]:
    return {
        "role": in_each_language(lambda: str(ROLE_NAMES[event.role])),
        "place": in_each_language(lambda: place_name(event.scope_kind, event.scope_id)),
    }
