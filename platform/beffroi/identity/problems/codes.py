"""What can go wrong with one-time codes and invitations, said so that a person knows what to do."""

from typing import Self

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Gone, Invalid, NotFound, TooMany, Unavailable

NOT_A_PHONE = lazy("Il faut un numéro de téléphone mobile français. Exemple : 06 12 34 56 78")
NOT_SIX_DIGITS = lazy("Le code compte six chiffres. Regardez dans le message reçu.")
NOT_AN_INVITATION = lazy(
    "Ce code d’invitation n’existe pas ou ne sert plus. Relisez-le : 12 lettres et chiffres."
)
PLACE_NEEDED = lazy("Une lettre qui prouve le domicile est distribuée dans un quartier précis.")
UNKNOWN_PLACE = lazy("Ce quartier ne fait pas partie de ce contrat de ville.")
UNKNOWN_CONTRACT = lazy("Ce contrat de ville n’existe pas.")
ENDS_TOO_SOON = lazy("La date de fin est à venir, dans un an au plus.")


class CodeGone(Gone):
    """Used, too old, tried too often, or never sent: one answer for all."""

    code = "one_time_code_gone"
    title = lazy("Ce code ne sert plus")
    detail = lazy(
        "Il a déjà servi, il a plus de 10 minutes, ou il a été mal recopié cinq fois. Demandez-en "
        "un autre : il arrive en une minute."
    )


class WrongCode(Invalid):
    """Not the six digits that were sent; says how many tries are left."""

    code = "wrong_code"

    @classmethod
    def with_tries(cls, left: int) -> Self:
        """With the message for the field of the code."""
        if left == 1:
            said = lazy("Ce n’est pas le bon code. Il reste un essai.")
        else:
            said = lazy("Ce n’est pas le bon code. Il reste %(left)s essais.", left=left)
        return cls(errors={"code": [said]})


class TooManyCodes(TooMany):
    """A contact is not to be flooded."""

    code = "too_many_codes"
    title = lazy("Plusieurs codes viennent déjà d’être envoyés")
    detail = lazy(
        "Regardez dans vos messages, et dans les indésirables. Vous pourrez en demander un autre "
        "dans un quart d’heure."
    )


class SmsShut(Unavailable):
    """No gateway is set, or it has sent its day's worth."""

    code = "sms_unavailable"
    title = lazy("Les codes par SMS ne partent pas en ce moment")
    detail = lazy("Choisissez un code par e-mail, ou réessayez demain.")


class InvitationTaken(Conflict):
    """The printed code is already somebody else's."""

    code = "invitation_taken"
    title = lazy("Cette invitation a déjà servi à une autre personne")
    detail = lazy("Chaque code sert à une seule personne. Demandez-en un autre à votre relais.")


class BatchUnknown(NotFound):
    """No such batch, or not in a place of the one who asks."""

    code = "invitation_batch_unknown"
    title = lazy("Cette série d’invitations n’existe pas")
