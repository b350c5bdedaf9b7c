"""Correspondence: what is asked of an office, by when it is due, and what it answers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the API, the desk of offices and the public board of expected answers."""
    from beffroi.correspondence import api, board, desk, menu  # noqa: PLC0415 (models stay free of routes)

    menu.offer()
    rest.register_blueprint(api.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(board.blueprint)
