"""The forms on offices, roles, suspensions and programs, and the doors of tokens."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.powers import client_form, consent_form
from tests.offices_factories import REDIRECT

NEW_YEAR = "2035-01-01"
FACTS = "Trois commentaires insultants en deux jours, malgré deux rappels."
BLOCK = {"reason_code": "attacks", "justification": FACTS, "days": "7"}
WORDS = "Relu avec attention : ce n’était pas elle."

FORMS = {
    "institutions.name": Form(
        "/administration/mandats", "administrator",
        {
            "office": "{office_slug}", "email": "n@example.org", "kind": "holder",
            "starts_on": NEW_YEAR, "ends_on": NEW_YEAR,
        },
        {}, frozenset({"ends_on"}),
    ),
    "institutions.end": Form(
        "/administration/mandats/{term}/fin", "administrator", {"last_day": NEW_YEAR}
    ),
    "institutions.show_name": Form(
        "/moi/mandats/{held_term}/nom", "holder", {}, {"shows_name": "oui"}
    ),
    "administration.find": Form(
        "/administration/personnes/chercher", "administrator", {"email": "{person_email}"}
    ),
    "administration.give": Form(
        "/administration/personnes", "administrator",
        {
            "email": "n@example.org", "role": "relay", "place": "contract:lens-lievin",
            "starts_on": NEW_YEAR, "ends_on": NEW_YEAR,
        },
        {}, frozenset({"starts_on", "ends_on"}),
    ),
    "administration.end": Form("/administration/roles/{grant}/fin", "administrator"),
    "administration.suspend": Form(
        "/administration/personnes/{person}/suspendre", "administrator", BLOCK
    ),
    "suspending.suspend_author": Form("/moderation/{case}/suspendre", "moderator", BLOCK),
    "suspensions.contest": Form(
        "/moi/suspension/{block}/contester", "blocked", {"words": "Ce n’est pas de moi."}
    ),
    "suspensions.answer": Form(
        "/moderation/suspensions/{appealed_block}", "administrator",
        {"outcome": "lifted", "words": WORDS},
    ),
    "programs.register": Form(
        "/administration/programmes", "administrator",
        {
            "name": "Carte", "contact": "carte@example.org", "kind": "app",
            "permissions": "idea.support", "place": "contract:lens-lievin",
            "redirect_uris": REDIRECT,
        },
        status=200,
    ),
    "programs.change_secret": Form(
        "/administration/programmes/{secret_program}/secret", "administrator", status=200
    ),
    "programs.revoke": Form("/administration/programmes/{program}/revoquer", "administrator"),
    "programs.dismiss": Form("/moi/programmes/{program}/retirer", "resident"),
    "consent.answer_consent": Form(
        "/oauth/authorize", "resident", {}, consent_form() | {"client_id": "{program}"}
    ),
    "consent.give_token": Form(
        "/oauth/token", "", {}, {"grant_type": "client_credentials"} | client_form(), status=200
    ),
    "consent.end_token": Form(
        "/oauth/revoke", "", {}, {"token": "bfp_x"} | client_form(), status=200
    ),
    "consent.know_token": Form(
        "/oauth/introspect", "", {}, {"token": "bfp_x"} | client_form(), status=200
    ),
}  # fmt: skip
