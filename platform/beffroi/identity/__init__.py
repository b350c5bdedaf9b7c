"""Identity: who people are, how they come in, what they proved and what they were granted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from beffroi.core.actor import Actor
    from beffroi.core.api import BeffroiApi


def init_app(app: "Flask", rest: "BeffroiApi") -> None:
    """Bring the pages and the API of this slice to the application."""
    from beffroi.identity import api, menu, pages  # noqa: PLC0415 (models stay route-free)
    from beffroi.identity.oauth.reference import describe  # noqa: PLC0415 (as above)
    from beffroi.identity.openid.providers import offered  # noqa: PLC0415 (as above)

    app.jinja_env.globals["openid_providers"] = offered
    menu.offer()

    for for_programs in api.BLUEPRINTS:
        rest.register_blueprint(for_programs)
    for for_people in pages.BLUEPRINTS:
        app.register_blueprint(for_people)
    describe(rest, app.extensions["beffroi_settings"].public_url)


def load_actor(token: str) -> "Actor | None":
    """The person behind a session's token, with what they are granted today; or a program."""
    from beffroi.identity.rules.programs import ACCESS_PREFIX  # noqa: PLC0415 (as above)
    from beffroi.identity.services import load_actor as load  # noqa: PLC0415
    from beffroi.identity.services.program_tokens import load_program_actor  # noqa: PLC0415

    return load_program_actor(token) if token.startswith(ACCESS_PREFIX) else load(token)
