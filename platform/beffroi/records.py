"""The register of every slice, the lowest first: see `core.register`."""

from beffroi.contributions.inbox.records import RECORDS as INBOX
from beffroi.contributions.questionnaires.records import RECORDS as QUESTIONNAIRES
from beffroi.contributions.records import RECORDS as CONTRIBUTIONS
from beffroi.core import outgoing_files, purging, register
from beffroi.core.files import sweeping
from beffroi.core.purging import Shelf
from beffroi.core.records import RECORDS as CORE
from beffroi.correspondence.records import RECORDS as CORRESPONDENCE
from beffroi.identity.records import RECORDS as IDENTITY
from beffroi.identity.services.dormancy import DORMANT
from beffroi.moderation.records import RECORDS as MODERATION
from beffroi.notifications.records import RECORDS as NOTIFICATIONS
from beffroi.territories.records import RECORDS as TERRITORIES

# An erasure goes the other way: what a higher slice takes away, a lower one then forgets.
SLICES = (
    CORE, TERRITORIES, IDENTITY, NOTIFICATIONS, MODERATION, CORRESPONDENCE, CONTRIBUTIONS,
    QUESTIONNAIRES, INBOX,
)  # fmt: skip


SENT = Shelf("sent_files", outgoing_files.count_old, outgoing_files.drop_old)
ORPHANS = Shelf("files_without_row", sweeping.count_orphans, sweeping.drop_orphans)


def load() -> None:
    """Bring them all to the register, and what is more than rows of a table to the purge."""
    register.load(SLICES)
    purging.declare_shelf(DORMANT)
    purging.declare_shelf(SENT)
    purging.declare_shelf(ORPHANS)
