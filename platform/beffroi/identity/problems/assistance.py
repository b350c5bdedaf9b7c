"""What can go wrong when a relay notes something for somebody."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Forbidden, NotFound, TooMany

FUTURE = lazy("Cette date est à venir : indiquez le jour où la personne vous a parlé.")
TOO_OLD = lazy("Cette date remonte à plus de 30 jours : il faut redemander à la personne.")
NO_CONSENT = lazy("Lisez ce texte à voix haute, puis cochez quand la personne a dit oui.")
UNKNOWN_PLACE = lazy("Choisissez un quartier de la liste.")
TWO_CODES = lazy("Donnez un nouveau code ou celui d’un ancien reçu, pas les deux.")
NO_CODE = lazy("Donnez le code de suivi que votre appareil a fait, ou celui d’un ancien reçu.")


class RelayCapReached(TooMany):
    """So that a borrowed account cannot fill a town with made-up voices."""

    code = "relay_cap_reached"
    title = lazy("Vous avez atteint le nombre de saisies d’une journée")
    detail = lazy(
        "Vous pourrez continuer demain : ce qui attend dans le carnet y reste. S’il en faut plus, "
        "demandez à l’équipe du contrat de ville."
    )


class AnotherNotebook(Forbidden):
    """The entries of one relay are not sent in the name of another."""

    code = "another_notebook"
    title = lazy("Ce carnet est celui d’une autre personne relais")
    detail = lazy("Connectez-vous avec le compte qui a ouvert ce carnet, puis envoyez de nouveau.")


class ActUnknown(NotFound):
    """Not recorded by this relay, or not for this person."""

    code = "act_unknown"
    title = lazy("Cette saisie n’est pas connue ici")


class ReceiptTooLate(Conflict):
    """The code cannot be told again, so nobody can take it later."""

    code = "receipt_too_late"
    title = lazy("Ce reçu ne peut plus être envoyé")
    detail = lazy("Le code de suivi se donne le jour même. Ensuite, personne ne peut le relire.")


class TooManyReceipts(TooMany):
    """A telephone is not to be flooded."""

    code = "too_many_receipts"
    title = lazy("Ce reçu a déjà été envoyé trois fois")
    detail = lazy("Imprimez-le, ou recopiez le code sur un papier.")
