"""The reports of the nightly purge, for those who answer for it."""

from beffroi.core import purging
from beffroi.core.actor import Actor
from beffroi.core.policy import require
from beffroi.core.purging import PurgeReport
from beffroi.identity.policies import READ_PURGES

SHOWN = 31


def last_purges(actor: Actor) -> list[PurgeReport]:
    """Those of the last month, the newest first."""
    require(actor, READ_PURGES)
    return purging.latest(SHOWN)


def due_now(actor: Actor) -> dict[str, int]:
    """What the next night will let go, as things stand."""
    require(actor, READ_PURGES)
    return purging.preview()
