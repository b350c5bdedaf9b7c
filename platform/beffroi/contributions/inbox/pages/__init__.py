"""The pages of the inbox."""

from beffroi.contributions.inbox.pages import batches, ideas, merging, sorting, splitting

blueprints = (
    ideas.blueprint,
    sorting.blueprint,
    batches.blueprint,
    merging.blueprint,
    splitting.blueprint,
)
