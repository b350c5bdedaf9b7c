"""The forms that send and describe pictures, by page and by program."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.village import CALL
from tests.picture_factories import photo

OF_DRAFT = f"/appels/{CALL}/proposer/{{draft}}/photos"
OF_IDEA = "/idees/{asked_idea}/photos"
WORDS = {"alternative": "Un banc cassé."}
MAY_BE_EMPTY = frozenset(WORDS)
FILE = {"photo": photo("PNG")}

FORMS = {
    "draft_photos.lay": Form(OF_DRAFT, "", WORDS, {}, MAY_BE_EMPTY, files=FILE),
    "draft_photos.say": Form(f"{OF_DRAFT}/{{draft_photo}}", "", WORDS, {}, MAY_BE_EMPTY),
    "draft_photos.lift": Form(f"{OF_DRAFT}/{{draft_photo}}/retirer"),
    "idea_photos.add": Form(OF_IDEA, "resident", WORDS, {}, MAY_BE_EMPTY, files=FILE),
    "idea_photos.describe": Form(f"{OF_IDEA}/{{asked_photo}}", "resident", WORDS, {}, MAY_BE_EMPTY),
    "idea_photos.remove": Form(f"{OF_IDEA}/{{asked_photo}}/retirer", "resident"),
}
UPLOADS = {
    "api_photos.add_photo": Form(
        "/api/v1/ideas/{asked_idea}/photos", "resident", WORDS, files=FILE, status=201
    )
}
