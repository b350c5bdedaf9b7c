"""The operations of the inbox."""

from tests.contracts.bodies.kinds import Write

WHY = "Elles disent la même chose."
IDEA = "/api/v1/inbox/ideas/{public_idea}"

WRITES = (
    Write("PUT", f"{IDEA}/assignee", "staff", {"person": "{staff_person}"}),
    Write("PUT", f"{IDEA}/tags", "staff", {"label": "Éclairage"}),
    Write(
        "POST", f"{IDEA}/notes", "staff", {"body": "À revoir avec le bailleur."},
        multiline=frozenset({"body"}),
    ),
    Write("PUT", "/api/v1/inbox/tags/{tag}", "staff", {"label": "Voirie"}),
    Write(
        "POST", "/api/v1/inbox/batches", "staff",
        {
            "act": "tag", "person": "{staff_person}", "tag": "Mobilier urbain", "stage": "studied",
            "answer": "On regarde.", "structure": "maison-des-projets",
            "ideas": ["{public_idea}"], "filters": None,
        },
        multiline=frozenset({"answer"}), optional=frozenset({"answer"}),
    ),
    Write(
        "POST", f"{IDEA}/merges", "staff", {"ideas": ["{unasked_idea}"], "reason": WHY},
        multiline=frozenset({"reason"}),
    ),
    Write(
        "PUT", "/api/v1/inbox/ideas/{merged_idea}/separation", "staff", {"reason": WHY},
        multiline=frozenset({"reason"}),
    ),
    Write(
        "POST", "/api/v1/inbox/ideas/{unasked_idea}/parts", "staff",
        {
            "parts": [
                {"title": "La sortie", "body": "Les grands-parents attendent debout à la sortie."},
                {"title": "Un banc", "body": "Un banc suffirait."},
            ],
            "reason": WHY, "ask": False,
        },
        multiline=frozenset({"reason"}),
    ),
    Write(
        "PUT", "/api/v1/inbox/ideas/{cut_idea}/gathering", "staff", {"reason": WHY},
        multiline=frozenset({"reason"}),
    ),
    Write(
        "PUT", "/api/v1/inbox/ideas/{contested_idea}/objection", "staff", {"reason": WHY},
        multiline=frozenset({"reason"}),
    ),
    Write(
        "PUT", "/api/v1/ideas/{cut_idea}/split", "resident",
        {"agrees": False, "words": "Un seul projet."},
        multiline=frozenset({"words"}), optional=frozenset({"words"}),
    ),
    Write(
        "PUT", "/api/v1/inbox/batches/{bulk}/confirmation", "staff", {"digest": "{bulk_digest}"},
    ),
)  # fmt: skip
