"""Every operation of the API that takes a body, from the tables of its slices."""

from tests.contracts.bodies import (
    asked,
    calls,
    guests,
    inbox,
    offices,
    proofs,
    questions,
    relay,
    texts,
    ways_in,
)

WRITES = (
    *asked.WRITES,
    *calls.WRITES,
    *guests.WRITES,
    *inbox.WRITES,
    *offices.WRITES,
    *proofs.WRITES,
    *questions.WRITES,
    *relay.WRITES,
    *texts.WRITES,
    *ways_in.WRITES,
)
