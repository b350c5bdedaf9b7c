"""A person's rights, for programs: what is kept, a copy of it, the erasure; the purge's reports."""

from typing import Any

from flask import Response

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.core.register import Choice
from beffroi.identity.download import archive_file
from beffroi.identity.policies import ERASE_SELF, READ_OWN_DATA, READ_PURGES, TAKE_ARCHIVE
from beffroi.identity.schemas.rights import (
    EraseQuerySchema,
    HoldingsSchema,
    PurgeReportsSchema,
)
from beffroi.identity.services import archive, erasure, kept_accounts, purges

blueprint = ApiBlueprint("rights", __name__, description="What is kept of oneself, and its end")


@blueprint.reads("/me/data", HoldingsSchema)
@guarded(READ_OWN_DATA)
def my_data() -> dict[str, Any]:
    """What is kept of oneself, why, on which legal basis, for how long and how much."""
    return {"items": archive.holdings(current_actor())}


@blueprint.hands_out("/me/archive", "application/zip")
@at_most("10 per hour")
@guarded(TAKE_ARCHIVE)
def my_archive() -> Response:
    """A zip of all that is kept of oneself: `donnees.json`, a page to read, and what they are."""
    return archive_file()


@blueprint.writes("/me", "DELETE", None, status=204, query=EraseQuerySchema)
@at_most("10 per hour")
@guarded(ERASE_SELF)
def erase_me(query: dict[str, Any]) -> None:
    """Erase one's account, by a session of less than ten minutes; nothing brings it back."""
    erasure.erase_self(current_actor(), Choice(query["texts"]))


@blueprint.reads("/purges", PurgeReportsSchema)
@guarded(READ_PURGES)
def purge_reports() -> dict[str, Any]:
    """What the last nights let go, by table; and accounts that only a role or an office keeps."""
    actor = current_actor()
    return {
        "items": purges.last_purges(actor),
        "kept_accounts": kept_accounts.kept_accounts(actor),
    }
