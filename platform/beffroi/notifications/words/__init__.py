"""The words of each kind of message, made when it is read, in the language of its reader."""

from beffroi.notifications.words.facts import Facts, Words
from beffroi.notifications.words.of_calls import CALLS
from beffroi.notifications.words.of_comments import COMMENTS
from beffroi.notifications.words.of_ideas import IDEAS
from beffroi.notifications.words.of_inbox import INBOX
from beffroi.notifications.words.of_merges import MERGES
from beffroi.notifications.words.of_moderation import CASES
from beffroi.notifications.words.of_proofs import PROOFS
from beffroi.notifications.words.of_relays import RELAYS
from beffroi.notifications.words.of_requests import REQUESTS
from beffroi.notifications.words.of_rights import RIGHTS

# A list a line each: two branches that add one do not meet on a line.
KINDS = {
    **CALLS,
    **CASES,
    **COMMENTS,
    **IDEAS,
    **INBOX,
    **MERGES,
    **PROOFS,
    **RELAYS,
    **REQUESTS,
    **RIGHTS,
}
GATHERED = frozenset({"comment_answered", "idea_commented"})

__all__ = ["GATHERED", "KINDS", "Facts", "Words", "words_of"]


def words_of(kind: str, params: dict[str, object]) -> Words:
    """What is said to the reader; KeyError for a kind nobody wrote words for."""
    return KINDS[kind](Facts(params))
