"""The pages of the inbox."""

from beffroi.contributions.inbox.pages import batches, ideas, sorting

blueprints = (ideas.blueprint, sorting.blueprint, batches.blueprint)
