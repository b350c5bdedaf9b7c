"""Moderation: what the screening saw in a text, and what a person decided about it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the routes of the slice."""
    from beffroi.moderation.api import blueprint as api  # noqa: PLC0415 (models stay route-free)
    from beffroi.moderation.pages import blueprint as pages  # noqa: PLC0415
    from beffroi.moderation.suspending import blueprint as suspending  # noqa: PLC0415

    rest.register_blueprint(api)
    app.register_blueprint(pages)
    app.register_blueprint(suspending)
