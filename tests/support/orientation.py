"""A structure towards which a person may be oriented."""

from beffroi.core import db
from beffroi.territories.models import Structure
from beffroi.territories.services import forget_cache

SLUG = "regie-de-quartier-des-tests"


def make_structure() -> Structure:
    """A structure common to all contracts; the reference is then read anew."""
    structure = Structure(
        slug=SLUG,
        contract_slug=None,
        name="Régie de quartier",
        kind="association",
        what="Elle entretient les espaces communs et prête des outils.",
        how="Passez du lundi au vendredi, de 9 h à 12 h, ou appelez le 03 21 00 00 00.",
    )
    db.session().add(structure)
    db.session().flush()
    forget_cache()
    return structure
