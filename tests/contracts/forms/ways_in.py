"""The forms of passwords, second keys and devices."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.keyed import EMAIL, NEW_PASSWORD, RECOVERY
from tests.ways_in_factories import PASSWORD

SUITE = {"suite": "/moi"}
FORMS = {
    "account.close_other_sessions": Form("/moi/sessions/fermer-les-autres", "resident"),
    "passwords.use_password": Form(
        "/connexion/mot-de-passe", "", {"email": EMAIL, "password": PASSWORD}, SUITE
    ),
    "passwords.choose_password": Form("/moi/mot-de-passe", "resident", {"password": NEW_PASSWORD}),
    "passwords.remove_password": Form("/moi/mot-de-passe/retirer", "keyed", {"current": PASSWORD}),
    "second_key.give_code": Form("/connexion/code", "keyed", {"code": RECOVERY}, SUITE),
    "second_key.start": Form("/moi/deuxieme-cle", "resident", {}, SUITE),
    "second_key.confirm": Form(
        "/moi/deuxieme-cle/confirmer", "starting", {"code": "{code}"}, SUITE, status=200
    ),
    "second_key.renew_codes": Form(
        "/moi/deuxieme-cle/codes", "keyed", {"code": RECOVERY}, status=200
    ),
    "second_key.remove": Form("/moi/deuxieme-cle/retirer", "keyed", {"code": RECOVERY}),
}
