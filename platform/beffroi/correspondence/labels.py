"""States and outcomes of requests in plain words."""

from beffroi.core.i18n import LazyString, lazy

STATES: dict[str, LazyString] = {
    "asked": lazy("Réponse attendue"),
    "acknowledged": lazy("Reçue, réponse attendue"),
    "answered": lazy("Réponse donnée"),
    "transferred": lazy("Transmise à une autre institution"),
    "withdrawn": lazy("Retirée"),
}
LOOKS: dict[str, tuple[str, str]] = {
    "asked": ("ochre", "clock"),
    "acknowledged": ("ochre", "study"),
    "answered": ("moss", "check"),
    "transferred": ("slate", "sign"),
    "withdrawn": ("plain", "info"),
}
OUTCOMES: dict[str, LazyString] = {
    "followed": lazy("Suivie"),
    "partly": lazy("Suivie en partie"),
    "not_followed": lazy("Non suivie"),
    "referred": lazy("Orientée ailleurs"),
    "studied": lazy("À l’étude"),
}
GONE = lazy("Un texte qui n’est plus public")
