"""What can go wrong in the inbox, said so that a person knows what to do now."""

from beffroi.contributions.rules.inbox import MAX_BATCH, MAX_TAGS
from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, NotFound

NO_IDEA = lazy("Cochez au moins une idée.")
TOO_MANY = lazy(
    "C’est plus de %(max)s idées à la fois : affinez la liste, puis recommencez.", max=MAX_BATCH
)
TAG_MISSING = lazy("Écrivez l’étiquette.")
TAG_EMPTY = lazy("Une étiquette contient des lettres ou des chiffres.")
TAGS_ENOUGH = lazy(
    "Ce territoire a déjà %(max)s étiquettes : réunissez-en avant d’en ajouter.", max=MAX_TAGS
)
STAGE_MISSING = lazy("Choisissez l’étape.")
OUTSIDER = lazy("Cette personne n’est pas en charge de ce territoire.")


class SelectionChanged(Conflict):
    code = "selection_changed"
    title = lazy("Des idées ont changé depuis l’aperçu")
    detail = lazy("Rien n’a été fait. Relisez l’aperçu d’aujourd’hui, puis confirmez.")


class BatchUnknown(NotFound):
    code = "batch_unknown"
    title = lazy("Cet aperçu n’existe plus")
    detail = lazy("Un aperçu est gardé sept jours. Choisissez de nouveau les idées.")
