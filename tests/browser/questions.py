"""A questionnaire of the demo that was answered, and one that is being built."""

from typing import Any, Protocol

from playwright.sync_api import BrowserContext

CALL = "dehors-en-famille"
SHEET: dict[str, Any] = {"q1": "a1", "q3": ["a1"], "q4": ["a2", "a1"], "q5": 4}
ASKED: list[dict[str, Any]] = [
    {
        "id": "q1",
        "kind": "single",
        "label": "Venez-vous à pied ?",
        "required": True,
        "options": [{"id": "a1", "label": "Oui"}, {"id": "a2", "label": "Non"}],
    },
    {
        "id": "q2",
        "kind": "long",
        "label": "Pourquoi ?",
        "condition": {"clauses": [{"question": "q1", "answers": ["a2"]}]},
    },
]


class Send(Protocol):
    def __call__(
        self, context: BrowserContext, path: str, body: dict[str, Any], method: str = "POST"
    ) -> Any: ...


def furnish(resident: BrowserContext, staff: BrowserContext, send: Send) -> dict[str, str]:
    """Where they are; the resident has answered the first."""
    listed = resident.request.get(f"/api/v1/calls/{CALL}/questionnaires").json()["items"]
    first = listed[0]
    answers = f"/api/v1/questionnaires/{first['id']}/answers"
    send(resident, answers, {"answers": SHEET, "version": first["version"]}, "PUT")
    begun = send(staff, f"/api/v1/calls/{CALL}/questionnaires", {"title": "Pour venir ici"})
    questions = f"/api/v1/questionnaires/{begun['id']}/questions"
    send(staff, questions, {"questions": ASKED, "seen_version": begun["version"]}, "PUT")
    return {"questionnaire": first["id"], "begun": begun["id"]}
