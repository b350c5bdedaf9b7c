"""The operations of passwords and second keys."""

from tests.contracts.bodies.kinds import Write
from tests.contracts.keyed import EMAIL, NEW_PASSWORD, RECOVERY
from tests.ways_in_factories import PASSWORD

WRITES = (
    Write(
        "POST", "/api/v1/sessions/password", "",
        {"email": EMAIL, "password": PASSWORD, "device": "Programme"},
        optional=frozenset({"device"}),
    ),
    Write(
        "PUT", "/api/v1/me/password", "keyed", {"password": NEW_PASSWORD, "current": PASSWORD}
    ),
    Write("PUT", "/api/v1/me/second-factor", "keyed", {"code": RECOVERY}),
)  # fmt: skip
