"""The forms of relays, and of those for whom they note; and of one's erasure."""

from beffroi.identity import consent
from tests.contracts.bodies.kinds import Form
from tests.contracts.village import CALL, PLACE
from tests.relay_factories import form

HELPED = form(neighbourhood=PLACE) | {"name": "Mauricette"}
TEXT = ("title", "body")
HOW = {name: value for name, value in HELPED.items() if name not in TEXT}

FORMS = {
    "relay_ideas.note_idea": Form(
        "/relais/idee", "relay", HELPED | {"call": CALL}, {"entry": ""}, frozenset({"name"})
    ),
    "relay_opinions.note_support": Form(
        "/relais/soutien", "relay", HOW | {"idea": "{public_idea}"}, {"entry": ""},
        frozenset({"name"}),
    ),
    "relay_opinions.note_comment": Form(
        "/relais/commentaire", "relay",
        HOW | {"idea": "{public_idea}", "body": "Pour mes genoux."},
        {"entry": "", "position": ""}, frozenset({"name"}),
    ),
    "entering.note_answers": Form(
        "/relais/questionnaire/{questionnaire}", "relay",
        HOW | {"consent": consent.ANSWERS.version},
        {"entry": "", "version": "1", "posees": "q1 q3 q4 q5 q6 q7", "q-q1": "a1", "name": ""},
        frozenset({"name"}),
    ),
    "relay.note_check": Form(
        "/relais/preuve", "relay", HOW | {"seen": "16"}, {"entry": ""}, frozenset({"name"})
    ),
    "receipts.send": Form(
        "/relais/recu/{act}/envoyer", "relay", {"email": "mauricette@example.org"}, {"phone": ""}
    ),
    "assisted.contest": Form(
        "/moi/actes/{noted_act}/contester", "resident",
        {"way": "tell", "words": "Je voulais parler du parc."}, {}, frozenset({"words"}),
    ),
    "rights.erase": Form("/moi/effacer", "resident", {"texts": "anonymise", "word": "effacer"}),
}  # fmt: skip
