"""People, for whoever runs the house: the first administrator, and a second key that was lost."""

import click
from sqlalchemy import select

from beffroi.cli.application import opened
from beffroi.core import db
from beffroi.core.actor import SYSTEM, Role
from beffroi.core.clock import today
from beffroi.core.problems import Problem
from beffroi.identity.models import Person
from beffroi.identity.rules.signing import same_address
from beffroi.identity.services import second_key
from beffroi.identity.services.grants import grant_role
from beffroi.identity.services.people import find_or_make_person
from beffroi.territories import services as territories


@click.group()
def people() -> None:
    """Give a role, or take away a second key that its owner has lost."""


@people.command()
@click.argument("address")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--where", default="platform", help="platform, contract:SLUG, commune:INSEE, …")
def grant(*, address: str, role: str, where: str) -> None:
    """Give ADDRESS a role from today on; who has no account yet gets one at the first sign-in."""
    kind, _, place = where.partition(":")
    with opened():
        _require_place(kind, place)
        try:
            with db.transaction():
                person = find_or_make_person(address)
                db.session().flush()
                grant_role(SYSTEM, person.id, role, kind, place, today())
        except Problem as problem:
            raise click.ClickException(f"Not given: {problem.code}.") from None
    click.echo(f"Given: {role}, {where}. The next sign-in asks for a second key if the role does.")


@people.command()
@click.argument("address")
@click.confirmation_option(prompt="Did you make sure that it is this person who asks?")
def forget_second_key(*, address: str) -> None:
    """Take the second key and its recovery codes away from ADDRESS and close its sessions."""
    with opened(), db.transaction() as session:
        wanted = select(Person).filter_by(email=same_address(address))
        person = session.scalars(wanted).one_or_none()
        if person is None or not second_key.take_away(SYSTEM, person.id):
            raise click.ClickException("Nobody of this address has a second key.")
    click.echo("Taken away. The person is told by mail and sets another one at the next sign-in.")


def _require_place(kind: str, place: str) -> None:
    """A role somewhere that does not exist would hold nowhere, without a word."""
    known = {
        "platform": {""},
        "contract": set(territories.contracts()),
        "neighbourhood": set(territories.neighbourhoods()),
        "commune": {c.insee for n in territories.neighbourhoods().values() for c in n.communes},
    }
    if place not in known.get(kind, set()):
        raise click.ClickException("This place is not known: platform, contract:lens-lievin, …")
