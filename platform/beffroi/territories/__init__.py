"""Where things happen: contracts, communes, neighbourhoods, themes, and the structures around."""

from flask import Flask

from beffroi.core.api import BeffroiApi


def init_app(_app: Flask, rest: BeffroiApi) -> None:
    """The slice's routes; its pages stand in the portal, with what happens there."""
    from beffroi.territories import api  # noqa: PLC0415 (models stay importable alone)

    rest.register_blueprint(api.blueprint)
