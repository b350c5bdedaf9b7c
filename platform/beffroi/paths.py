"""Finds templates, locales and migrations: in the package of a wheel, at the root of a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent.parent


def shipped(folder: str) -> Path:
    """The folder of that name beside the code; an installed wheel wins over a checkout."""
    inside = PACKAGE / folder
    return inside if inside.is_dir() else CHECKOUT / folder


TEMPLATES = shipped("templates")
LOCALES = shipped("locales")
MIGRATIONS = shipped("migrations")
