"""The form of an erasure."""

from tests.contracts.bodies.kinds import Form

FORMS = {
    "rights.erase": Form("/moi/effacer", "resident", {"texts": "anonymise", "word": "effacer"}),
}
