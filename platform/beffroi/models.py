"""Every table of every slice, for migrations and tests."""

from beffroi.contributions import models as contributions
from beffroi.contributions.inbox import models as inbox
from beffroi.contributions.questionnaires import models as questionnaires
from beffroi.core import db, events, idempotency, outbox, purging, search
from beffroi.correspondence import models as correspondence
from beffroi.identity import models as identity
from beffroi.moderation import models as moderation
from beffroi.notifications import models as notifications
from beffroi.territories import models as territories

__all__ = [
    "contributions", "correspondence", "events", "idempotency", "identity", "inbox", "moderation",
    "notifications", "outbox", "purging", "questionnaires", "search", "territories",
]  # fmt: skip

metadata = db.Base.metadata
