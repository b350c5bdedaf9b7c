"""Reference data, read once per process: it changes by a deployment, not by the hour."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor, Role, Scope
from beffroi.territories.models import (
    Commune,
    Contract,
    Neighbourhood,
    NeighbourhoodCommune,
    Population,
    Structure,
    Theme,
)
from beffroi.territories.reference import load_reference
from beffroi.territories.views import (
    CommuneView,
    ContractView,
    Coverage,
    NeighbourhoodView,
    StructureView,
    ThemeView,
)

__all__ = ["load_reference"]

EXTENSION = "beffroi_territories"


@dataclass(frozen=True)
class _Atlas:
    """All of it, by slug, in the order of pages."""

    contracts: dict[str, ContractView]
    neighbourhoods: dict[str, NeighbourhoodView]
    themes: dict[str, ThemeView]
    structures: dict[str, StructureView]


def contracts() -> dict[str, ContractView]:
    """Every contract, by slug, by name."""
    return _atlas().contracts


def neighbourhoods() -> dict[str, NeighbourhoodView]:
    """Every neighbourhood, by slug, by name."""
    return _atlas().neighbourhoods


def themes() -> dict[str, ThemeView]:
    """Every theme, by slug, in the order of its contract."""
    return _atlas().themes


def structures() -> dict[str, StructureView]:
    """Every structure, by slug, by name."""
    return _atlas().structures


def structures_for(contract_slug: str) -> list[StructureView]:
    """Those that serve a contract, its own and the common ones."""
    return [s for s in structures().values() if s.contract_slug in {None, contract_slug}]


def themes_of(contract_slug: str) -> list[ThemeView]:
    """The themes of a contract, in its order."""
    return [theme for theme in themes().values() if theme.contract_slug == contract_slug]


def neighbourhoods_of(contract_slug: str) -> list[NeighbourhoodView]:
    """The neighbourhoods of a contract, by name."""
    return [n for n in neighbourhoods().values() if n.contract_slug == contract_slug]


def scope_of(contract_slug: str, neighbourhood_slug: str | None = None) -> Scope:
    """The places a thing lies in, which a grant may name; one for "everywhere" has its contract."""
    scope = {("contract", contract_slug)}
    if neighbourhood_slug is not None:
        place = neighbourhoods()[neighbourhood_slug]
        scope.add(("neighbourhood", neighbourhood_slug))
        scope.update(("commune", commune.insee) for commune in place.communes)
    return frozenset(scope)


def neighbourhoods_covered(actor: Actor, role: Role) -> Coverage:
    """Where the actor holds the role, as neighbourhoods a query can filter by.

    A token opens no more than its place; a program without a person holds what its token names.
    """
    named = {(g.scope_kind, g.scope_id) for g in actor.grants if g.role == role}
    token = actor.token
    if actor.kind in {"system", "program"}:
        named = {("platform", "*")}
    if token is None or token.scope_kind == "platform":
        return _coverage(named)
    return _both(_coverage(named), _coverage({(token.scope_kind, token.scope_id)}))


def _coverage(named: set[tuple[str, str]]) -> Coverage:
    if any(kind == "platform" for kind, _ in named):
        return Coverage(everything=True)
    inside = {
        place.slug
        for place in neighbourhoods().values()
        if named & scope_of(place.contract_slug, place.slug)
    }
    whole = {slug for kind, slug in named if kind == "contract"}
    return Coverage(contracts=frozenset(whole), neighbourhoods=frozenset(inside))


def _both(one: Coverage, other: Coverage) -> Coverage:
    if one.everything or other.everything:
        return other if one.everything else one
    return Coverage(
        contracts=one.contracts & other.contracts,
        neighbourhoods=one.neighbourhoods & other.neighbourhoods,
    )


def forget_cache() -> None:
    """Read the reference anew at the next use."""
    current_app.extensions.pop(EXTENSION, None)


def _atlas() -> _Atlas:
    """An empty reference is not kept: it may be loaded a moment later."""
    kept: _Atlas | None = current_app.extensions.get(EXTENSION)
    if kept is not None:
        return kept
    atlas = _Atlas(_contracts(), _neighbourhoods(), _themes(), _structures())
    if atlas.contracts:
        current_app.extensions[EXTENSION] = atlas
    return atlas


def _rows(model: type[Any], *order: Any) -> list[Any]:
    return list(db.session().scalars(select(model).order_by(*order)))


def _contracts() -> dict[str, ContractView]:
    rows = _rows(Contract, Contract.name)
    return {
        c.slug: ContractView(c.slug, c.name, c.short_name, c.title, c.starts_on, c.ends_on)
        for c in rows
    }


def _neighbourhoods() -> dict[str, NeighbourhoodView]:
    communes = {c.insee: CommuneView(c.insee, c.name) for c in _rows(Commune, Commune.name)}
    touched: dict[str, list[CommuneView]] = defaultdict(list)
    for link in _rows(NeighbourhoodCommune, NeighbourhoodCommune.commune_insee):
        touched[link.neighbourhood_slug].append(communes[link.commune_insee])
    latest = {p.neighbourhood_slug: p for p in _rows(Population, Population.year)}
    return {
        n.slug: _neighbourhood(n, tuple(touched[n.slug]), latest.get(n.slug))
        for n in _rows(Neighbourhood, Neighbourhood.name)
    }


def _neighbourhood(
    row: Neighbourhood, communes: tuple[CommuneView, ...], population: Population | None
) -> NeighbourhoodView:
    return NeighbourhoodView(
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        contract_slug=row.contract_slug,
        official_code=row.official_code,
        straddles=row.straddles,
        communes=communes,
        inhabitants=population.inhabitants if population else None,
        inhabitants_year=population.year if population else None,
    )


def _themes() -> dict[str, ThemeView]:
    rows = _rows(Theme, Theme.contract_slug, Theme.position)
    return {
        t.slug: ThemeView(
            t.slug, t.contract_slug, t.kind, t.pillar, t.label, t.label_en, t.summary, t.position
        )
        for t in rows
    }


def _structures() -> dict[str, StructureView]:
    rows = _rows(Structure, Structure.name)
    return {
        s.slug: StructureView(s.slug, s.contract_slug, s.name, s.kind, s.what, s.how) for s in rows
    }
