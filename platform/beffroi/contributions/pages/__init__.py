"""The pages of contributions: reading, proposing, acting."""

from beffroi.contributions.pages import acting, proposing, reading

blueprints = (reading.blueprint, proposing.blueprint, acting.blueprint)
