"""The inbox of the staff under /api/v1/inbox."""

from beffroi.contributions.inbox.api import batches, ideas, merging, splitting

BLUEPRINTS = (ideas.blueprint, batches.blueprint, merging.blueprint, splitting.blueprint)
