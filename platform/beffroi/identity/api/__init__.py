"""Identity for programs, a module for each matter."""

from beffroi.core.api import ApiBlueprint
from beffroi.identity.api import (
    blocks,
    connections,
    guardians,
    guests,
    invitations,
    letters,
    offices,
    people,
    programs,
    proofs,
    rights,
    roles,
    rolls,
    ways_in,
)

BLUEPRINTS: tuple[ApiBlueprint, ...] = (
    people.blueprint,
    programs.blueprint,
    blocks.blueprint,
    roles.blueprint,
    offices.blueprint,
    ways_in.blueprint,
    connections.blueprint,
    rights.blueprint,
    guests.blueprint,
    invitations.blueprint,
    proofs.blueprint,
    guardians.blueprint,
    letters.blueprint,
    rolls.blueprint,
)
