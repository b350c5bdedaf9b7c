"""Questionnaires under /api/v1."""

from beffroi.contributions.questionnaires.api import answers, assisted, questionnaires

BLUEPRINTS = (questionnaires.blueprint, answers.blueprint, assisted.blueprint)
