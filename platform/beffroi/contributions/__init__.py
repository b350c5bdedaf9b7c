"""Contributions: calls, the ideas people send, what others say of them and what became of them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the API and the pages of this slice, its two kinds of moderated text, what it keeps."""
    from beffroi.contributions import (  # noqa: PLC0415 (models stay free of routes)
        api,
        asking,
        inbox,
        keeping,
        kinds,
        menu,
        pages,
        questionnaires,
    )

    kinds.register()
    asking.register()
    keeping.register()
    menu.offer()
    for blueprint in api.BLUEPRINTS:
        rest.register_blueprint(blueprint)
    for page_blueprint in pages.blueprints:
        app.register_blueprint(page_blueprint)
    questionnaires.init_app(app, rest)
    inbox.init_app(app, rest)
