"""The operations on questionnaires and their answers."""

from tests.contracts.bodies.kinds import Write

ONE = "/api/v1/questionnaires/{questionnaire}"
DESCRIPTION = {
    "title": "Votre parc",
    "intro": "Cinq questions.",
    "is_anonymous": False,
    "results_shown": "closed",
}
QUESTION = {
    "id": "q1",
    "kind": "single",
    "label": "Venez-vous au parc ?",
    "required": True,
    "options": [{"id": "a1", "label": "Oui"}, {"id": "a2", "label": "Non"}],
}
OPTIONAL = frozenset({"intro"})
MULTILINE = frozenset({"intro"})

WRITES = (
    Write(
        "PUT", "/api/v1/calls/{empty_call_slug}/fields", "staff",
        {"questions": [QUESTION], "seen_version": 0},
    ),
    Write(
        "POST", "/api/v1/calls/{call_slug}/questionnaires", "staff", DESCRIPTION,
        multiline=MULTILINE, optional=OPTIONAL,
    ),
    Write(
        "PUT", f"{ONE}/description", "staff", DESCRIPTION, multiline=MULTILINE, optional=OPTIONAL
    ),
    Write("PUT", f"{ONE}/questions", "staff", {"questions": [QUESTION], "seen_version": 1}),
    Write("PUT", f"{ONE}/publication", "staff", {"published": True}),
    Write("PUT", f"{ONE}/answers", "resident", {"answers": {"q1": "a1", "q5": 4}, "version": 1}),
)  # fmt: skip
