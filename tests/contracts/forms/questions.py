"""The forms of questionnaires: answering, and the desk that builds them."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.village import CALL

PUBLIC = f"/appels/{CALL}/questionnaires/{{questionnaire}}"
DESK = "/administration/questionnaires/{questionnaire}"
QUESTION = f"{DESK}/q/{{question}}"
DESCRIPTION = {"title": "Votre parc", "intro": "Cinq questions.", "results_shown": "closed"}

FORMS = {
    "fields.write": Form(
        "/administration/appels/{empty_call_slug}/champs/nouvelle", "staff",
        {"label": "Combien de places ?", "hint": "Un nombre.", "seen_version": "0"},
        {"required": "", "kind": "short"}, frozenset({"hint"}),
    ),
    "fields.place": Form(
        "/administration/appels/{field_call_slug}/champs/q1/place", "staff", {}, {"sens": "haut"}
    ),
    "answering.send": Form(
        PUBLIC, "resident", {"q-q7": "Le parc des Tilleuls"},
        {"posees": "q1 q3 q4 q5 q6 q7", "version": "1", "q-q1": "a1"}, frozenset({"q-q7"}),
    ),
    "answering.take_back": Form(f"{PUBLIC}/retirer", "resident"),
    "building.add": Form(
        f"/administration/appels/{CALL}/questionnaires", "staff", DESCRIPTION, {},
        frozenset({"intro"}),
    ),
    "building.describe": Form(DESK, "staff", DESCRIPTION, {}, frozenset({"intro"})),
    "building.move": Form(f"{DESK}/etat", "staff", {}, {"etat": "publier"}),
    "editing.write": Form(
        QUESTION, "staff",
        {"kind": "short", "label": "Quel nom ?", "hint": "Un mot.", "seen_version": "1"},
        {"required": ""}, frozenset({"hint"}),
    ),
    "editing.place": Form(f"{QUESTION}/place", "staff", {}, {"sens": "haut"}),
    "editing.add_clause": Form(
        f"{QUESTION}/condition", "staff", {"question": "q1", "has": "oui", "seen_version": "1"},
        {"answers": "a1"},
    ),
    "editing.drop_clause": Form(f"{QUESTION}/condition/fin", "staff", {}, {"numero": "0"}),
}  # fmt: skip
