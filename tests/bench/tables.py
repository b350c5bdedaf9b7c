"""The columns that the seed fills, and the words of its calls."""

TABLES: dict[str, tuple[str, ...]] = {
    "person": ("id", "email", "display_name", "locale", "email_confirmed_at", "created_at"),
    "session": ("id", "token_digest", "person_id", "device", "created_at", "expires_at"),
    "call": (
        "id", "contract_slug", "slug", "title", "question", "summary", "easy", "for_whom",
        "information", "what_happens", "who_decides", "decided_by", "opens_at", "closes_at",
        "level", "moderation", "decision_hours", "imported",
    ),
    "call_phase": ("call_id", "position", "title", "opens_at", "closes_at", "acts"),
    "idea": (
        "id", "call_id", "contract_slug", "neighbourhood_slug", "author_id", "author_confirmed",
        "author_name", "title", "body", "language", "version", "fingerprint", "visibility",
        "stage", "answer", "support_count", "comment_count", "for_count", "against_count",
        "question_count", "submitted_at", "published_at",
    ),
    "idea_theme": ("idea_id", "theme_slug"),
    "idea_version": ("idea_id", "version", "title", "body", "written_at"),
    "search_entry": ("kind", "subject_id", "realm", "heading", "folded"),
    "support": ("idea_id", "person_id", "supported_at"),
    "comment": (
        "id", "idea_id", "parent_id", "is_root", "answers_root", "position", "author_id",
        "author_name", "body", "language", "version", "fingerprint", "visibility", "reply_count",
        "written_at",
    ),
}  # fmt: skip
CALL_WORDS = (
    "Que faut-il changer près de chez vous ?",
    "Dites ce qui manque, ce qui marche, ce que vous feriez.",
    "Vous avez une idée ? Écrivez-la.",
    "Tous les habitants.",
    "Au centre social.",
    "Chaque idée est lue et reçoit une réponse.",
    "Le comité de pilotage.",
)
ACTS = '["submit", "comment", "support", "revise"]'
CALL = ("consultation", "before", 48, False)
