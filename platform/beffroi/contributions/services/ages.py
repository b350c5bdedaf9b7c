"""Saying one's age for a call that is for an age band, and why one may do nothing in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from beffroi.contributions import problems, rules
from beffroi.contributions.labels import above_age
from beffroi.contributions.models import Call
from beffroi.contributions.rules import AgeGroup
from beffroi.contributions.services.calls import called
from beffroi.contributions.services.requirements import lacks
from beffroi.core.actor import Actor
from beffroi.core.i18n import LazyString
from beffroi.core.policy import require
from beffroi.identity.policies import PROVE
from beffroi.identity.rules.proofs import CONSENT_AGE, DECLARED, Missing
from beffroi.identity.services import guardians, proofs
from beffroi.identity.services.proofs import acting_person

Band = tuple[int, int]


@dataclass(frozen=True)
class AgeStanding:
    """What somebody has still to say or show in a call for an age band; `why` it is not for them.

    `groups` are the ages one chooses between.
    """

    band: Band
    groups: Mapping[AgeGroup, Band]
    missing: tuple[Missing, ...] = ()
    why: LazyString | None = None

    @property
    def choices(self) -> list[dict[str, object]]:
        """The groups, each with its name and its ends."""
        return [
            {"age": group.value, "first": first, "last": last}
            for group, (first, last) in self.groups.items()
        ]

    @property
    def is_said(self) -> bool:
        """Whether nothing about the age is left to say."""
        return not {Missing.AGE, Missing.ABOVE} & set(self.missing)


def age_standing(actor: Actor, slug: str) -> AgeStanding | None:
    """Where the actor stands in this call; None when it is for no age in particular."""
    call = called(slug)
    if call.max_age is None:
        return None
    band = band_of(call)
    missing = lacks(actor.person_id, call) if actor.person_id else (Missing.AGE,)
    why = above_age(band) if Missing.ABOVE in missing else None
    return AgeStanding(band, rules.age_groups(*band), missing, why)


def declare_age(actor: Actor, slug: str, group: str, parent_email: str, language: str) -> None:
    """Say which of the ages of the call is one's own; under 15 a parent is asked, once.

    Who is known to be above the age is not made younger by saying so.
    """
    require(actor, PROVE)
    call, person_id = called(slug), acting_person(actor)
    problems.invalid(age=problems.NO_BAND if call.max_age is None else None)
    groups = rules.age_groups(*band_of(call))
    problems.invalid(age=None if group in groups else problems.UNKNOWN_GROUP)
    proofs.hold_person(person_id)
    if Missing.ABOVE in lacks(person_id, call):
        raise problems.AboveAge(band_of(call))
    if group == AgeGroup.UNDER_15:
        _ask_parent(actor, parent_email, language)
    else:
        guardians.declare_old_enough(actor)
    for fact in rules.said_by(groups[AgeGroup(group)]):
        proofs.record_proof(person_id, fact, DECLARED, by=actor)


def band_of(call: Call) -> Band:
    """The first and the last age of a call that has both."""
    assert call.min_age is not None
    assert call.max_age is not None
    return call.min_age, call.max_age


def _ask_parent(actor: Actor, parent_email: str, language: str) -> None:
    """Whose answer is awaited or was given is not asked again."""
    if proofs.is_known_to_be(acting_person(actor), CONSENT_AGE):
        problems.invalid(age=problems.SAID_OLDER)
    if guardians.guardian_of(actor) == "not_needed":
        problems.invalid(parent_email=None if parent_email else problems.PARENT_MISSING)
        guardians.declare_child(actor, parent_email, language)
