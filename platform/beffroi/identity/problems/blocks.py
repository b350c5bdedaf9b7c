"""What can go wrong when somebody is suspended, or appeals."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Forbidden, NotFound


class BlockUnknown(NotFound):
    code = "block_unknown"
    title = lazy("Cette suspension n’existe pas")
    detail = lazy("Elle ne relève pas de votre territoire, ou elle a été effacée.")


class NotToBeBlocked(Forbidden):
    code = "not_to_be_blocked"
    title = lazy("Vous ne pouvez pas suspendre cette personne")
    detail = lazy(
        "On ne se suspend pas soi-même, et la modération ne suspend pas l’administration."
    )


class BlockedAlready(Conflict):
    code = "blocked_already"
    title = lazy("Cette personne est déjà suspendue")
    detail = lazy(
        "Attendez la fin de sa suspension, ou sa contestation, avant d’en décider une autre."
    )


class NotYoursToAnswer(Forbidden):
    code = "not_yours_to_answer"
    title = lazy("Quelqu’un d’autre doit répondre à cette contestation")
    detail = lazy("La personne qui a décidé une suspension ne juge pas elle-même la contestation.")


class AppealClosed(Conflict):
    code = "appeal_closed"
    title = lazy("Il n’y a rien à décider ici")
    detail = lazy("La suspension est finie, n’est pas contestée, ou la réponse est déjà donnée.")


class AppealedAlready(Conflict):
    code = "appealed_already"
    title = lazy("Vous avez déjà contesté cette suspension")
    detail = lazy("Quelqu’un d’autre la relit. La réponse arrive dans vos messages.")
