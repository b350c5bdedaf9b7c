"""The forms on ideas, comments and cases, and for signing in."""

from tests.contracts.bodies.kinds import Form
from tests.contracts.village import CALL, PLACE, STRUCTURE

STEP = f"/appels/{CALL}/proposer/{{draft}}"
FORMS = {
    "proposing.keep_what": Form(
        f"/appels/{CALL}/proposer", "",
        {"title": "Un banc", "body": "À l’ombre."}, {"brouillon": "", "quartier": PLACE},
    ),
    "proposing.similar": Form(
        f"/appels/{CALL}/proposer/ressemble", "", {}, {"title": "Des bancs", "body": "Ici."},
        status=200,
    ),
    "proposing.keep_where": Form(
        f"{STEP}/lieu", "", {"neighbourhood": PLACE, "themes": "cadre-de-vie"},
        {"public_place": "oui"},
    ),
    "proposing.send": Form(
        f"{STEP}/contact", "", {
            "author_name": "Zoé", "email": "zoe@example.org", "group_kind": "class",
            "group_name": "La 6e B",
        },
        {"idempotency_key": "x"}, frozenset({"author_name"}),
    ),
    "acting.support": Form("/idees/{public_idea}/soutien", "resident", {}, {"soutien": "oui"}),
    "debating.comment": Form(
        "/idees/{public_idea}/commentaires", "resident", {"body": "D’accord."}, {"position": "for"}
    ),
    "own_comments.revise": Form(
        "/idees/{public_idea}/commentaires/{asked_comment}/modifier", "resident",
        {"body": "Pardon.", "seen_version": "1"},
    ),
    "own_comments.withdraw": Form(
        "/idees/{public_idea}/commentaires/{asked_comment}/retirer", "resident"
    ),
    "acting.confirm": Form("/idees/{asked_idea}/suivi", "resident"),
    "acting.revise": Form(
        "/idees/{asked_idea}/modifier", "resident",
        {"title": "Un banc", "body": "À l’ombre.", "seen_version": "1"},
    ),
    "withdrawing.withdraw": Form(
        "/idees/{asked_idea}/retirer", "resident", {}, {"texts": "anonymise"}
    ),
    "acting.move": Form(
        "/idees/{public_idea}/etape", "staff",
        {
            "stage": "not_kept", "answer": "Trop cher.", "structure": STRUCTURE,
            "next_step": "Revoir le budget", "next_step_on": "2035-01-01",
        },
        {},
        frozenset({"answer"}),
    ),
    "co_authors.invite": Form(
        "/idees/{asked_idea}/co-auteurs", "resident", {"email": "ali@example.org"}, {},
        frozenset({"email"}),
    ),
    "co_authors.end": Form(
        "/idees/{asked_idea}/co-auteurs/{asked_co_author}/retirer", "resident"
    ),
    "co_authors.accept": Form(
        "/co-auteurs/{way_in}", "resident", {"name": "Zoé"},
        {"cle": "{way_in_key}", "signs": "oui"},
        frozenset({"name"}),
    ),
    "drafts.drop": Form("/moi/brouillons/{draft}/effacer", "resident"),
    "identity.ask_link": Form("/connexion", "", {"email": "zoe@example.org"}, {"suite": "/moi"}),
    "identity.use_link": Form("/connexion/lien/{token}"),
    "identity.use_demo_account": Form(
        "/connexion/demo", "", {"person_id": "{person}"}, {"suite": "/moi"}
    ),
    "identity.sign_out": Form("/deconnexion", "resident"),
    "account.change_myself": Form(
        "/moi", "resident", {"display_name": "Zohra", "locale": "fr"}
    ),
    "account.close_session": Form("/moi/sessions/{session}/fermer", "resident"),
    "account.choose_language": Form("/langue", "", {"langue": "fr"}, {"retour": "/"}),
    "notifications.open_message": Form("/moi/messages/{message}/ouvrir", "resident"),
    "notifications.read_all": Form("/moi/messages/lus", "resident"),
    "moderation.decide_case": Form(
        "/moderation/{case}", "moderator",
        {
            "outcome": "refuse", "seen_version": "1", "reason_code": "attack",
            "words": "Restez courtois.", "structure": STRUCTURE,
        },
        {}, frozenset({"words"}),
    ),
}  # fmt: skip
