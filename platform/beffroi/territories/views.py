"""Reference data as it is read: frozen, shared by all requests of a process."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ContractView:
    """A contrat de ville and its term."""

    slug: str
    name: str
    short_name: str
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class CommuneView:
    """A commune, by its INSEE code."""

    insee: str
    name: str


@dataclass(frozen=True)
class NeighbourhoodView:
    """A neighbourhood, with its latest population."""

    slug: str
    name: str
    kind: str
    contract_slug: str
    official_code: str | None
    straddles: bool
    communes: tuple[CommuneView, ...]
    inhabitants: int | None
    inhabitants_year: int | None

    @property
    def place(self) -> str:
        """The communes, as one reads them after the name."""
        return ", ".join(commune.name for commune in self.communes)

    @property
    def url(self) -> str:
        return f"/quartiers/{self.slug}"


@dataclass(frozen=True)
class ThemeView:
    """An ambition or an axis under its plain label."""

    slug: str
    contract_slug: str
    kind: str
    pillar: str | None
    label: str
    label_en: str
    summary: str
    position: int

    def label_in(self, language: str) -> str:
        """The label in the language of the page."""
        return self.label_en if language == "en" else self.label


@dataclass(frozen=True)
class StructureView:
    """Where to orient a person, and how to reach it."""

    slug: str
    contract_slug: str | None
    name: str
    kind: str
    what: str
    how: str


@dataclass(frozen=True)
class Coverage:
    """The places where somebody holds a role."""

    everything: bool = False
    contracts: frozenset[str] = frozenset()
    neighbourhoods: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.everything or bool(self.contracts or self.neighbourhoods)
