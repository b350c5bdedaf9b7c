"""Bodies for the operations that prepare a call and change it afterwards."""

from tests.contracts.bodies.kinds import Write
from tests.contracts.village import LENS

NEXT_YEAR = "2035-01-01"
ONE = "/api/v1/calls/{call_slug}"
DRAFT = "/api/v1/calls/{prepared_slug}"
SHEET = {
    "title": "La place", "question": "Que changer ?", "summary": "Elle sera refaite.",
    "easy": "La place change.", "for_whom": "Tout le monde.", "information": "À la mairie.",
    "what_happens": "Tout est lu.", "who_decides": "Le conseil municipal.",
    "level": "consultation", "decided_on": "2036-01-01", "moderation": "after",
    "decision_hours": 24, "answer_days": 45, "min_age": 16, "max_age": 20, "tone": "young",
    "age_way": "declared", "residence": "none",
    "neighbourhoods": [], "deciding_office": None,
}  # fmt: skip
TEXTS = frozenset(
    {
        "title", "question", "summary", "easy", "for_whom", "information", "what_happens",
        "who_decides",
    }
)  # fmt: skip
WORDS = {
    "decision": "La place sera piétonne.", "reasons": "Tout le monde y marche.",
    "taken": "Les bancs.", "decided_on": "{decided_on}",
}  # fmt: skip
SEEN = {"seen_version": 1}
CLOSED, JOINT = "/api/v1/calls/{closed_slug}", "/api/v1/calls/{joint_slug}"
PHASE = {"title": "Idées", "opens_on": "2034-01-01", "closes_on": NEXT_YEAR, "acts": ["submit"]}

WRITES = (
    Write("POST", "/api/v1/calls", "staff", {"contract": LENS.contract, "title": "La place"}),
    Write("PATCH", DRAFT, "staff", SHEET, optional=TEXTS),
    Write("PUT", f"{DRAFT}/phases", "staff", {"phases": [PHASE]}),
    Write("POST", f"{DRAFT}/speakers", "staff", {"email": "zoe@example.org"}),
    Write(
        "POST", f"{ONE}/prolongations", "staff",
        {"position": 0, "closes_on": "{before_decision}", "reason": "La réunion est reportée."},
    ),
    Write(
        "POST", f"{ONE}/corrections", "staff",
        {"what": "summary", "text": "Elle sera bien refaite.", "reason": "Une faute."},
    ),
    Write("PUT", f"{CLOSED}/conclusion", "staff", WORDS | {"seen_version": 0}),
    Write("PUT", f"{JOINT}/conclusion/agreement", "staff", SEEN),
    Write("PUT", f"{JOINT}/joint-text", "speaker", WORDS | SEEN),
    Write("PUT", f"{JOINT}/joint-text/agreement", "speaker", SEEN),
)  # fmt: skip
