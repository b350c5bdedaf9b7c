"""What happens after an event; `dramatiq workflows` loads this, which chooses the broker first."""

import os

import dramatiq

from workflows.broker import BootWorker, make_broker


def _boot(broker: dramatiq.Broker) -> None:
    """A worker process makes the application and takes on every subscribed actor."""
    from workflows.boot import bind_from_environment  # noqa: PLC0415 (actors come after the broker)

    bind_from_environment(broker)


dramatiq.set_broker(make_broker(os.environ.get("BEFFROI_REDIS_URL")))
dramatiq.get_broker().add_middleware(BootWorker(_boot))
