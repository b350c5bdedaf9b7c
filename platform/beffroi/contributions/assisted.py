"""What a form or a program sent about somebody who was helped, as the services take it."""

from typing import Any

from beffroi.contributions.proposals import NewIdea
from beffroi.identity.services.assistance import Assistance


def assistance_of(data: dict[str, Any], entry_key: str) -> Assistance:
    """Where, when, for whom and on which yes, from the data of `AssistanceSchema`."""
    return Assistance(
        neighbourhood_slug=data["neighbourhood"],
        place=data["place"],
        consent_version=data["consent"],
        acted_on=data["acted_on"],
        name=data["name"],
        new_code=data.get("new_code", ""),
        follow_code=data["follow_code"],
        entry_key=entry_key,
        language=data["language"],
    )


def new_idea_of(data: dict[str, Any]) -> NewIdea:
    """The idea itself."""
    themes = tuple(data.get("themes", ()))
    return NewIdea(
        call_slug=data["call"],
        title=data["title"],
        body=data["body"],
        theme_slugs=themes,
        fields=data.get("field_answers", {}),
    )
