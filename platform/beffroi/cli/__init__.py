"""The `beffroi` command; what a command needs is loaded only when it is asked for."""

import importlib

import click

from beffroi.settings import SettingsError

COMMANDS = {
    "run": "beffroi.embedded:run",
    "web": "beffroi.cli.serve:web",
    "worker": "beffroi.cli.serve:worker",
    "relay": "beffroi.cli.serve:relay",
    "migrate": "beffroi.cli.database:migrate",
    "demo": "beffroi.cli.database:load_demo",
    "backup": "beffroi.cli.database:backup",
    "people": "beffroi.cli.people:people",
    "purge": "beffroi.cli.purge:purge",
    "files": "beffroi.cli.files:files",
    "recount": "beffroi.cli.recount:recount",
    "erase": "beffroi.cli.erase:erase",
    "events": "beffroi.cli.events:events",
    "routes": "beffroi.cli.routes:routes",
    "openapi": "beffroi.cli.routes:openapi",
    "import": "beffroi.cli.places:import_",
    "i18n": "beffroi.cli.i18n:i18n",
}


class Lazy(click.Group):
    """A group that imports a command when it is asked for, and says settings errors plainly."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(str(error)) from None


@click.command(cls=Lazy)
@click.version_option(package_name="beffroi")
def main() -> None:
    """Beffroi: residents' participation in the priority neighbourhoods."""
