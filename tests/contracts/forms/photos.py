"""The forms that send pictures and voices, and say what they hold, by page and by program."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.village import CALL, PLACE
from tests.picture_factories import photo
from tests.sound_factories import wav

OF_DRAFT = f"/appels/{CALL}/proposer/{{draft}}/photos"
OF_IDEA = "/idees/{asked_idea}/photos"
WORDS = {"alternative": "Un banc cassé."}
MAY_BE_EMPTY = frozenset(WORDS)
FILE = {"photo": photo("PNG")}

TOLD = f"/appels/{CALL}/proposer/{{told_draft}}/voix"

FORMS = {
    "telling.begin": Form(f"/appels/{CALL}/proposer/voix"),
    "telling.keep": Form(TOLD, files={"voice": wav(0.5)}),
    "telling.take_back": Form(f"{TOLD}/retirer"),
    "telling.ask": Form(f"{TOLD}/relais", "resident", {"neighbourhood": PLACE}),
    "writing_down.keep": Form(
        "/relais/voix/{voice}", "relay", {"title": "Un banc", "body": "À l’ombre."},
        {"present": "non"},
    ),
    "draft_photos.lay": Form(OF_DRAFT, "", WORDS, {}, MAY_BE_EMPTY, files=FILE),
    "draft_photos.say": Form(f"{OF_DRAFT}/{{draft_photo}}", "", WORDS, {}, MAY_BE_EMPTY),
    "draft_photos.lift": Form(f"{OF_DRAFT}/{{draft_photo}}/retirer"),
    "idea_photos.add": Form(OF_IDEA, "resident", WORDS, {}, MAY_BE_EMPTY, files=FILE),
    "idea_photos.describe": Form(f"{OF_IDEA}/{{asked_photo}}", "resident", WORDS, {}, MAY_BE_EMPTY),
    "idea_photos.remove": Form(f"{OF_IDEA}/{{asked_photo}}/retirer", "resident"),
}  # fmt: skip
UPLOADS = {
    "api_photos.add_photo": Form(
        "/api/v1/ideas/{asked_idea}/photos", "resident", WORDS, files=FILE, status=201
    ),
    "api_told.tell_idea": Form(
        f"/api/v1/calls/{CALL}/told-ideas", files={"voice": wav(0.5)}, status=201
    ),
}
