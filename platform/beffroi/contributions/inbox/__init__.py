"""The inbox of the staff: every idea of their places, given to somebody, tagged, noted, moved."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the API and the pages."""
    from beffroi.contributions.inbox import api, menu, pages  # noqa: PLC0415 (models stay free of routes)

    menu.offer()
    for blueprint in api.BLUEPRINTS:
        rest.register_blueprint(blueprint)
    for page_blueprint in pages.blueprints:
        app.register_blueprint(page_blueprint)
