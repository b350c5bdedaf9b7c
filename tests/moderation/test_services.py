"""The screening opens a case when a person must look, once, and keeps it in step with its text."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.moderation import services
from beffroi.moderation.models import Case, Finding
from beffroi.moderation.views import Verdict
from tests.moderation.notes import Notes

PHONE = "06 12 34 56 78"


def screened(notes: Notes, body: str = "Un banc près de l’école.", **given: object) -> Case | None:
    text = notes.write(body, **given)
    return services.screen_subject("note", text.subject_id, text.version)


def findings_of(session: Session, case: Case) -> list[Finding]:
    query = select(Finding).where(Finding.case_id == case.id).order_by(Finding.start)
    return list(session.scalars(query))


def test_a_text_that_waits_opens_a_case_due_in_the_time_promised(
    notes: Notes, clock: datetime
) -> None:
    case = screened(notes, decision_hours=48)

    assert case is not None
    assert case.due_at == clock + timedelta(hours=48)


def test_a_text_already_visible_with_nothing_found_opens_no_case(notes: Notes) -> None:
    assert screened(notes, waits=False) is None


def test_a_visible_text_in_which_something_was_found_opens_a_case(notes: Notes) -> None:
    assert screened(notes, f"Appelez-moi au {PHONE}.", waits=False) is not None


def test_personal_data_halves_the_time_to_decide(notes: Notes, clock: datetime) -> None:
    case = screened(notes, f"Appelez-moi au {PHONE}.", decision_hours=48)

    assert case is not None
    assert case.due_at == clock + timedelta(hours=24)


def test_a_finding_says_where_it_is_and_which_version_of_which_detector_saw_it(
    notes: Notes, db_session: Session
) -> None:
    body = f"Appelez-moi au {PHONE}, merci."
    case = screened(notes, body)

    assert case is not None
    [finding] = findings_of(db_session, case)
    assert body[finding.start : finding.end] == PHONE
    assert (finding.part, finding.detector, finding.label) == ("body", "phones", "phone")
    assert finding.detector_version.startswith("phones-")


def test_a_text_that_says_what_another_said_is_marked_as_repeated(
    notes: Notes, db_session: Session
) -> None:
    first = notes.write()
    case = screened(notes, repeats=first.subject_id, waits=False)

    assert case is not None
    assert [f.label for f in findings_of(db_session, case)] == ["repeated"]


def test_screening_a_version_twice_opens_one_case_with_the_same_findings(
    notes: Notes, db_session: Session
) -> None:
    case = screened(notes, f"Appelez-moi au {PHONE}.")
    assert case is not None

    again = services.screen_subject("note", case.subject_id, 1)

    assert again is case
    assert len(findings_of(db_session, case)) == 1
    assert db_session.scalar(select(func.count()).select_from(Case)) == 1


def test_a_revision_updates_the_open_case_and_its_findings(
    notes: Notes, db_session: Session
) -> None:
    text = notes.write(f"Appelez-moi au {PHONE}.")
    case = services.screen_subject("note", text.subject_id, 1)
    notes.rewrite(text, "Un banc près de l’école.")

    services.screen_subject("note", text.subject_id, 2)

    assert case is not None
    assert case.subject_version == 2
    assert findings_of(db_session, case) == []


def test_personal_data_added_by_a_revision_brings_the_deadline_nearer(
    notes: Notes, clock: datetime, db_session: Session
) -> None:
    text = notes.write(decision_hours=48)
    case = services.screen_subject("note", text.subject_id, 1)
    notes.rewrite(text, f"Appelez-moi au {PHONE}.")

    services.screen_subject("note", text.subject_id, 2)

    assert case is not None
    assert case.due_at == clock + timedelta(hours=24)
    assert due_dates(db_session) == [clock + timedelta(hours=24), clock + timedelta(hours=48)]


def test_a_deadline_never_goes_away_when_personal_data_is_taken_out(
    notes: Notes, clock: datetime
) -> None:
    text = notes.write(f"Appelez-moi au {PHONE}.", decision_hours=48)
    case = services.screen_subject("note", text.subject_id, 1)
    notes.rewrite(text, "Un banc près de l’école.")

    services.screen_subject("note", text.subject_id, 2)

    assert case is not None
    assert case.due_at == clock + timedelta(hours=24)


def test_a_late_event_about_a_version_already_decided_opens_nothing(
    notes: Notes, moderator: Actor
) -> None:
    case = screened(notes)
    assert case is not None
    services.decide(moderator, case.id, Verdict("publish", seen_version=1))

    assert services.screen_subject("note", case.subject_id, 1) is None


def test_a_new_version_after_a_decision_opens_a_new_case(notes: Notes, moderator: Actor) -> None:
    text = notes.write()
    first = services.screen_subject("note", text.subject_id, 1)
    assert first is not None
    services.decide(
        moderator, first.id, Verdict("ask_change", 1, reason_code="unclear", words="Précisez.")
    )
    notes.rewrite(text, "Un banc à l’ombre, près de l’école.")

    second = services.screen_subject("note", text.subject_id, 2)

    assert second is not None
    assert second.id != first.id


def test_a_text_that_was_withdrawn_opens_nothing(notes: Notes) -> None:
    text = notes.write()
    del notes.texts[text.subject_id]

    assert services.screen_subject("note", text.subject_id, 1) is None


def test_opening_a_case_is_told_at_once_and_its_deadline_when_it_comes(
    notes: Notes, clock: datetime, db_session: Session
) -> None:
    case = screened(notes)
    db_session.flush()

    assert case is not None
    [opened] = db_session.scalars(select(StoredEvent).filter_by(name="CaseOpened"))
    assert opened.payload["case_id"] == str(case.id)
    assert opened.due_at is None
    assert due_dates(db_session) == [clock + timedelta(hours=48)]


def test_a_case_is_unanswered_once_its_deadline_is_past_and_nobody_decided(notes: Notes) -> None:
    late = notes.open_case(decision_hours=1)
    late.due_at -= timedelta(hours=2)
    in_time = notes.open_case()

    assert services.unanswered_case(late.id) is late
    assert services.unanswered_case(in_time.id) is None


def due_dates(session: Session) -> list[datetime]:
    session.flush()
    query = select(StoredEvent.due_at).where(StoredEvent.name == "CaseDeadlineReached")
    return sorted(moment for moment in session.scalars(query) if moment is not None)
