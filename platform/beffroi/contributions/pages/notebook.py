"""The notebook that a relay carries: one page that works without network, and what keeps it."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, render_template

from beffroi.contributions.notebook_words import words
from beffroi.contributions.rules.questions import Question
from beffroi.contributions.services import assisted as services
from beffroi.contributions.services import fields
from beffroi.contributions.views import CallView
from beffroi.core.actor import current_actor
from beffroi.core.assets import asset
from beffroi.core.i18n import language
from beffroi.core.pages import PageBlueprint, render
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.security import CONTENT_POLICY
from beffroi.identity import consent
from beffroi.identity.policies import RECORD_FOR_OTHERS
from beffroi.identity.rules.assistance import LATEST_ENTRY
from beffroi.identity.rules.codes import ALPHABET, CLAIM_LENGTH
from beffroi.identity.services import assistance

PAGE = "/relais/carnet"
FILES = ("beffroi.css", "relay.css", "relay.js", "sprite.svg", "favicon.svg")
# 600,000 rounds of SHA-256: OWASP Password Storage Cheat Sheet, 2023; a second on an old phone.
ROUNDS = 600_000
SHORTEST_PASSPHRASE = 12
WORKER_POLICY = f"{CONTENT_POLICY}; worker-src 'self'"


@dataclass(frozen=True)
class Beside:
    """A question that the notebook holds; no answer is required, for a paper may lack it."""

    question: Question
    name: str
    given: Any = None


blueprint = PageBlueprint("notebook", __name__, url_prefix="/relais")


@blueprint.get("/carnet")
@guarded(RECORD_FOR_OTHERS)
def notebook() -> Response:
    """The page; it holds nothing of the session, for the device keeps it."""
    relay = current_actor()
    calls = services.calls_for(relay)
    response = render(
        "relay/notebook.html",
        places=[(p.slug, p.name) for p in assistance.neighbourhoods_of(relay)],
        calls=[(call.slug, call.title) for call in calls],
        asked=_asked_beside(calls),
        ideas=services.ideas_for(relay),
        consent=consent.CURRENT,
        sentences=consent.CURRENT.sentences(language()),
        settings=json.dumps(_settings(), ensure_ascii=False),
        shortest=SHORTEST_PASSPHRASE,
    )
    response.headers["Content-Security-Policy"] = WORKER_POLICY
    return response


def _asked_beside(calls: list[CallView]) -> dict[str, list[Beside]]:
    """What calls ask beside the text, by their slugs; under names that are of one call each."""
    each = fields.asked_by_each(call.id for call in calls)
    return {
        call.slug: [
            Beside(replace(one, required=False), f"b{place}-{one.id}")
            for one in each[call.id].questions
        ]
        for place, call in enumerate(calls)
        if call.id in each
    }


@blueprint.get("/sw.js")
@guarded(PUBLIC)
def worker() -> Response:
    """The worker that answers for the notebook when the network does not; it holds no secret."""
    files = [asset(name) for name in FILES]
    version = hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]
    script = render_template(
        "relay/sw.js", page=json.dumps(PAGE), files=json.dumps(files), version=json.dumps(version)
    )
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/relais/"
    return response


def _settings() -> dict[str, Any]:
    """What the script needs to know; `mark` names the notebook of this relay on the device."""
    return {
        "mark": assistance.notebook_of(current_actor()),
        "rounds": ROUNDS,
        "shortest": SHORTEST_PASSPHRASE,
        "alphabet": ALPHABET,
        "length": CLAIM_LENGTH,
        "days": LATEST_ENTRY.days,
        "language": language(),
        "words": words(),
    }
