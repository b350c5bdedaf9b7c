"""Pure rules of people's rights: how long what is theirs is kept, and what confirms an erasure."""

import unicodedata
from datetime import timedelta

UNCONFIRMED_KEPT = timedelta(days=30)
GUEST_KEPT = timedelta(days=365)
OFFICES_KEPT = timedelta(days=365)  # roles, offices and blocks, once over
ACTS_KEPT = timedelta(days=3 * 365)  # what was entered for somebody, with the consent read out
CODES_KEPT = timedelta(days=1)  # codes and sign-ins under way, once they serve no more
SECRETS_KEPT = timedelta(days=30)  # letters, tokens and invitations, once they serve no more
DEVICES_KEPT = timedelta(days=365)  # as long as the cookie of a known device
FAREWELL_KEPT = timedelta(days=1)
MAIL_FILES_KEPT = timedelta(days=30)
NOTICE_BEFORE = timedelta(days=30)  # between the mail to a dormant account and its erasure
NOTICES_KEPT = timedelta(days=90)  # then it is asked again: the first may never have left
FRESH = timedelta(minutes=10)  # how lately one signed in to have an account erased
WORDS = ("effacer", "erase")  # either confirms, whatever the language of the page


def dormant_for(years: int) -> timedelta:
    """How long without a visit makes an account dormant."""
    return timedelta(days=365 * years)


def confirms(typed: str) -> bool:
    """Whether this is the word that was asked, whatever its case and the spaces around it."""
    return unicodedata.normalize("NFKC", typed).strip().strip("«»\"' ").lower() in WORDS
