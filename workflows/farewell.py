"""Does what is left of an erasure outside the database: files that were kept, one last mail."""

from functools import partial

import structlog

from beffroi.core import outgoing_files
from beffroi.core.mail import send
from beffroi.identity.events import PersonErased
from beffroi.identity.services import erasure
from beffroi.identity.services.erasure import Parting
from workflows.letters import letter
from workflows.once import Errand, carries

_log = structlog.get_logger("beffroi.rights")


@carries(max_retries=8, min_backoff=5_000, max_backoff=3_600_000, time_limit=60_000)
def say(event: PersonErased) -> Errand | None:
    """Within a day: after it the address is no longer kept, and nobody could be told."""
    _log.info("person_erased", person_id=str(event.person_id), texts=event.choice)
    parting = erasure.farewell_to_say(event.farewell_id)
    if parting is None:
        return None
    return Errand(
        do=partial(_carry_out, parting),
        afterwards=partial(erasure.forget_farewell, event.farewell_id),
    )


def _carry_out(parting: Parting) -> None:
    """The files first: the mail that confirms is one more, to the same address."""
    outgoing_files.forget(parting.address, parting.letters)
    if parting.is_owed:
        mail = letter(
            "farewell",
            parting.address,
            parting.language,
            f"farewell-{parting.id}",
            choice=parting.choice,
        )
        send(mail)
