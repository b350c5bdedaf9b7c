"""What can go wrong when people prove something, said so that they know what to do."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Gone, Invalid, NotFound, TooMany

UNKNOWN_PLACE = lazy("Choisissez un lieu de la liste.")
NOT_A_LIST = lazy("Ce fichier n’est pas une liste : il faut les colonnes nom, prenom, naissance.")
LIST_TOO_LONG = lazy("Ce fichier dépasse %(max)s ko.", max=200)
NO_FILE = lazy("Choisissez un fichier.")
LIST_EMPTY = lazy("Aucune ligne de ce fichier n’est lisible.")
ENDS_BEFORE = lazy("La date de fin est passée.")
ENDS_TOO_LATE = lazy("Une liste sert deux ans au plus.")
NOTHING_TICKED = lazy("Cochez ce que vous avez vu.")
SAME_ADDRESS = lazy("Indiquez l’adresse d’un parent, pas la vôtre.")


class AddressUnknown(Invalid):
    """No such address in the register; `close` are those that may have been meant."""

    code = "address_unknown"
    title = lazy("Nous ne trouvons pas cette adresse")
    detail = lazy("Nous ne trouvons pas cette adresse. Vérifiez le numéro et la rue.")

    def __init__(self, close: tuple[str, ...] = ()) -> None:
        super().__init__(errors={"street": [self.detail]})
        self.close = close


class NoAddresses(Invalid):
    """The register of this commune was not brought in."""

    code = "no_addresses"
    detail = lazy("Nous ne pouvons pas vérifier les adresses de cette commune.")

    def __init__(self) -> None:
        super().__init__(errors={"commune": [self.detail]})


class ProofUnknown(NotFound):
    """No such proof, or somebody else's."""

    code = "proof_unknown"


class NotDeclared(Conflict):
    """What was shown is not undone by a word."""

    code = "not_declared"
    title = lazy("Ceci a été prouvé, pas déclaré")
    detail = lazy(
        "Vous corrigez ici ce que vous avez déclaré. Si ceci est faux, écrivez à la personne qui "
        "gère le site : vos droits et son adresse sont sur la page « Données personnelles »."
    )


class LetterPending(Conflict):
    """One letter at a time."""

    code = "letter_pending"
    title = lazy("Un courrier est déjà en route")
    detail = lazy("Attendez-le : vous pourrez en demander un autre s’il n’arrive pas en 30 jours.")


class TooManyLetters(TooMany):
    """Letters cost stamps and hands."""

    code = "too_many_letters"
    title = lazy("Beaucoup de courriers attendent déjà d’être envoyés")
    detail = lazy("Réessayez dans quelques jours, ou choisissez une autre façon de prouver.")


class WrongLetterCode(Invalid):
    """Not the code of the letter, too old, or tried too often: one answer for all."""

    code = "wrong_letter_code"
    title = lazy("Ce code n’est pas celui de votre courrier")
    detail = lazy(
        "Recopiez les huit signes de la lettre. Après cinq essais, ou 30 jours, il faut demander "
        "un autre courrier."
    )

    def __init__(self) -> None:
        super().__init__(errors={"code": [self.detail]})


class NotOnTheRoll(Invalid):
    """No line answers to this, or it has served: one answer for both."""

    code = "not_on_the_roll"
    title = lazy("Nous ne vous trouvons pas sur une liste")
    detail = lazy(
        "Écrivez votre nom et votre prénom comme sur vos papiers. Si cela ne suffit pas, "
        "choisissez une autre façon de prouver où vous habitez."
    )

    def __init__(self) -> None:
        super().__init__(errors={"family_name": [self.detail]})


class UnknownDeskCode(Invalid):
    """No code of a person who stands at the desk now."""

    code = "unknown_desk_code"
    title = lazy("Ce code ne sert pas")
    detail = lazy("Demandez à la personne d’en faire un nouveau : il dure un quart d’heure.")

    def __init__(self) -> None:
        super().__init__(errors={"code": [self.detail]})


class LetterUnknown(NotFound):
    """Not a letter to print, or no more."""

    code = "letter_unknown"


class GuardianLinkGone(Gone):
    """The account it was about is gone, or the month is over."""

    code = "guardian_link_gone"
    title = lazy("Ce lien ne sert plus")
    detail = lazy("Le compte dont il parlait est effacé, ou plus de 30 jours ont passé.")
