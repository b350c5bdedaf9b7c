"""Bodies for the operations on ideas, comments and cases, and for signing in."""

from tests.contracts.bodies.kinds import Write
from tests.contracts.village import CALL, PLACE, STRUCTURE

VERSION = {"If-Match": '"1"'}

WRITES = (
    Write(
        "POST", "/api/v1/ideas", "",
        {
            "call": CALL, "title": "Un banc", "body": "À l’ombre.", "author_name": "Zoé",
            "group_kind": "class", "group_name": "La 6e B",
            "email": "zoe@example.org", "neighbourhood": PLACE, "themes": [], "language": "fr",
            "fields": {}, "point": None,
        },
        optional=frozenset({"author_name"}),
    ),
    Write(
        "POST", "/api/v1/calls/{call_slug}/told-ideas/{told_draft}/idea", "",
        {
            "title": "Un banc", "body": "À l’ombre.", "author_name": "Zoé",
            "group_kind": "class", "group_name": "La 6e B",
            "email": "zoe@example.org", "neighbourhood": PLACE, "themes": [], "fields": {},
            "transcript_read": True, "voice_is_heard": False,
        },
        optional=frozenset({"author_name", "title", "body"}),
    ),
    Write(
        "PUT", "/api/v1/calls/{call_slug}/told-ideas/{told_draft}/writing-request", "resident",
        {"neighbourhood": PLACE},
    ),
    Write(
        "POST", "/api/v1/ideas/similar", "",
        {"call": CALL, "title": "Des bancs", "body": "À l’ombre."}, optional=frozenset({"body"}),
    ),
    Write(
        "POST", "/api/v1/ideas/{asked_idea}/co-author-invitations", "resident",
        {"email": "ali@example.org"},
    ),
    Write(
        "PUT", "/api/v1/co-author-invitations/{way_in}/acceptance", "resident",
        {"name": "Zoé", "signs": True, "key": "{way_in_key}"},
        optional=frozenset({"name", "key"}),
    ),
    Write(
        "PUT", "/api/v1/ideas/{asked_idea}/text", "resident",
        {"title": "Un banc", "body": "À l’ombre.", "fields": {}}, VERSION,
    ),
    Write(
        "PUT", "/api/v1/ideas/{asked_idea}/photos/{asked_photo}", "resident",
        {"alternative": "Un banc cassé."}, optional=frozenset({"alternative"}),
    ),
    Write("PUT", "/api/v1/ideas/{public_idea}/support", "resident", {"support": True}),
    Write(
        "POST", "/api/v1/ideas/{public_idea}/comments", "resident",
        {"body": "D’accord.", "author_name": "Zoé", "position": "for", "parent": None},
        optional=frozenset({"author_name"}),
    ),
    Write(
        "PUT", "/api/v1/ideas/{public_idea}/stage", "staff",
        {
            "stage": "not_kept", "answer": "Trop cher.", "structure": STRUCTURE,
            "next_step": "Revoir le budget", "next_step_on": "2035-01-01",
        },
        optional=frozenset({"answer"}),
    ),
    Write(
        "PUT", "/api/v1/comments/{asked_comment}/text", "resident", {"body": "Pardon."}, VERSION
    ),
    Write(
        "POST", "/api/v1/cases/{case}/decision", "moderator",
        {
            "outcome": "refuse", "seen_version": 1, "reason_code": "attack",
            "words": "Restez courtois.", "structure": STRUCTURE,
        },
        optional=frozenset({"words"}),
    ),
    Write("PUT", "/api/v1/me", "resident", {"display_name": "Zohra", "locale": "fr"}),
    Write(
        "POST", "/api/v1/sign-in-links", "", {"email": "zoe@example.org", "next_path": "/moi"},
        optional=frozenset({"next_path"}),
    ),
    Write(
        "POST", "/api/v1/sessions", "", {"token": "{token}", "device": "Programme"},
        optional=frozenset({"device"}),
    ),
)  # fmt: skip
