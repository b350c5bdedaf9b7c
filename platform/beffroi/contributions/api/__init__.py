"""Calls, ideas, supports and comments under /api/v1."""

from beffroi.contributions.api import calls, comments, ideas, writings

BLUEPRINTS = (calls.blueprint, ideas.blueprint, writings.blueprint, comments.blueprint)
