"""The operations of those who take part without an account, and of invitations."""

from tests.contracts.bodies.kinds import Write
from tests.contracts.village import PLACE
from tests.guest_factories import in_days

WRITES = (
    Write(
        "POST", "/api/v1/codes", "",
        {"channel": "sms", "contact": "06 39 98 12 34", "next_path": "/idees"},
    ),
    Write(
        "POST", "/api/v1/guest-sessions", "",
        {"code_id": "{code_id}", "code": "{digits}", "device": "Tablette du centre"},
        optional=frozenset({"device"}),
    ),
    Write("POST", "/api/v1/claims/acts", "", {"code": "{claim_code}"}),
    Write("PUT", "/api/v1/me/claims", "resident", {"code": "{other_claim_code}"}),
    Write(
        "POST", "/api/v1/invitation-batches", "staff",
        {
            "label": "Forum des voisins", "contract": "lens-lievin", "neighbourhood": PLACE,
            "size": 3, "ends_on": in_days(30).isoformat(), "proves_residence": False,
        },
    ),
)  # fmt: skip
