"""Each night what is past its time goes, in batches, and a report says how much of what."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions.models import Comment, Idea, Support
from beffroi.core import clock, db, outgoing_files, purging, register
from beffroi.core.clock import now
from beffroi.core.mail import Mail, mail_folder, send
from beffroi.core.purging import PurgeReport
from beffroi.core.register import Record
from beffroi.identity.models import (
    Invitation,
    InvitationBatch,
    Person,
    Roll,
    RollEntry,
    SignInLink,
)
from tests.conftest import NOON
from tests.factories import grant_role, make_comment, make_idea, make_person, today
from tests.purge_factories import (
    DAY,
    DIGEST,
    attempts,
    block,
    claim,
    code,
    code_of,
    device,
    draft,
    farewell,
    grant,
    key,
    link,
    mark,
    message,
    proof,
    session,
)
from tests.support.people import SignIn
from workflows.clock import Clock
from workflows.schedule import DUTIES

pytestmark = pytest.mark.usefixtures("clock", "app")


def count(table: type[db.Base]) -> int:
    return db.session().scalar(select(func.count()).select_from(table)) or 0


def keep(*rows: db.Base) -> None:
    db.session().add_all(rows)
    db.session().commit()


def purged_at(moment: datetime) -> dict[str, int]:
    """What the night of this moment lets go."""
    with clock.at(moment):
        due = dict(purging.preview())
        purging.purge()
        counts = dict(purging.latest(1)[0].counts)
    assert counts == due, "the preview says what the purge does"
    db.session().rollback()
    return counts


@pytest.mark.parametrize(
    ("make", "name", "kept"),
    [
        (link, "sign_in_link", timedelta(days=30)),
        (session, "session", timedelta(days=30)),
        (device, "known_device", timedelta(days=365)),
        (proof, "proof", timedelta(days=0)),
        (mark, "unique_mark", timedelta(days=0)),
        (block, "block", timedelta(days=365)),
        (grant, "role_grant", timedelta(days=365)),
        (claim, "claim", timedelta(days=0)),
        (message, "message", timedelta(days=730)),
        (code, "one_time_code", timedelta(days=1)),
        (attempts, "attempts", timedelta(days=1)),
        (farewell, "farewell", timedelta(days=1)),
        (key, "idempotency_key", timedelta(days=2)),
        (draft, "draft", timedelta(days=30)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_goes_once_its_time_is_over_and_not_before(
    make: Callable[[Person], db.Base], name: str, kept: timedelta
) -> None:
    keep(make(make_person()))
    assert name not in purged_at(NOON + kept)
    assert purged_at(NOON + kept + DAY + timedelta(minutes=1))[name] == 1
    assert count(register.record_of(name).table) == 0


def test_every_record_with_a_time_can_be_counted_and_purged_when_empty() -> None:
    with clock.at(NOON):
        for record in register.records():
            if record.over is not None:
                assert record.drop_batch(10) == 0


def test_a_roll_goes_with_its_lines_and_a_batch_with_its_codes() -> None:
    roll = Roll(
        label="x", place_kind="neighbourhood", place_id="x", size=1, imported_at=now(),
        ends_on=today(),
    )  # fmt: skip
    batch = InvitationBatch(
        label="x", contract_slug="lens-lievin", size=1, made_at=now(), ends_on=today()
    )
    keep(roll, batch)
    keep(
        RollEntry(roll_id=roll.id, entry_digest=DIGEST),
        Invitation(code_digest=DIGEST, batch_id=batch.id),
    )
    assert purged_at(NOON + 40 * DAY) == {"invitation_batch": 1, "roll": 1}
    assert (count(RollEntry), count(Invitation)) == (0, 0)


def test_a_claimed_code_stays_with_its_account() -> None:
    guest, account = make_person(kind="guest"), make_person()
    row = claim(guest)
    row.claimed_by_id = account.id
    keep(row)
    assert "claim" not in purged_at(NOON + 400 * DAY)


def test_an_address_nobody_confirmed_goes_after_thirty_days() -> None:
    make_person(email_confirmed_at=None)
    confirmed = make_person()
    number = confirmed.id
    db.session().commit()
    assert "person" not in purged_at(NOON + 30 * DAY)
    assert purged_at(NOON + 31 * DAY)["person"] == 1
    assert db.session().scalars(select(Person.id)).all() == [number]


def test_but_not_when_something_was_written_with_it() -> None:
    writer, supporter = (make_person(email_confirmed_at=None) for _ in range(2))
    idea = make_idea(author=writer)
    db.session().add(Support(idea_id=idea.id, person_id=supporter.id, supported_at=now()))
    db.session().commit()
    assert "person" not in purged_at(NOON + 200 * DAY)
    assert count(Person) == 2


def test_nor_when_a_role_waits_for_them() -> None:
    grant_role(make_person(email_confirmed_at=None), "relay")
    db.session().commit()
    assert "person" not in purged_at(NOON + 200 * DAY)


def test_a_guest_goes_a_year_after_the_last_visit_and_the_texts_stay_unsigned() -> None:
    guest = make_person(kind="guest", email=None, display_name="Zoubida")
    idea = make_idea(author=guest)
    with clock.at(NOON + 200 * DAY):
        comment = make_comment(idea, guest)
    number, comment_id = idea.id, comment.id
    db.session().commit()
    assert "person" not in purged_at(NOON + 366 * DAY)
    assert purged_at(NOON + 566 * DAY)["person"] == 1
    kept = db.session().get_one(Idea, number)
    assert (kept.author_id, kept.author_name, kept.visibility) == (None, "", "published")
    assert db.session().get_one(Comment, comment_id).author_id is None


def test_a_guest_whose_follow_code_still_serves_stays() -> None:
    guest = make_person(kind="guest", email=None)
    row = claim(guest)
    row.ends_on = today() + timedelta(days=500)
    keep(row)
    assert "person" not in purged_at(NOON + 499 * DAY)


def test_an_account_is_never_purged_for_being_quiet_without_being_told() -> None:
    make_person()
    db.session().commit()
    assert purged_at(NOON + 2000 * DAY) == {}


def test_a_big_purge_goes_in_small_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "BATCH", 10)
    keep(*(code_of(number) for number in range(35)))
    commits: list[int] = []
    drop = Record.drop_batch

    def counted(self: Record, limit: int) -> int:
        gone = drop(self, limit)
        if self.name == "one_time_code":
            commits.append(gone)
        return gone

    monkeypatch.setattr(Record, "drop_batch", counted)
    assert purged_at(NOON + 3 * DAY)["one_time_code"] == 35
    assert commits == [10, 10, 10, 5]


def test_a_table_that_fails_keeps_no_other_from_being_purged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(attempts(make_person()), code_of(1))
    drop = Record.drop_batch

    def failing(self: Record, limit: int) -> int:
        if self.name == "one_time_code":
            raise RuntimeError("broken")
        return drop(self, limit)

    monkeypatch.setattr(Record, "drop_batch", failing)
    with clock.at(NOON + 3 * DAY):
        purging.purge()
        assert purging.latest(1)[0].counts == {"attempts": 1}


def test_old_mail_files_go_and_recent_ones_stay(app: Flask) -> None:
    folder = mail_folder(app.extensions["beffroi_settings"])
    for name in ("old", "recent"):
        send(Mail("a@example.org", name, "Bonjour", "<p>Bonjour</p>", name))
    moment = (NOON - 31 * DAY).timestamp()
    os.utime(folder / "old.eml", (moment, moment))
    os.utime(folder / "recent.eml", (NOON.timestamp(), NOON.timestamp()))
    assert outgoing_files.count_old() == 1
    assert purged_at(NOON)["sent_files"] == 1
    assert [path.name for path in folder.iterdir()] == ["recent.eml"]


def test_the_report_holds_counts_and_nothing_else() -> None:
    keep(link(make_person()))
    purged_at(NOON + 40 * DAY)
    report = db.session().scalars(select(PurgeReport)).one()
    assert (report.counts, report.total) == ({"sign_in_link": 1}, 1)
    assert report.finished_at is not None


def test_reports_go_after_three_years() -> None:
    purged_at(NOON)
    assert purged_at(NOON + 3 * 366 * DAY)["purge_report"] == 1


def test_the_night_purges_once_and_keeps_its_report(app: Flask) -> None:
    keep(link(make_person()))
    clock_loop = Clock(app, DUTIES)
    assert clock_loop.pass_once() == []
    with clock.at(NOON + 40 * DAY):
        assert "purge" in clock_loop.pass_once()
        assert clock_loop.pass_once() == []
    assert (count(SignInLink), count(PurgeReport)) == (0, 1)


def test_an_administrator_reads_the_reports(sign_in: SignIn) -> None:
    person = make_person()
    grant_role(person, "administrator", "platform", "")
    keep(attempts(person))
    purged_at(NOON + 3 * DAY)
    client = sign_in(person)
    page = client.get("/administration/purges").get_data(as_text=True)
    assert "attempts" in page
    items: list[dict[str, Any]] = client.get("/api/v1/purges").get_json()["items"]
    assert [item["counts"] for item in items] == [{"attempts": 1}]


def test_nobody_else_reads_them(sign_in: SignIn) -> None:
    person = make_person()
    grant_role(person, "staff")
    db.session().commit()
    assert sign_in(person).get("/administration/purges").status_code == 403
    assert sign_in(person).get("/api/v1/purges").status_code == 403
