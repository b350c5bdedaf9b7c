"""What can go wrong when an office is asked, or answers."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, NotFound

UNKNOWN_KIND = lazy("On ne demande pas de réponse sur cela.")
UNKNOWN_OFFICE = lazy("Choisissez une fonction de la liste.")
SAME_OFFICE = lazy("Cette fonction a déjà la demande.")
UNKNOWN_CHOICE = lazy("Cette réponse n’est pas possible d’ici.")
UNKNOWN_STRUCTURE = lazy("Cette structure n’existe pas.")
WORDS_MISSING = lazy("Donnez les raisons de cette réponse.")
STRUCTURE_MISSING = lazy("Indiquez à qui s’adresser : personne ne doit rester sans suite.")
NEXT_STEP_MISSING = lazy("Dites quelle sera la prochaine étape.")
DATE_MISSING = lazy("Dites pour quand : sans date, personne ne sait quand revenir.")
DATE_PAST = lazy("Choisissez un jour à venir.")


class RequestUnknown(NotFound):
    code = "request_unknown"
    title = lazy("Cette demande n’existe pas")
    detail = lazy("Les demandes en cours sont à la page « Réponses attendues ».")


class AlreadyAsked(Conflict):
    code = "already_asked"
    title = lazy("Une réponse est déjà attendue")
    detail = lazy("La demande en cours dit à quelle institution, et pour quand.")


class RequestSettled(Conflict):
    code = "request_settled"
    title = lazy("Cette demande n’attend plus cela")
    detail = lazy("Elle a sa réponse, est transmise ou retirée. Rechargez la page pour le voir.")
