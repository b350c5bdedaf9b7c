"""The door of the administration: what each one may do there."""

from flask import Response

from beffroi.core import menus
from beffroi.core.actor import current_actor
from beffroi.core.pages import PageBlueprint, render
from beffroi.core.policy import guarded
from beffroi.identity.policies import ADMINISTER

blueprint = PageBlueprint("administering", __name__)


@blueprint.get("/administration")
@guarded(ADMINISTER)
def desk() -> Response:
    """The pages that serve whoever looks."""
    entries = menus.entries("administration", current_actor())
    return render("identity/administration.html", entries=entries)
