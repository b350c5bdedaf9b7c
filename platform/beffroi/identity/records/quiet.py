"""Who has not been heard of since a day: what a purge asks before anything of somebody goes."""

from datetime import datetime

from sqlalchemy import and_, exists, func

from beffroi.core import register
from beffroi.core.register import Condition
from beffroi.identity.models import Person


def unheard_since(moment: datetime) -> Condition:
    """Neither a session nor anything dated in the register, from that moment on."""
    recent = [
        exists().where(record.theirs(Person.id), record.columns.c[record.dated] >= moment)
        for record in register.records()
        if record.theirs is not None and record.dated is not None
    ]
    last_seen = func.coalesce(Person.last_seen_at, Person.created_at)
    return and_(Person.created_at < moment, last_seen < moment, *(~one for one in recent))
