"""What a machine asks: is the service well, and its counters, for the loopback only."""

import ipaddress

from flask import Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from beffroi.core import db
from beffroi.core.pages import PageBlueprint
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import NotFound

blueprint = PageBlueprint("operations", __name__)


@blueprint.get("/sante")
@guarded(PUBLIC)
def health() -> Response:
    """200 when the database answers."""
    db.session().execute(text("SELECT 1"))
    return jsonify({"status": "ok"})


@blueprint.get("/metrics")
@guarded(PUBLIC)
def metrics() -> Response:
    """Prometheus counters; from anywhere but this machine, the page does not exist."""
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104
        raise NotFound
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
