"""The operations on what offices are asked."""

from tests.contracts.bodies.kinds import Write
from tests.contracts.village import STRUCTURE

WRITES = (
    Write(
        "POST", "/api/v1/requests", "staff",
        {
            "subject_kind": "idea", "subject_id": "{unasked_idea}", "office": "{office_slug}",
            "reason": "Est-ce possible cette année ?",
        },
        multiline=frozenset({"reason"}), optional=frozenset({"reason"}),
    ),
    Write("PUT", "/api/v1/ideas/{public_idea}/following", "resident", {"follow": True}),
    Write(
        "POST", "/api/v1/ideas/{public_idea}/forwards", "staff",
        {"destination": "budget", "words": "Elle a beaucoup de soutiens."},
        multiline=frozenset({"words"}), optional=frozenset({"words"}),
    ),
    Write(
        "POST", "/api/v1/requests/{request}/answers", "answering",
        {
            "effect": "not_kept", "words": "Trop cher cette année.", "structure": STRUCTURE,
            "next_step": "Revoir le budget", "next_step_on": "2035-01-01",
        },
        multiline=frozenset({"words"}),
    ),
    Write(
        "POST", "/api/v1/requests/{request}/transfer", "answering",
        {"office": "{office_slug}", "reason": "C’est leur rue."},
        multiline=frozenset({"reason"}),
    ),
    Write(
        "PUT", "/api/v1/requests/{request}/withdrawal", "staff", {"why": "Réglé autrement."},
        multiline=frozenset({"why"}),
    ),
)  # fmt: skip
