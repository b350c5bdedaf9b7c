"""What follows an act recorded for somebody: told, receipted, and an objection is heard."""

import uuid
from functools import partial

from flask import current_app
from flask_babel import force_locale

from beffroi.core import mail, sms
from beffroi.core.actor import Role
from beffroi.core.i18n import LANGUAGES, _
from beffroi.core.sms import Sms
from beffroi.identity.relay_events import ActContested, ActRecorded, ReceiptAsked
from beffroi.identity.services import person
from beffroi.identity.services.assistance import scope_at
from beffroi.identity.services.assisted_acts import ActView, known_act
from beffroi.identity.services.grants import holders_of_role
from beffroi.identity.services.receipts import ReceiptToSend, note_sent, receipt_to_send
from beffroi.notifications.services import tell
from workflows.letters import letter
from workflows.once import Errand, carries, handles, occurrence

PATIENCE = {"max_retries": 8, "min_backoff": 1_000, "max_backoff": 300_000, "time_limit": 30_000}
MINE, THEIRS, OVERSEEN = "/moi/actes", "/relais/recu/{}", "/relais/territoire"


@handles(**PATIENCE)
def of_act(event: ActRecorded) -> None:
    """Somebody who has an account learns that a relay wrote in their name."""
    act, reader = known_act(event.act_id), person(event.person_id)
    if act is not None and reader is not None and reader.kind == "account":
        tell(act.person_id, "act_recorded", {"kind": act.kind}, MINE, occurrence().event_id)


@handles(**PATIENCE)
def of_objection(event: ActContested) -> None:
    """The relay, the moderators and the staff of the place are led to where the words stand.

    The words themselves are not copied into messages: they go with the person who wrote them.
    """
    act = known_act(event.act_id)
    if act is None:
        return
    facts = {"kind": act.kind, "removed": "yes" if event.is_removed else ""}
    for reader_id, link in _readers(act).items():
        tell(reader_id, "act_contested", facts, link, occurrence().event_id)


@carries(max_retries=6, min_backoff=2_000, max_backoff=120_000, time_limit=60_000)
def send_receipt(event: ReceiptAsked) -> Errand | None:
    """On the day itself, while the code may be told; the contact is dropped once it has left."""
    owed = receipt_to_send(event.receipt_id)
    if owed is None:
        return Errand(do=_nothing, afterwards=partial(note_sent, event.receipt_id))
    afterwards = partial(note_sent, owed.id)
    if owed.channel == "sms":
        return Errand(partial(sms.send, short_receipt(owed)), afterwards)
    written = letter(
        "receipt",
        owed.contact,
        owed.language,
        f"receipt-{owed.id}",
        code=owed.code,
        relay_name=owed.relay_name,
        kind=owed.kind,
        url=_follow(),
    )
    return Errand(partial(mail.send, written), afterwards)


def short_receipt(owed: ReceiptToSend) -> Sms:
    """The code and where it serves, in one message."""
    with force_locale(owed.language if owed.language in LANGUAGES else "fr"):
        said = _("Votre code de suivi : %(code)s. Pour suivre ou enlever :", code=owed.code)
    return Sms(owed.contact, f"{said} {_follow()}", f"receipt-{owed.id}")


def _readers(act: ActView) -> dict[uuid.UUID, str]:
    """Each once; the relay is led to the receipt, those in charge to the journal."""
    readers: dict[uuid.UUID, str] = {}
    if act.neighbourhood is not None:
        scope = scope_at(act.neighbourhood.slug)
        for role in (Role.MODERATOR, Role.STAFF):
            readers |= {one.id: OVERSEEN for one in holders_of_role(role, scope)}
    if act.relay_id is not None:
        readers[act.relay_id] = THEIRS.format(act.id)
    return readers


def _follow() -> str:
    return f"{current_app.extensions['beffroi_settings'].public_url}/suivi"


def _nothing() -> None:
    """It left already, or its code cannot be told any more."""
