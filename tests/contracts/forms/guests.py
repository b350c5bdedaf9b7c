"""The forms of those who take part without an account, of invitations and of providers."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.village import PLACE
from tests.guest_factories import in_days

SUITE = {"suite": "/idees"}
FORMS = {
    "guests.ask_by_mail": Form("/participer", "", {"email": "amina@example.org"}, SUITE),
    "guests.ask_by_sms": Form("/participer/sms", "", {"telephone": "06 39 98 12 34"}, SUITE),
    "guests.use_digits": Form(
        "/participer/code", "", {"demande": "{code_id}", "code": "{digits}"}
    ),
    "guests.use_invitation": Form("/participer/invitation", "", {"code": "{invitation}"}, SUITE),
    "following.follow": Form("/suivi", "", {"code": "{other_claim_code}"}),
    "following.make_code": Form("/suivi/code", "guest"),
    "following.ask_account": Form("/suivi/compte", "guest", {"email": "amina@example.org"}),
    "following.attach": Form(
        "/suivi/rattacher", "resident", {"code": "{other_claim_code}"}, {"ticket": ""}
    ),
    "invitations.make": Form(
        "/administration/invitations", "staff",
        {
            "label": "Forum des voisins", "contract": "lens-lievin", "neighbourhood": PLACE,
            "size": "3", "ends_on": in_days(30).isoformat(),
        },
        optional=frozenset({"neighbourhood"}),
        status=200,
    ),
    "invitations.revoke": Form("/administration/invitations/{batch}/arreter", "staff"),
    "openid.depart": Form("/connexion/par/franceconnect", "", {}, SUITE),
    "connections.add_connection": Form("/moi/connexions/franceconnect", "resident"),
    "connections.remove_connection": Form("/moi/connexions/{connection}/retirer", "resident"),
    "connections.say_yes": Form(
        "/connexion/relier/{link}", cookies={"beffroi_depart": "{browser}"}
    ),
}  # fmt: skip
