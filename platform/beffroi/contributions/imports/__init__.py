"""Brings a foreign export of contributions in, row by row, through the services that people use."""

from beffroi.contributions.imports.mapping import MapError, read_plan
from beffroi.contributions.imports.plan import Plan
from beffroi.contributions.imports.run import BadRow, Tally, Watcher, bring_in

__all__ = ["BadRow", "MapError", "Plan", "Tally", "Watcher", "bring_in", "read_plan"]
