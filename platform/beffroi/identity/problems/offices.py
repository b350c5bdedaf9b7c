"""What can go wrong with offices and their terms."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, NotFound


class OfficeUnknown(NotFound):
    code = "office_unknown"
    title = lazy("Cette fonction n’existe pas ici")
    detail = lazy("La liste des fonctions est à la page « Les institutions ».")


class TermUnknown(NotFound):
    code = "office_term_unknown"
    title = lazy("Ce mandat n’existe pas")
    detail = lazy("Il est déjà terminé, ou il ne relève pas de votre territoire.")


class OfficeHeld(Conflict):
    code = "office_held"
    title = lazy("Cette fonction a déjà un ou une titulaire à ces dates")
    detail = lazy("Terminez d’abord son mandat, ou choisissez un premier jour après sa fin.")
