"""Other programs: what a person let them do, and their tokens."""

from sqlalchemy import and_, or_

from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.register import Basis, Condition, Holds, Record, own
from beffroi.identity.models import Authorization, Program, ProgramToken
from beffroi.identity.records.words import A_MONTH_AFTER
from beffroi.identity.rules.rights import SECRETS_KEPT


def _tokens_over() -> Condition:
    """Neither the access nor the refresh token serves any more, and has not for a month."""
    limit = now() - SECRETS_KEPT
    refresh = ProgramToken.refresh_expires_at
    return and_(ProgramToken.expires_at < limit, or_(refresh.is_(None), refresh < limit))


PROGRAMS = (
    Record(
        table=Authorization,
        holds=Holds.ACCOUNT,
        what=lazy("Les autorisations que vous donnez à d’autres programmes"),
        purpose=lazy("Laisser une application agir pour vous, dans la limite de votre accord."),
        kept=A_MONTH_AFTER,
        basis=Basis.CONSENT,
        nobody_s={
            "permissions": "names of permissions",
            "redirect_uri": "where the program is",
            "challenge": "RFC 7636: made by the program, for a minute",
        },
        hidden=("code_digest", "challenge"),
        shown=("program_id", "permissions", "created_at", "expires_at", "used_at"),
        theirs=own(Authorization.person_id),
        over=lambda: Authorization.expires_at < now() - SECRETS_KEPT,
    ),
    Record(
        table=ProgramToken,
        holds=Holds.ACCOUNT,
        what=lazy("Les jetons de ces programmes"),
        purpose=lazy("Vérifier que le programme a bien votre accord, et pouvoir le retirer."),
        kept=A_MONTH_AFTER,
        basis=Basis.CONSENT,
        nobody_s={"permissions": "names of permissions"},
        hidden=("access_digest", "refresh_digest"),
        shown=(
            "program_id", "permissions", "issued_at", "expires_at", "refresh_expires_at",
            "revoked_at",
        ),
        theirs=own(ProgramToken.person_id),
        over=_tokens_over,
        dated="issued_at",
    ),
    Record(
        table=Program,
        holds=Holds.CONTACT,
        what=lazy("Les programmes partenaires et l’adresse de qui en répond"),
        purpose=lazy("Savoir qui joindre au sujet d’un programme."),
        kept=lazy("Tant que le programme est inscrit."),
        personal={"contact": "whom to ask about a program; given by them"},
        nobody_s={
            "name": "what the program is called",
            "permissions": "names of permissions",
            "redirects": "addresses of the program",
        },
        hidden=("secret_digest",),
    ),
)  # fmt: skip
