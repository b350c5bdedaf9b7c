"""Runs what the relay would send and the workers would do, in this thread, until all is done."""

from flask import Flask

from beffroi.core import db


def drain_all(app: Flask) -> int:
    """Every event that is due reaches every actor; an actor's error is the test's error."""
    from workflows import relay

    db.session().commit()
    handled = 0
    while batch := relay.run_due(app):
        handled += batch
    db.session().expire_all()
    return handled
