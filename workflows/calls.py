"""What the close of a call brings: its figures are counted again before they are quoted."""

from beffroi.contributions import services
from beffroi.contributions.events import CallClosed
from workflows.once import handles


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=120_000)
def settle(event: CallClosed) -> None:
    """A call whose close was moved away meanwhile is left alone."""
    services.settle_call(event.call_id)
