"""Identity: who people are, how they sign in without a password, and what they were granted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.actor import Actor
    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the pages and the API of this slice to the application."""
    from beffroi.identity.account import blueprint as account  # noqa: PLC0415 (models stay route-free)
    from beffroi.identity.api import blueprint as api  # noqa: PLC0415
    from beffroi.identity.mail_room import blueprint as mail_room  # noqa: PLC0415
    from beffroi.identity.pages import blueprint as pages  # noqa: PLC0415

    rest.register_blueprint(api)
    app.register_blueprint(pages)
    app.register_blueprint(account)
    app.register_blueprint(mail_room)


def load_actor(token: str) -> "Actor | None":
    """The person behind a session's token, with what they are granted today."""
    from beffroi.identity.services import load_actor as load  # noqa: PLC0415 (as above)

    return load(token)
