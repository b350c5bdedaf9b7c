"""What identity does for the edges and for the other slices."""

from beffroi.identity.services.demo_accounts import (
    demo_accounts,
    is_embedded,
    offer_demo_accounts,
    open_demo_session,
)
from beffroi.identity.services.grants import grant_role, moderators_of
from beffroi.identity.services.links import (
    link_behind,
    link_to_send,
    link_token,
    request_link,
    sign_in_token_for,
)
from beffroi.identity.services.people import (
    change_self,
    choose_language,
    find_or_make_person,
    people,
    person,
    self_of,
)
from beffroi.identity.services.sessions import (
    Device,
    close_session,
    devices_of,
    load_actor,
    open_session,
    open_session_of,
    purge_expired,
    sessions_of,
)

__all__ = [
    "Device",
    "change_self",
    "choose_language",
    "close_session",
    "demo_accounts",
    "devices_of",
    "find_or_make_person",
    "grant_role",
    "is_embedded",
    "link_behind",
    "link_to_send",
    "link_token",
    "load_actor",
    "moderators_of",
    "offer_demo_accounts",
    "open_demo_session",
    "open_session",
    "open_session_of",
    "people",
    "person",
    "purge_expired",
    "request_link",
    "self_of",
    "sessions_of",
    "sign_in_token_for",
]
