"""Build hook: compiles catalogues; for a wheel, ships the folders of the root in the package."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("templates", "locales", "migrations")


class BuildHook(BuildHookInterface[Any]):
    """An editable install reads the checkout, a wheel carries a copy under beffroi/."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for catalogue in root.glob("locales/*/LC_MESSAGES/*.po"):
            with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
        if version == "standard":
            for folder in SHIPPED:
                build_data["force_include"][str(root / folder)] = f"beffroi/{folder}"
