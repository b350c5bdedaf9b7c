"""Proofs in plain words: what is proved, by which way, until when."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from beffroi.core.clock import PARIS
from beffroi.core.i18n import LazyString, _, day, lazy
from beffroi.identity.models import Proof
from beffroi.identity.rules.proofs import DECLARED, NO_END
from beffroi.territories import services as territories

WAYS: dict[str, LazyString] = {
    "declared": lazy("Déclaré par vous"),
    "address": lazy("Par votre adresse, vérifiée puis oubliée"),
    "post": lazy("Par un code reçu par courrier"),
    "roll": lazy("Par une liste d’habitants"),
    "desk": lazy("Vu par un relais"),
    "invitation": lazy("Par une invitation reçue chez vous"),
    "franceconnect": lazy("Par FranceConnect"),
}


@dataclass(frozen=True)
class Shown:
    """A proof as a page says it; what was only declared may be taken back."""

    id: uuid.UUID
    is_declared: bool
    is_youth: bool
    what: str
    way: LazyString
    since: str
    until: str


def shown(proof: Proof) -> Shown:
    """The proof in words."""
    end = "" if proof.ends_on >= NO_END else in_words(proof.ends_on)
    return Shown(
        id=proof.id,
        is_declared=proof.way == DECLARED,
        is_youth=proof.kind == "youth",
        what=_what(proof),
        way=WAYS[proof.way],
        since=in_words(proof.proved_on),
        until=end,
    )


def in_words(one_day: date) -> str:
    """A day as people read it."""
    return day(datetime.combine(one_day, time(12), PARIS))


def communes() -> dict[str, str]:
    """Names of the communes of all neighbourhoods, by INSEE code, by name."""
    places = territories.neighbourhoods().values()
    named = {commune.insee: commune.name for place in places for commune in place.communes}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def _what(proof: Proof) -> str:
    if proof.kind == "youth":
        return _("Vous avez moins de %(age)s ans", age=proof.threshold)
    if proof.threshold is not None:
        return _("Vous avez %(age)s ans ou plus", age=proof.threshold)
    if proof.place_kind == "commune":
        name = communes().get(proof.place_id or "", proof.place_id or "")
        return _("Vous habitez la commune : %(place)s", place=name)
    place = territories.neighbourhoods().get(proof.place_id or "")
    return _("Vous habitez le quartier : %(place)s", place=place.name if place else proof.place_id)
