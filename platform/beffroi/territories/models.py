"""Contracts, communes, neighbourhoods, the themes of a contract, and the structures around."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

Slug = String(80)


class Contract(Base):
    """A contrat de ville."""

    __tablename__ = "contract"

    slug: Mapped[str] = mapped_column(Slug, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Commune(Base):
    """A commune, by its INSEE code."""

    __tablename__ = "commune"

    insee: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Neighbourhood(Base):
    """A neighbourhood of a contract: a QPV, a quartier de veille or a quartier vécu."""

    __tablename__ = "neighbourhood"
    __table_args__ = (CheckConstraint("kind IN ('qpv', 'veille', 'lived')", name="known_kind"),)

    slug: Mapped[str] = mapped_column(Slug, primary_key=True)
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    official_code: Mapped[str | None] = mapped_column(String(10), unique=True)
    straddles: Mapped[bool] = mapped_column(default=False)


class NeighbourhoodCommune(Base):
    """A neighbourhood may lie on several communes."""

    __tablename__ = "neighbourhood_commune"

    neighbourhood_slug: Mapped[str] = mapped_column(
        ForeignKey("neighbourhood.slug"), primary_key=True
    )
    commune_insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), primary_key=True)


class Population(Base):
    """How many people live there, counted in a year, in a perimeter."""

    __tablename__ = "population"

    neighbourhood_slug: Mapped[str] = mapped_column(
        ForeignKey("neighbourhood.slug"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    perimeter: Mapped[str] = mapped_column(String(10), primary_key=True)
    inhabitants: Mapped[int]


class Theme(Base):
    """An ambition or a transversal axis of a contract, under a plain label."""

    __tablename__ = "theme"
    __table_args__ = (CheckConstraint("kind IN ('ambition', 'axis')", name="known_kind"),)

    slug: Mapped[str] = mapped_column(Slug, primary_key=True)
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    kind: Mapped[str] = mapped_column(String(10))
    pillar: Mapped[str | None] = mapped_column(Slug)
    label: Mapped[str] = mapped_column(String(120))
    label_en: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class Structure(Base):
    """Somebody who can take an idea further, or a scheme it fits: where to orient a person."""

    __tablename__ = "structure"

    slug: Mapped[str] = mapped_column(Slug, primary_key=True)
    contract_slug: Mapped[str | None] = mapped_column(ForeignKey("contract.slug"))
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(60))
    what: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text)


class Perimeter(Base):
    """The outline of a neighbourhood in a vintage: GeoJSON (RFC 7946), WGS 84.

    Only an outline marked `for_proof` decides who lives inside; one simplified for a map does not.
    """

    __tablename__ = "perimeter"
    __table_args__ = (UniqueConstraint("neighbourhood_slug", "vintage"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    neighbourhood_slug: Mapped[str] = mapped_column(ForeignKey("neighbourhood.slug"))
    vintage: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    for_proof: Mapped[bool] = mapped_column(default=True)
    geometry: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]


class AddressPoint(Base):
    """Where an address stands: a line of the Base Adresse Nationale; nobody's in particular.

    `lon` and `lat` are WGS 84 degrees times ten million, so that they are exact. `import_id` is
    that of the last import whose file held it.
    """

    __tablename__ = "address_point"

    commune_insee: Mapped[str] = mapped_column(String(5), primary_key=True)
    street: Mapped[str] = mapped_column(String(120), primary_key=True)
    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    label: Mapped[str] = mapped_column(String(160))
    lon: Mapped[int]
    lat: Mapped[int]
    import_id: Mapped[uuid.UUID | None]
