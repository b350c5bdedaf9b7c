"""The operations by which something is proved."""

from tests.contracts.bodies.kinds import Write
from tests.contracts.papers import BORN, FAMILY, GIVEN, ROLL, STREET
from tests.contracts.village import PLACE
from tests.guest_factories import in_days
from tests.place_factories import MAZINGARBE

CHILD = {"email": "leila@example.org", "parent_email": "yasmina@example.org"}

WRITES = (
    Write(
        "POST", "/api/v1/me/proofs/address", "resident",
        {"commune": MAZINGARBE, "number": "12", "street": STREET},
    ),
    Write(
        "POST", "/api/v1/me/proofs/letter", "keyed",
        {
            "name": "Zohra Haddad", "address": "9 rue des Mésanges\n62160 Bully",
            "neighbourhood": PLACE,
        },
        multiline=frozenset({"address"}),
    ),
    Write("POST", "/api/v1/me/proofs/postal-code", "resident", {"code": "{letter_code}"}),
    Write(
        "POST", "/api/v1/me/proofs/roll", "resident",
        {"family_name": FAMILY, "given_name": GIVEN, "born_on": BORN},
    ),
    Write(
        "PUT", "/api/v1/calls/{young_slug}/age", "resident",
        {"age": "under_15", "parent_email": "parent@example.org"},
    ),
    Write("POST", "/api/v1/me/proofs/declared-age", "resident", {"threshold": 16}),
    Write(
        "POST", "/api/v1/desk-checks", "relay",
        {"code": "{desk_code}", "threshold": 16, "neighbourhood": PLACE},
    ),
    Write("POST", "/api/v1/guardian-requests", "", CHILD),
    Write("POST", "/api/v1/guardian-answers", "", {"token": "{guardian_link}", "agreed": True}),
    Write("PUT", "/api/v1/me/guardian", "resident", {"parent_email": "parent@example.org"}),
    Write("POST", "/api/v1/letters/sheets", "relay", {"letters": ["{letter}"]}),
    Write("POST", "/api/v1/letters/printed", "relay", {"letters": ["{letter}"]}),
    Write(
        "POST", "/api/v1/rolls", "staff",
        {
            "label": "Locataires", "place": f"neighbourhood:{PLACE}",
            "ends_on": in_days(200).isoformat(), "file": ROLL.decode(),
        },
        multiline=frozenset({"file"}),
    ),
)  # fmt: skip
