"""Accounts: the person, what they were granted, the word of farewell."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, has_app_context
from sqlalchemy import and_, delete, exists, or_

from beffroi.core import db, register
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now, today
from beffroi.core.i18n import LazyString, lazy, ngettext
from beffroi.core.records import reference
from beffroi.core.register import Basis, Choice, Condition, Holds, Leaving, Record, own
from beffroi.identity.models import (
    Block,
    BlockMark,
    Claim,
    DormancyNotice,
    Farewell,
    Office,
    OfficeTerm,
    Person,
    RoleGrant,
)
from beffroi.identity.records.quiet import unheard_since
from beffroi.identity.records.words import A_YEAR_AFTER
from beffroi.identity.rules.rights import (
    FAREWELL_KEPT,
    GUEST_KEPT,
    NOTICES_KEPT,
    OFFICES_KEPT,
    UNCONFIRMED_KEPT,
)
from beffroi.settings import Settings


def _nobody_came() -> Condition:
    """Asked for and never confirmed, with nothing written: somebody's typing error, often."""
    content = [record for record in register.records() if record.is_content and record.theirs]
    return and_(
        Person.kind == "account",
        Person.email_confirmed_at.is_(None),
        Person.created_at < now() - UNCONFIRMED_KEPT,
        *(~exists().where(record.theirs(Person.id)) for record in content if record.theirs),
    )


def _guest_is_gone() -> Condition:
    """A guest of whom nothing was heard for a year, and whose follow codes serve no more."""
    code = and_(Claim.person_id == Person.id, Claim.ends_on >= today())
    taken = and_(Claim.person_id == Person.id, Claim.claimed_by_id.is_not(None))
    return and_(
        Person.kind == "guest",
        unheard_since(now() - GUEST_KEPT),
        ~exists().where(code),
        ~exists().where(taken),
    )


def _leave(keys: Sequence[Any]) -> None:
    """What they wrote stays, signed by nobody."""
    from beffroi.identity.services import erasure  # noqa: PLC0415 (it reads the register)

    for (person_id,) in keys:
        erasure.erase(SYSTEM, person_id, Choice.ANONYMISE)


def _account_kept() -> str:
    """With the years that this installation has chosen."""
    return ngettext(
        "Tant que votre compte sert : après %(num)s an sans connexion ni participation, un e-mail "
        "vous prévient, et le compte est effacé un mois plus tard, sauf si vous tenez un rôle ou "
        "un mandat. Une adresse jamais confirmée, sans rien d’écrit : 30 jours. Une personne venue "
        "sans compte : 12 mois après son dernier passage.",
        "Tant que votre compte sert : après %(num)s ans sans connexion ni participation, un e-mail "
        "vous prévient, et le compte est effacé un mois plus tard, sauf si vous tenez un rôle ou "
        "un mandat. Une adresse jamais confirmée, sans rien d’écrit : 30 jours. Une personne venue "
        "sans compte : 12 mois après son dernier passage.",
        _dormant_years(),
    )


def _dormant_years() -> int:
    """The register is also read where no installation is: there it tells the default."""
    if not has_app_context():
        return Settings.dormant_years
    years: int = current_app.extensions["beffroi_settings"].dormant_years
    return years


def _person_goes(leaving: Leaving) -> None:
    """The last row to go; whatever still pointed to it falls with it or is untied."""
    db.session().execute(
        delete(Person).where(Person.id == leaving.person_id),
        execution_options={"synchronize_session": False},
    )


ACCOUNTS = (
    reference(Office),
    Record(
        table=OfficeTerm,
        holds=Holds.ACCOUNT,
        what=lazy("Les mandats que vous tenez ou suppléez"),
        purpose=lazy("Faire suivre les avis et interpellations à qui tient le mandat ce jour-là."),
        kept=A_YEAR_AFTER,
        shown=("office_slug", "kind", "starts_on", "ends_on", "shows_name"),
        theirs=own(OfficeTerm.person_id),
        is_content=True,  # named before they ever came
        over=lambda: OfficeTerm.ends_on < today() - OFFICES_KEPT,
    ),
    Record(
        table=RoleGrant,
        holds=Holds.ACCOUNT,
        what=lazy("Les rôles qui vous sont confiés (relais, modération, équipe…)"),
        purpose=lazy("Savoir qui peut faire quoi, où, et depuis quand."),
        kept=A_YEAR_AFTER,
        shown=("role", "scope_kind", "scope_id", "starts_on", "ends_on"),
        theirs=own(RoleGrant.person_id),
        is_content=True,  # named before they ever came
        over=lambda: RoleGrant.ends_on < today() - OFFICES_KEPT,
    ),
    Record(
        table=Block,
        holds=Holds.ACCOUNT,
        what=lazy("Les suspensions, leurs raisons, vos recours et leurs réponses"),
        purpose=lazy("Protéger les autres, vous dire pourquoi, permettre un recours."),
        kept=A_YEAR_AFTER,
        personal={
            "justification": "why somebody was suspended; told to them",
            "appeal": "what the person answers; gone with them",
            "appeal_answer": "what they were answered",
        },
        shown=(
            "reason_code", "justification", "starts_at", "ends_at", "lifted_at", "appeal",
            "appealed_at", "appeal_outcome", "appeal_answer", "appeal_decided_at",
        ),
        theirs=own(Block.person_id),
        over=lambda: Block.ends_at < now() - OFFICES_KEPT,
    ),
    Record(
        table=BlockMark,
        holds=Holds.ACCOUNT,
        what=lazy(
            "D’une personne partie pendant sa suspension : une empreinte illisible de son adresse, "
            "de son numéro ou de son identité, avec la fin, le lieu et le motif de la suspension, "
            "et qui l’a décidée"
        ),
        purpose=lazy("Qu’une suspension ne s’évite pas en effaçant son compte."),
        kept=lazy("Jusqu’à la fin de la suspension, ou jusqu’à ce qu’elle soit levée."),
        hidden=("mark_digest",),
        stays=lazy(
            "Si vous êtes sous le coup d’une suspension : une empreinte illisible de votre "
            "adresse, de votre numéro ou de votre identité, avec la fin, le lieu et le motif de "
            "cette suspension, et qui l’a décidée. Elle part à sa fin."
        ),
        over=lambda: BlockMark.ends_at <= now(),
    ),
    Record(
        table=Farewell,
        holds=Holds.CONTACT,
        what=lazy("L’adresse d’un compte qui vient d’être effacé, chiffrée"),
        purpose=lazy("Vous confirmer par e-mail que l’effacement est fait."),
        kept=lazy("Le temps de l’envoi, un jour au plus."),
        personal={"sealed_contact": "where to say goodbye; sealed, gone once said"},
        nobody_s={"letters": "ids of files of the embedded mode"},
        hidden=("sealed_contact",),
        over=lambda: Farewell.made_at < now() - FAREWELL_KEPT,
    ),
)  # fmt: skip

PEOPLE = (
    Record(
        table=DormancyNotice,
        holds=Holds.CONTACT,
        what=lazy("Le message qui vous prévient que votre compte ne sert plus"),
        purpose=lazy("Ne pas effacer un compte sans avoir prévenu."),
        kept=lazy("Trois mois."),
        basis=Basis.LEGAL_OBLIGATION,
        shown=("asked_at", "sent_at"),
        theirs=own(DormancyNotice.person_id),
        over=lambda: DormancyNotice.asked_at < now() - NOTICES_KEPT,
    ),
    Record(
        table=Person,
        holds=Holds.ACCOUNT,
        what=lazy("Votre compte : adresse e-mail, nom public, langue"),
        purpose=lazy("Vous reconnaître, vous répondre, signer ce que vous écrivez."),
        kept=LazyString(_account_kept),
        personal={
            "email": "to sign in and be told; erased with the person",
            "display_name": "how others read them; erased with the person",
            "locale": "the language of their mail",
            "guardian": "whether a parent has agreed: under 15 only",
        },
        shown=(
            "email", "email_confirmed_at", "display_name", "locale", "kind", "guardian",
            "created_at", "last_seen_at",
        ),
        theirs=own(Person.id),
        erase=_person_goes,
        over=lambda: or_(_nobody_came(), _guest_is_gone()),
        drop=_leave,
    ),
)  # fmt: skip
