"""What the screening found, in words, and which findings show somebody's personal data."""

from dataclasses import dataclass

from beffroi.core.i18n import LazyString, lazy
from beffroi.moderation.detectors.screening import VERSIONS

REPEATED = "repeated"
_VERSIONS = {version.rpartition("-")[0]: version for version in VERSIONS} | {REPEATED: "repeated-1"}
_EXPOSING = frozenset({"phones", "emails", "ibans"})


@dataclass(frozen=True)
class FoundWords:
    """A finding in a few words, and why it was marked."""

    name: str | LazyString
    why: str | LazyString


_WORDS = {
    "phone": FoundWords(
        lazy("numéro de téléphone"),
        lazy("Une fois publié, tout le monde pourrait appeler ce numéro."),
    ),
    "email": FoundWords(
        lazy("adresse e-mail"),
        lazy("Une fois publiée, tout le monde pourrait écrire à cette adresse."),
    ),
    "iban": FoundWords(
        lazy("numéro de compte bancaire"),
        lazy("Ce numéro n’a pas à être public : il permet de se faire passer pour quelqu’un."),
    ),
    "link": FoundWords(
        lazy("lien"),
        lazy("Un lien peut aider à comprendre, ou faire de la publicité."),
    ),
    "stretched": FoundWords(
        lazy("lettres répétées"),
        lazy("Des lettres se répètent : le passage est peut-être difficile à lire."),
    ),
    "same_word": FoundWords(
        lazy("mot répété"), lazy("Le même mot revient plusieurs fois de suite.")
    ),
    "same_sentence": FoundWords(
        lazy("phrase répétée"), lazy("La même phrase revient plusieurs fois.")
    ),
    "shouting": FoundWords(
        lazy("tout en majuscules"),
        lazy("Le texte est en majuscules : il est plus dur à lire, rien de plus."),
    ),
    "no_words": FoundWords(lazy("sans mots"), lazy("Le texte ne contient pas de mots.")),
    REPEATED: FoundWords(
        lazy("déjà reçu"), lazy("Un texte qui dit la même chose est déjà arrivé.")
    ),
}


def words_of(label: str) -> FoundWords:
    """A finding's label as people say it; one that is not known yet speaks for itself."""
    return _WORDS.get(label) or FoundWords(label, "")


def exposes_somebody(detector: str) -> bool:
    """Whether what it finds is personal data."""
    return detector in _EXPOSING


def version_of(detector: str) -> str:
    """The version of a detector, kept with what it found."""
    return _VERSIONS[detector]
