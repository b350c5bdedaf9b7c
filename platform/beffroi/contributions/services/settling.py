"""What the close of a call brings: its figures, counted again before they are quoted."""

import uuid

from beffroi.contributions.models import Call
from beffroi.contributions.rules import Phase
from beffroi.contributions.services.calls import phase_of
from beffroi.contributions.services.recounting import recount
from beffroi.core import db


def settle_call(call_id: uuid.UUID) -> None:
    """Once closed, its counts are counted again from the rows: the figures that will be quoted."""
    call = db.session().get(Call, call_id)
    if call is not None and phase_of(call) == Phase.CLOSED:
        recount(call_id)
