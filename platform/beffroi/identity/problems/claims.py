"""What can go wrong with a follow code."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Gone

NOT_A_CODE = lazy("Ce code de suivi n’existe pas ou ne sert plus. Relisez-le : 16 signes.")


class CodeTaken(Conflict):
    """A device made a code that stands already: by chance never, by a second sending surely."""

    code = "claim_code_taken"
    title = lazy("Ce code de suivi est déjà pris")
    detail = lazy(
        "Cette saisie est sans doute déjà arrivée : regardez votre journal avant de la refaire."
    )


class ClaimAttached(Conflict):
    """What was done under this code is part of an account already."""

    code = "claim_attached"
    title = lazy("Ces participations font déjà partie d’un compte")
    detail = lazy("Connectez-vous avec ce compte pour les suivre.")


class NothingToClaim(Conflict):
    """Somebody with an account needs no code: what they do is theirs."""

    code = "nothing_to_claim"
    title = lazy("Vous avez un compte : aucun code de suivi n’est nécessaire")
    detail = lazy("Tout ce que vous faites est dans votre espace.")


class TicketGone(Gone):
    """The link that carries a guest's participations to an account is too old."""

    code = "claim_ticket_gone"
    title = lazy("Ce lien ne sert plus")
    detail = lazy("Vos participations sont gardées. Entrez votre code de suivi pour les retrouver.")
