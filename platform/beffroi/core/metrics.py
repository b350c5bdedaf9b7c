"""Counters an operator watches; none carries a person or a text."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("beffroi_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("beffroi_request_seconds", "Time to answer a request", ["route"])
HANDLED = Counter("beffroi_events_handled_total", "Events handled by an actor", ["actor"])
DEAD = Counter("beffroi_events_dead_total", "Events an actor gave up on", ["actor"])
RELAYED = Counter("beffroi_messages_relayed_total", "Messages handed to the broker")
OPEN = Gauge("beffroi_outbox_open", "Events not yet settled, at the last pass of the relay")
