"""The forms of the desk where calls are prepared."""

from tests.contracts.bodies.calls import NEXT_YEAR, SHEET, TEXTS, WORDS
from tests.contracts.bodies.kinds import Form
from tests.contracts.village import CALL, LENS

DESK = "/administration/appels"
ONE = f"{DESK}/{CALL}"
DRAFT = f"{DESK}/{{prepared_slug}}"


def _step(*names: str) -> dict[str, str]:
    return {name: str(SHEET[name]) for name in names}


FORMS = {
    "preparing.start": Form(
        f"{DESK}/nouveau", "staff", {"contract": LENS.contract, "title": "La place"}
    ),
    "filling.keep_words": Form(
        f"{DRAFT}/mots", "staff", _step("title", "question", "summary", "easy"), {}, TEXTS
    ),
    "filling.keep_public": Form(
        f"{DRAFT}/public", "staff",
        _step("for_whom", "information", "min_age", "max_age", "tone", "age_way", "residence"),
        {}, TEXTS,
    ),
    "filling.keep_decision": Form(
        f"{DRAFT}/decision", "staff",
        _step(
            "level", "what_happens", "who_decides", "decided_on", "moderation", "decision_hours",
            "answer_days",
        ), {}, TEXTS,
    ),
    "filling.name_speaker": Form(f"{DRAFT}/porte-parole", "staff", {"email": "zoe@example.org"}),
    "filling.unname_speaker": Form(f"{DRAFT}/porte-parole/{{person}}/retirer", "staff"),
    "filling.add_phase": Form(
        f"{DRAFT}/calendrier", "staff",
        {"title": "Idées", "opens_on": "2034-01-01", "closes_on": NEXT_YEAR, "acts": "submit"},
        {}, frozenset({"title"}),
    ),
    "filling.remove_phase": Form(f"{DRAFT}/calendrier/0/retirer", "staff"),
    "preparing.publish": Form(f"{ONE}/publier", "staff"),
    "changing_calls.prolong": Form(
        f"{ONE}/prolonger", "staff",
        {"position": "0", "closes_on": "{before_decision}", "reason": "La réunion est reportée."},
    ),
    "changing_calls.correct": Form(
        f"{ONE}/corriger", "staff",
        {"what": "summary", "text": "Elle sera bien refaite.", "reason": "Une faute."},
    ),
    "concluding.conclude": Form(
        f"{DESK}/{{closed_slug}}/conclusion", "staff", WORDS | {"seen_version": "0"}
    ),
    "concluding.agree_at_desk": Form(
        f"{DESK}/{{joint_slug}}/conclusion/accord", "staff", {"seen_version": "1"}
    ),
    "concluding.propose": Form(
        "/appels/{joint_slug}/texte-commun", "speaker", WORDS | {"seen_version": "1"}
    ),
    "concluding.agree_for_group": Form(
        "/appels/{joint_slug}/texte-commun/accord", "speaker", {"seen_version": "1"}
    ),
    "preparing.withdraw": Form(f"{DRAFT}/retirer", "staff"),
}  # fmt: skip
