"""Notifications: what a person is told, in the application and by mail, in their language."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the pages, the API, and the count of unread messages that the menu shows."""
    from beffroi.notifications import api, keeping, menu, pages  # noqa: PLC0415 (models stay free of routes)

    keeping.register()
    rest.register_blueprint(api.blueprint)
    app.register_blueprint(pages.blueprint)
    app.before_request(menu.count_unread)
