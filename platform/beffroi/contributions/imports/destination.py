"""The call an import goes into: found, or announced with the clarity sheet of the map."""

from beffroi.contributions import services
from beffroi.contributions.imports.plan import MapError, Plan, Target
from beffroi.contributions.services.calls import called
from beffroi.core.actor import SYSTEM
from beffroi.core.problems import NotFound, Problem


def ensure_call(target: Target) -> None:
    """Announce the call if the map describes it and it is not there; MapError when it cannot be."""
    try:
        call = called(target.slug)
    except NotFound:
        _announce(target)
        return
    if target.new is not None and not call.imported:
        raise MapError(
            f"call.slug: “{target.slug}” is a call of this place, which people answer here. "
            "Give the slug alone to add to it, or choose another."
        )


def check_slugs(plan: Plan) -> None:
    """Every neighbourhood and theme of the tables exists, before the first row asks for one."""
    slug = plan.call.slug
    places = plan.neighbourhood.slugs() if plan.neighbourhood else set()
    themes = plan.themes.slugs() if plan.themes else set()
    faults = [f"neighbourhood: “{place}”" for place in sorted(places) if _faulty(slug, place, ())]
    faults += [f"themes: “{theme}”" for theme in sorted(themes) if _faulty(slug, None, (theme,))]
    if faults:
        raise MapError(*(f"{fault} is not of this call." for fault in faults))


def _announce(target: Target) -> None:
    if target.new is None:
        raise MapError(f"call.slug: there is no call “{target.slug}”; describe it in the map.")
    try:
        services.announce_call(SYSTEM, target.new)
    except Problem as problem:
        said = [f"call.{name}: {text}" for name, texts in problem.errors.items() for text in texts]
        raise MapError(*(said or [str(problem.title)])) from None


def _faulty(call_slug: str, place: str | None, themes: tuple[str, ...]) -> bool:
    return bool(services.place_faults(call_slug, place, themes))
