"""The pages of questionnaires: answering, results, and the desk that builds them."""

from beffroi.contributions.questionnaires.pages import (
    answering,
    building,
    editing,
    fields,
    paper,
    results,
)

blueprints = (
    answering.blueprint,
    results.blueprint,
    building.blueprint,
    editing.blueprint,
    fields.blueprint,
    paper.entering,
    paper.printing,
)
