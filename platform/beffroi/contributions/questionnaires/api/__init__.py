"""Questionnaires under /api/v1."""

from beffroi.contributions.questionnaires.api import answers, questionnaires

BLUEPRINTS = (questionnaires.blueprint, answers.blueprint)
