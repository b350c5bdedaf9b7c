"""The words for what staff choose about a questionnaire."""

from beffroi.core.i18n import LazyString, lazy

RESULTS_SHOWN: dict[str, LazyString] = {
    "closed": lazy("Une fois les réponses closes"),
    "always": lazy("Dès les premières réponses"),
    "never": lazy("Jamais : seule l’équipe les voit"),
}
