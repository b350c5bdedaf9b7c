"""Places, themes and structures for programs: short lists, given whole."""

from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import NotFound
from beffroi.territories import schemas, services
from beffroi.territories.views import ContractView, NeighbourhoodView, StructureView, ThemeView

blueprint = ApiBlueprint("territories", __name__, description="Contracts, places and themes")


@blueprint.reads("/contracts", schemas.ContractSchema(many=True))
@guarded(PUBLIC)
def list_contracts() -> list[ContractView]:
    """Every contrat de ville."""
    return list(services.contracts().values())


@blueprint.reads("/neighbourhoods", schemas.NeighbourhoodSchema(many=True))
@guarded(PUBLIC)
def list_neighbourhoods() -> list[NeighbourhoodView]:
    """Every neighbourhood."""
    return list(services.neighbourhoods().values())


@blueprint.reads("/neighbourhoods/<slug:slug>", schemas.NeighbourhoodSchema)
@guarded(PUBLIC)
def get_neighbourhood(slug: str) -> NeighbourhoodView:
    """One neighbourhood."""
    place = services.neighbourhoods().get(slug)
    if place is None:
        raise NotFound
    return place


@blueprint.reads("/themes", schemas.ThemeSchema(many=True))
@guarded(PUBLIC)
def list_themes() -> list[ThemeView]:
    """Every ambition and axis."""
    return list(services.themes().values())


@blueprint.reads("/structures", schemas.StructureSchema(many=True))
@guarded(PUBLIC)
def list_structures() -> list[StructureView]:
    """Every structure a person can be oriented to."""
    return list(services.structures().values())
