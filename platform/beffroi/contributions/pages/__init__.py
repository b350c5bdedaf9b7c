"""The pages of contributions: reading, proposing, acting."""

from beffroi.contributions.pages import (
    acting,
    asking,
    assisted_for_me,
    changing,
    co_authors,
    drafts,
    filling,
    notebook,
    photos,
    preparing,
    proposing,
    reading,
    receipts,
    relay,
    versions,
)

blueprints = (
    reading.blueprint,
    proposing.blueprint,
    acting.blueprint,
    asking.blueprint,
    versions.blueprint,
    co_authors.blueprint,
    drafts.blueprint,
    relay.blueprint,
    receipts.blueprint,
    notebook.blueprint,
    assisted_for_me.blueprint,
    photos.of_drafts,
    photos.of_ideas,
    preparing.blueprint,
    filling.blueprint,
    changing.blueprint,
)
