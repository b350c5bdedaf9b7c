"""The forms by which something is proved, at home, at a desk, by a parent."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.bodies.proofs import CHILD
from tests.contracts.papers import BORN, FAMILY, GIVEN, ROLL, STREET
from tests.contracts.village import PLACE
from tests.guest_factories import in_days
from tests.place_factories import MAZINGARBE

FORMS = {
    "proofs.declare_age": Form(
        "/moi/preuves/age", "resident", {"threshold": "16"}, {"suite": "/moi/preuves"}
    ),
    "proofs.take_back": Form("/moi/preuves/{proof}/corriger", "resident"),
    "ages.say": Form(
        "/appels/{young_slug}/age", "resident",
        {"age": "under_15", "parent_email": "parent@example.org"}, {"suite": "/idees"},
    ),
    "proofs.old_enough": Form("/moi/preuves/quinze-ans", "resident"),
    "proofs.prove_home": Form(
        "/moi/preuves/adresse", "resident",
        {"commune": MAZINGARBE, "number": "12", "street": STREET},
    ),
    "proofs.ask_letter": Form(
        "/moi/preuves/courrier", "keyed",
        {
            "name": "Zohra Haddad", "address": "9 rue des Mésanges\n62160 Bully",
            "neighbourhood": PLACE,
        },
    ),
    "proofs.use_letter": Form(
        "/moi/preuves/courrier/code", "resident", {"code": "{letter_code}"}
    ),
    "proofs.answer_roll": Form(
        "/moi/preuves/liste", "resident",
        {"family_name": FAMILY, "given_name": GIVEN, "born_on": BORN},
    ),
    "proofs.make_code": Form("/moi/preuves/guichet", "resident"),
    "guardians.send": Form("/connexion/moins-de-15-ans", "", CHILD),
    "guardians.answer": Form("/accord/{guardian_link}", "", {"accord": "oui"}),
    "desks.write_check": Form(
        "/relais/verifier", "relay",
        {"code": "{desk_code}", "threshold": "16", "neighbourhood": PLACE},
        optional=frozenset({"threshold", "neighbourhood"}),
    ),
    "desks.letters_printed": Form(
        "/administration/courriers", "staff", {}, {"letter": "{letter}"}
    ),
    "desks.set_aside": Form(
        "/administration/courriers/{letter}/ecarter", "staff", {"reason": "incomplete"},
        optional=frozenset({"reason"}),
    ),
    "desks.bring_in": Form(
        "/administration/listes", "staff",
        {
            "label": "Locataires", "place": f"neighbourhood:{PLACE}",
            "ends_on": in_days(200).isoformat(),
        },
        files={"file": ROLL},
    ),
    "desks.drop": Form("/administration/listes/{roll}/effacer", "staff"),
}  # fmt: skip
