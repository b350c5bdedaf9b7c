"""The forms on what offices are asked."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.village import STRUCTURE

FORMS = {
    "asking.ask": Form(
        "/idees/{unasked_idea}/demande", "staff",
        {"office": "{office_slug}", "reason": "Est-ce possible cette année ?"}, {},
        frozenset({"reason"}),
    ),
    "asking.forward": Form(
        "/idees/{public_idea}/proposer", "staff",
        {"destination": "budget", "words": "Elle a beaucoup de soutiens."}, {},
        frozenset({"words"}),
    ),
    "asking.follow": Form("/idees/{public_idea}/suivre", "resident", {}, {"suivre": "oui"}),
    "desk.answer": Form(
        "/a-repondre/{request}", "answering",
        {
            "effect": "not_kept", "words": "Trop cher cette année.", "structure": STRUCTURE,
            "next_step": "Revoir le budget", "next_step_on": "2035-01-01",
        },
        {"confirm": "oui"},
    ),
    "desk.acknowledge": Form("/a-repondre/{request}/recue", "answering"),
    "desk.transfer": Form(
        "/a-repondre/{request}/transmettre", "answering",
        {"office": "{office_slug}", "reason": "C’est leur rue."},
    ),
    "desk.withdraw": Form(
        "/a-repondre/{request}/retirer", "staff", {"why": "Réglé autrement."}
    ),
}  # fmt: skip
