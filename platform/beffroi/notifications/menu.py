"""The count of unread messages that the menu of every page shows."""

from flask import g, request

from beffroi.core.actor import current_actor
from beffroi.notifications.services import unread_count

_NO_MENU = ("/api/", "/static/", "/sante")


def count_unread() -> None:
    """One indexed count, for people who are signed in and look at a page."""
    if current_actor().is_signed_in and not request.path.startswith(_NO_MENU):
        g.unread = unread_count(current_actor())
