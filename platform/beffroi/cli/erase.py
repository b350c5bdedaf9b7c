"""Erases somebody for whoever answers a request that cannot come through the pages."""

import uuid

import click

from beffroi.cli.application import opened
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.problems import Problem
from beffroi.core.register import Choice
from beffroi.identity.services import erasure


@click.command()
@click.argument("person_id", type=click.UUID)
@click.option(
    "--texts",
    type=click.Choice([choice.value for choice in Choice]),
    required=True,
    help="Keep public texts without a name, or take them away.",
)
@click.confirmation_option(prompt="Nothing brings an account back. Erase it?")
def erase(*, person_id: uuid.UUID, texts: str) -> None:
    """Erase the person of this number, after a restored backup or a request by letter."""
    with opened():
        try:
            with db.transaction():
                erasure.erase(SYSTEM, person_id, Choice(texts))
        except Problem as problem:
            raise click.ClickException(f"Not erased: {problem.code}.") from None
    click.echo("Erased.")
