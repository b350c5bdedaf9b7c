"""A decision closes its case, carries its ruling out with it, and is refused when it must be."""

import threading
import uuid
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Invalid, NotFound, Problem
from beffroi.moderation import services
from beffroi.moderation.kinds import Ruling
from beffroi.moderation.models import Case, Decision
from beffroi.moderation.problems import AlreadyDecided, SubjectGone, TextChanged
from beffroi.moderation.reasons import REASONS, ready_words
from beffroi.moderation.views import Verdict
from beffroi.territories.models import Structure
from beffroi.territories.services import forget_cache
from tests.moderation.conftest import moderator_of
from tests.moderation.notes import Notes

PUBLISH = Verdict("publish", seen_version=1)
REFUSE = Verdict("refuse", 1, "off_topic", "Ce n’est pas la question.", "mairie")


@pytest.fixture
def mairie(app: Flask) -> str:
    """A structure that serves every contract."""
    if db.session().get(Structure, "mairie") is None:
        row = Structure(slug="mairie", name="La mairie", kind="commune", what="x", how="y")
        db.session().add(row)
        db.session().commit()
        forget_cache()
    return "mairie"


def errors_of(call: Callable[[], object]) -> set[str]:
    with pytest.raises(Invalid) as caught:
        call()
    return set(caught.value.errors)


def test_a_publication_closes_the_case_and_reaches_the_text(notes: Notes, moderator: Actor) -> None:
    case = notes.open_case()

    services.decide(moderator, case.id, PUBLISH)

    assert (case.outcome, case.decided_at is not None) == ("publish", True)
    assert notes.rulings == [
        Ruling(case.subject_id, 1, "publish", None, "", None, by=moderator),
    ]


def test_a_refusal_carries_its_reason_its_words_and_where_to_go(
    notes: Notes, moderator: Actor, mairie: str
) -> None:
    case = notes.open_case()

    decision = services.decide(moderator, case.id, REFUSE)

    assert (decision.reason_code, decision.words) == ("off_topic", "Ce n’est pas la question.")
    assert notes.rulings[0].structure_slug == mairie


def test_a_decision_is_told_without_a_word_of_what_was_written(
    notes: Notes, moderator: Actor, mairie: str, db_session: Session
) -> None:
    case = notes.open_case()

    services.decide(moderator, case.id, REFUSE)

    [told] = db_session.scalars(select(StoredEvent).filter_by(name="CaseDecided"))
    assert told.payload == {
        "case_id": str(case.id),
        "subject_kind": "note",
        "subject_id": str(case.subject_id),
        "outcome": "refuse",
        "reason_code": "off_topic",
    }


def test_a_refusal_without_reason_words_or_orientation_names_each(
    notes: Notes, moderator: Actor
) -> None:
    case = notes.open_case()
    bare = Verdict("refuse", seen_version=1, words="  ")

    assert errors_of(lambda: services.decide(moderator, case.id, bare)) == {
        "reason_code",
        "words",
        "structure",
    }


def test_a_kind_that_does_not_orient_may_be_refused_without_a_structure(
    notes: Notes, moderator: Actor
) -> None:
    notes.orients = False
    case = notes.open_case()
    verdict = Verdict("refuse", 1, "attack", "La charte demande de ne pas blesser.")

    assert services.decide(moderator, case.id, verdict).structure_slug is None


def test_a_request_for_a_change_wants_a_reason_and_words_and_no_orientation(
    notes: Notes, moderator: Actor
) -> None:
    case = notes.open_case()
    oriented = Verdict("ask_change", 1, structure_slug="mairie")

    assert errors_of(lambda: services.decide(moderator, case.id, oriented)) == {
        "reason_code",
        "words",
        "structure",
    }


def test_a_publication_with_a_reason_is_a_mistake_and_is_refused(
    notes: Notes, moderator: Actor
) -> None:
    case = notes.open_case()
    confused = Verdict("publish", 1, reason_code="attack", words="Non.")

    assert errors_of(lambda: services.decide(moderator, case.id, confused)) == {
        "reason_code",
        "words",
    }


def test_a_choice_that_does_not_exist_is_named(notes: Notes, moderator: Actor) -> None:
    case = notes.open_case()
    unknown = {
        "outcome": Verdict("burn", 1),
        "reason_code": Verdict("refuse", 1, "ugly", "Non.", None),
        "structure": Verdict("refuse", 1, "attack", "Non.", "nowhere"),
    }

    for field, verdict in unknown.items():
        assert field in errors_of(partial(services.decide, moderator, case.id, verdict))


def test_a_case_is_decided_once(notes: Notes, moderator: Actor) -> None:
    case = notes.open_case()
    services.decide(moderator, case.id, PUBLISH)

    with pytest.raises(AlreadyDecided):
        services.decide(moderator, case.id, PUBLISH)
    assert len(notes.rulings) == 1


def test_a_text_that_changed_since_it_was_read_is_read_again_first(
    notes: Notes, moderator: Actor
) -> None:
    case = notes.open_case()
    notes.rewrite(notes.texts[case.subject_id], "Autre chose.")

    with pytest.raises(TextChanged):
        services.decide(moderator, case.id, PUBLISH)
    assert notes.rulings == []


def test_a_text_withdrawn_by_its_author_needs_no_decision(notes: Notes, moderator: Actor) -> None:
    case = notes.open_case()
    del notes.texts[case.subject_id]

    with pytest.raises(SubjectGone):
        services.decide(moderator, case.id, PUBLISH)


def test_a_moderator_of_another_place_can_neither_read_nor_decide(notes: Notes) -> None:
    case = notes.open_case()

    for place in (("contract", "calais"), ("neighbourhood", "republique-cite-4")):
        stranger = moderator_of(*place)
        with pytest.raises(NotFound):
            services.case_file(stranger, case.id)
        with pytest.raises(NotFound):
            services.decide(stranger, case.id, PUBLISH)
    assert case.decided_at is None


def test_nobody_in_particular_decides_nothing(notes: Notes) -> None:
    case = notes.open_case()

    with pytest.raises(NotFound):
        services.decide(ANONYMOUS, case.id, PUBLISH)


def test_a_case_that_never_was_is_not_found(notes: Notes, moderator: Actor) -> None:
    with pytest.raises(NotFound):
        services.decide(moderator, uuid.uuid4(), PUBLISH)


def test_when_the_ruling_cannot_be_carried_out_the_case_stays_open(
    notes: Notes, moderator: Actor, db_session: Session
) -> None:
    case = notes.open_case()

    def fail(ruling: Ruling) -> None:
        raise TextChanged

    notes.when_applied = fail

    with pytest.raises(TextChanged), db.transaction():
        services.decide(moderator, case.id, PUBLISH)

    db_session.expire_all()
    assert db_session.get_one(Case, case.id).decided_at is None
    assert db_session.scalar(select(Decision)) is None


def test_two_moderators_at_once_make_one_decision(
    app: Flask, notes: Notes, moderator: Actor
) -> None:
    case_id = notes.open_case().id
    db.session().close()
    start = threading.Barrier(2)
    answers: list[str] = []

    def decide() -> None:
        with app.app_context():
            start.wait()
            try:
                with db.transaction():
                    services.decide(moderator, case_id, PUBLISH)
                answers.append("decided")
            except Problem as problem:
                answers.append(problem.code)
            db.session().close()

    threads = [threading.Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["case_already_decided", "decided"]
    assert len(notes.rulings) == 1


def test_a_file_says_where_each_finding_stands_in_its_part(notes: Notes, moderator: Actor) -> None:
    case = notes.open_case("Appelez le 06 12 34 56 78, merci.")

    file = services.case_file(moderator, case.id)

    [found] = file.findings
    assert file.subject.parts[found.part][found.start : found.end] == "06 12 34 56 78"
    assert found.reason == "personal_data"


def test_a_file_shows_no_stale_finding_on_a_text_that_has_changed(
    notes: Notes, moderator: Actor
) -> None:
    case = notes.open_case("Appelez le 06 12 34 56 78, merci.")
    notes.rewrite(notes.texts[case.subject_id], "Un banc, merci.")

    file = services.case_file(moderator, case.id)

    assert (file.is_screened, file.findings) == (False, [])


def test_a_file_tells_what_was_decided_before_on_the_same_text(
    notes: Notes, moderator: Actor
) -> None:
    first = notes.open_case()
    asked = Verdict("ask_change", 1, reason_code="unclear", words="Précisez où.")
    services.decide(moderator, first.id, asked)
    notes.rewrite(notes.texts[first.subject_id], "Un banc, rue Basse.")
    second = services.screen_subject("note", first.subject_id, 2)

    assert second is not None
    file = services.case_file(SYSTEM, second.id)
    assert file.decision is None
    assert [(made.outcome, made.words) for made in file.before] == [
        ("ask_change", "Précisez où."),
    ]


def test_every_reason_has_a_ready_sentence_for_each_outcome(app: Flask) -> None:
    for code in REASONS:
        assert len(ready_words(code, "ask_change", "fr")) > 40
        assert len(ready_words(code, "refuse", "fr")) > 40


def test_an_unknown_reason_or_a_publication_has_no_ready_sentence(app: Flask) -> None:
    assert ready_words("ugly", "refuse", "fr") == ""
    assert ready_words("attack", "publish", "fr") == ""
