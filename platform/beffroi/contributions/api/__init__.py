"""Calls, ideas, supports and comments under /api/v1."""

from beffroi.contributions.api import (
    ages,
    assisted,
    calls,
    co_authors,
    comments,
    concluding,
    drafts,
    exports,
    fields,
    ideas,
    oversight,
    photos,
    preparing,
    splits,
    steps,
    writings,
)

BLUEPRINTS = (
    calls.blueprint,
    ages.blueprint,
    preparing.blueprint,
    concluding.blueprint,
    ideas.blueprint,
    writings.blueprint,
    steps.blueprint,
    comments.blueprint,
    assisted.blueprint,
    drafts.blueprint,
    co_authors.blueprint,
    exports.blueprint,
    fields.blueprint,
    oversight.blueprint,
    photos.blueprint,
    splits.blueprint,
)
