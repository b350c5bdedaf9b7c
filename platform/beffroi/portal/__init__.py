"""Pages across slices: the home, the neighbourhoods, what a public site must say, the reference."""

from flask import Flask

from beffroi.core.api import BeffroiApi


def init_app(app: Flask, rest: BeffroiApi) -> None:
    """The slice's routes."""
    from beffroi.portal.operations import blueprint as operations  # noqa: PLC0415
    from beffroi.portal.pages import blueprint as pages  # noqa: PLC0415
    from beffroi.portal.privacy import blueprint as privacy  # noqa: PLC0415
    from beffroi.portal.reference import blueprint as reference  # noqa: PLC0415

    app.extensions["beffroi_reference"] = rest
    for blueprint in (pages, privacy, reference, operations):
        app.register_blueprint(blueprint)
