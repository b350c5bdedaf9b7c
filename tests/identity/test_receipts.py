"""Receipts by mail and by SMS: sent once, with the code; the contact is dropped."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions.services.assisted import record_support
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.sms import sms_folder
from beffroi.identity.models import AssistedAct, Receipt
from beffroi.identity.problems.assistance import ActUnknown, ReceiptTooLate, TooManyReceipts
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.services.assistance import code_to_hand_over
from beffroi.identity.services.receipts import ask_receipt
from tests.factories import make_idea
from tests.relay_factories import CODE, acting, helped, make_relay

pytestmark = pytest.mark.usefixtures("app", "clock")
Mails = Callable[[], list[EmailMessage]]


@pytest.fixture
def relay(app: Flask) -> Actor:
    return acting(make_relay())


@pytest.fixture
def act(relay: Actor) -> AssistedAct:
    noted = record_support(relay, helped(), make_idea().id)
    db.session().flush()
    return noted


def shown(relay: Actor, act: AssistedAct) -> str:
    return in_groups(code_to_hand_over(relay, act))


def test_a_receipt_by_mail_carries_the_code_and_forgets_the_address(
    relay: Actor, act: AssistedAct, drain: Callable[[], int], mails: Mails
) -> None:
    receipt = ask_receipt(relay, act.id, "email", "rose@example.org")
    assert "rose@example.org" not in (receipt.sealed_contact or "")
    code = shown(relay, act)
    drain()
    [mail] = mails()
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["To"] == "rose@example.org"
    assert code in body.get_content()
    assert "http://localhost/suivi" in body.get_content()
    assert receipt.sent_at is not None
    assert receipt.sealed_contact is None


def test_a_receipt_by_sms_is_one_message_with_the_code(
    app: Flask, relay: Actor, act: AssistedAct, drain: Callable[[], int]
) -> None:
    ask_receipt(relay, act.id, "sms", "+33612345678")
    code = shown(relay, act)
    drain()
    [sent] = sms_folder(app.extensions["beffroi_settings"]).glob("*.json")
    message = json.loads(sent.read_text(encoding="utf-8"))
    assert message["to"] == "+33612345678"
    assert code in message["text"]
    assert len(message["text"]) <= 160
    [receipt] = db.session().scalars(select(Receipt))
    assert receipt.sealed_contact is None


def test_the_contact_is_in_no_event(relay: Actor, act: AssistedAct) -> None:
    ask_receipt(relay, act.id, "email", "rose@example.org")
    db.session().flush()
    assert "rose" not in str([e.payload for e in db.session().scalars(select(StoredEvent))])


def test_a_receipt_is_sent_on_the_day_only(relay: Actor, act: AssistedAct, clock: datetime) -> None:
    with core_clock.at(clock + timedelta(hours=13)), pytest.raises(ReceiptTooLate):
        ask_receipt(relay, act.id, "email", "rose@example.org")


def test_a_receipt_that_waited_too_long_is_not_sent_and_its_contact_goes(
    relay: Actor, act: AssistedAct, clock: datetime, drain: Callable[[], int], mails: Mails
) -> None:
    receipt = ask_receipt(relay, act.id, "email", "rose@example.org")
    with core_clock.at(clock + timedelta(hours=13)):
        drain()
    assert mails() == []
    assert receipt.sealed_contact is None


def test_nobody_is_flooded_with_receipts(relay: Actor, act: AssistedAct) -> None:
    for _ in range(3):
        ask_receipt(relay, act.id, "email", "rose@example.org")
    with pytest.raises(TooManyReceipts):
        ask_receipt(relay, act.id, "email", "rose@example.org")


def test_a_receipt_is_for_its_relay_to_send(act: AssistedAct) -> None:
    with pytest.raises(ActUnknown):
        ask_receipt(acting(make_relay()), act.id, "email", "rose@example.org")


def test_a_code_that_the_device_made_is_sent_by_the_device(relay: Actor) -> None:
    act = record_support(relay, helped(new_code=CODE), make_idea().id)
    with pytest.raises(ReceiptTooLate):
        ask_receipt(relay, act.id, "email", "rose@example.org")
