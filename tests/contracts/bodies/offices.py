"""The operations on offices, roles, suspensions and programs."""

from tests.contracts.bodies.kinds import Write

NEW_YEAR = "2035-01-01"
FACTS = "Trois commentaires insultants en deux jours, malgré deux rappels."
BLOCK = {"reason_code": "attacks", "justification": FACTS, "days": 7}
MULTILINE = frozenset({"justification", "words"})

WRITES = (
    Write(
        "POST", "/api/v1/offices/{office_slug}/terms", "administrator",
        {"email": "n@example.org", "kind": "holder", "starts_on": NEW_YEAR, "ends_on": NEW_YEAR},
    ),
    Write(
        "PUT", "/api/v1/office-terms/{term}/end", "administrator", {"last_day": NEW_YEAR}
    ),
    Write("PUT", "/api/v1/me/offices/{held_term}/name", "holder", {"shows_name": True}),
    Write("POST", "/api/v1/people/search", "administrator", {"email": "{person_email}"}),
    Write(
        "POST", "/api/v1/role-grants", "administrator",
        {
            "email": "n@example.org", "role": "relay", "place": "contract:lens-lievin",
            "starts_on": NEW_YEAR, "ends_on": NEW_YEAR,
        },
    ),
    Write(
        "POST", "/api/v1/people/{person}/blocks", "administrator", BLOCK, multiline=MULTILINE
    ),
    Write(
        "POST", "/api/v1/cases/{case}/author-block", "moderator", BLOCK, multiline=MULTILINE
    ),
    Write(
        "POST", "/api/v1/me/blocks/{block}/appeal", "blocked",
        {"words": "Ces textes ne sont pas de moi."}, multiline=MULTILINE,
    ),
    Write(
        "PUT", "/api/v1/blocks/{appealed_block}/answer", "administrator",
        {"outcome": "lifted", "words": "Relu avec attention : ce n’était pas elle."},
        multiline=MULTILINE,
    ),
    Write(
        "POST", "/api/v1/programs", "administrator",
        {
            "name": "Carte", "contact": "carte@example.org", "kind": "app",
            "permissions": ["idea.support"], "place": "contract:lens-lievin",
            "redirect_uris": ["https://carte.example.org/retour"],
        },
    ),
)  # fmt: skip
