"""Questionnaires of a call: built without code, answered with or without a name, counted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the API and the pages, and say what is kept of people."""
    from beffroi.contributions import act_kinds  # noqa: PLC0415 (models stay free of routes)
    from beffroi.contributions.questionnaires import api, keeping, menu, pages  # noqa: PLC0415
    from beffroi.contributions.questionnaires.services import assisting  # noqa: PLC0415

    keeping.register()
    act_kinds.offer(assisting.KIND, assisting.ACTS)
    menu.offer()
    for blueprint in api.BLUEPRINTS:
        rest.register_blueprint(blueprint)
    for page_blueprint in pages.blueprints:
        app.register_blueprint(page_blueprint)
