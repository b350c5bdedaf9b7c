"""Ways in: links, sessions, passwords, second factors, codes, other identity providers."""

from sqlalchemy import or_

from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.register import Condition, Holds, Record, own
from beffroi.identity.models import (
    Attempts,
    ExternalIdentity,
    KnownDevice,
    LoginAttempt,
    OneTimeCode,
    Password,
    PendingIdentity,
    RecoveryCode,
    Session,
    SignInLink,
    Totp,
)
from beffroi.identity.records.words import A_DAY_AFTER, A_MONTH_AFTER, WITH_ACCOUNT
from beffroi.identity.rules.attempts import FORGOTTEN_AFTER
from beffroi.identity.rules.rights import CODES_KEPT, DEVICES_KEPT
from beffroi.identity.rules.signing import KEPT_AFTER_END


def _session_over() -> Condition:
    limit = now() - KEPT_AFTER_END
    return or_(Session.expires_at < limit, Session.revoked_at < limit)


WAYS_IN = (
    Record(
        table=SignInLink,
        is_sent=True,
        holds=Holds.ACCOUNT,
        what=lazy("Les liens de connexion envoyés, et la page où ils mènent"),
        purpose=lazy("Vous connecter sans mot de passe."),
        kept=A_MONTH_AFTER,
        personal={"next_path": "where the link leads; gone with the link"},
        hidden=("token_digest",),
        shown=("next_path", "created_at", "expires_at", "used_at"),
        theirs=own(SignInLink.person_id),
        over=lambda: SignInLink.expires_at < now() - KEPT_AFTER_END,
    ),
    Record(
        table=Session,
        holds=Holds.ACCOUNT,
        what=lazy("Vos appareils connectés : nom, dates"),
        purpose=lazy("Vous garder connecté, vous laisser fermer une connexion."),
        kept=A_MONTH_AFTER,
        personal={
            "device": "to recognise one's own devices; gone with the session",
            "sealed_id_token": "what the provider wants back at the sign-out; sealed",
        },
        hidden=("token_digest", "sealed_id_token"),
        shown=(
            "device", "way", "is_guest", "second_factor_at", "created_at", "expires_at",
            "revoked_at",
        ),
        theirs=own(Session.person_id),
        over=_session_over,
        dated="created_at",
    ),
    Record(
        table=OneTimeCode,
        is_sent=True,
        holds=Holds.CONTACT,
        what=lazy("Un code envoyé par e-mail ou SMS, avec l’adresse chiffrée"),
        purpose=lazy("Vous laisser participer sans compte."),
        kept=lazy("L’adresse : jusqu’à l’envoi. Le code : un jour."),
        personal={
            "sealed_contact": "where to send the code; dropped once sent",
            "next_path": "where the code leads",
        },
        hidden=("sealed_contact", "contact_digest", "code_digest"),
        shown=("channel", "created_at", "expires_at", "used_at"),
        theirs=own(OneTimeCode.person_id),
        over=lambda: OneTimeCode.expires_at < now() - CODES_KEPT,
    ),
    Record(
        table=Password,
        holds=Holds.ACCOUNT,
        what=lazy("L’empreinte de votre mot de passe, si vous en avez choisi un"),
        purpose=lazy("Vous connecter."),
        kept=WITH_ACCOUNT,
        hidden=("argon2_hash",),
        shown=("changed_at",),
        theirs=own(Password.person_id),
        nobody_s={"argon2_hash": "what is kept of the password (RFC 9106)"},
    ),
    Record(
        table=Totp,
        holds=Holds.ACCOUNT,
        what=lazy("Votre deuxième clé, chiffrée"),
        purpose=lazy("Protéger votre compte."),
        kept=WITH_ACCOUNT,
        nobody_s={"sealed": "a random secret, sealed (RFC 6238)"},
        hidden=("sealed", "last_step"),
        shown=("made_at", "confirmed_at"),
        theirs=own(Totp.person_id),
    ),
    Record(
        table=RecoveryCode,
        holds=Holds.ACCOUNT,
        what=lazy("L’empreinte de vos codes de secours"),
        purpose=lazy("Retrouver votre compte sans votre deuxième clé."),
        kept=WITH_ACCOUNT,
        hidden=("code_digest",),
        shown=("used_at",),
        theirs=own(RecoveryCode.person_id),
    ),
    Record(
        table=KnownDevice,
        holds=Holds.ACCOUNT,
        what=lazy("Les appareils déjà vus, sans leur nom"),
        purpose=lazy("Vous prévenir quand un appareil nouveau se connecte."),
        kept=lazy("Un an après le dernier passage."),
        hidden=("device_digest",),
        shown=("first_seen_at", "last_seen_at"),
        theirs=own(KnownDevice.person_id),
        over=lambda: KnownDevice.last_seen_at < now() - DEVICES_KEPT,
    ),
    Record(
        table=Attempts,
        holds=Holds.TECHNICAL,
        what=lazy("Le nombre d’essais manqués, sous une empreinte illisible"),
        purpose=lazy("Empêcher de deviner un mot de passe ou un code."),
        kept=lazy("Un jour."),
        hidden=("subject_digest",),
        over=lambda: Attempts.last_at < now() - FORGOTTEN_AFTER,
    ),
    Record(
        table=ExternalIdentity,
        holds=Holds.ACCOUNT,
        what=lazy("Le lien avec FranceConnect ou ProConnect, sous une empreinte illisible"),
        purpose=lazy("Vous reconnaître quand vous revenez par là."),
        kept=WITH_ACCOUNT,
        hidden=("subject_digest",),
        shown=("provider", "linked_at", "last_used_at"),
        theirs=own(ExternalIdentity.person_id),
    ),
    Record(
        table=LoginAttempt,
        holds=Holds.TECHNICAL,
        what=lazy("Une connexion en cours chez FranceConnect ou ProConnect"),
        purpose=lazy("Vérifier que la réponse est bien pour vous."),
        kept=A_DAY_AFTER,
        personal={"next_path": "where the sign-in leads"},
        nobody_s={"sealed": "state, nonce and verifier: random, sealed"},
        hidden=("state_digest", "sealed"),
        shown=("provider", "created_at", "expires_at"),
        theirs=own(LoginAttempt.person_id),
        over=lambda: LoginAttempt.expires_at < now() - CODES_KEPT,
    ),
    Record(
        table=PendingIdentity,
        is_sent=True,
        holds=Holds.ACCOUNT,
        what=lazy("Un lien avec FranceConnect ou ProConnect qui attend votre accord"),
        purpose=lazy("Vous demander par e-mail si c’est bien vous."),
        kept=A_DAY_AFTER,
        personal={
            "next_path": "where the confirmation leads",
            "sealed": "what the provider said, sealed until its owner says yes",
        },
        hidden=(
            "token_digest", "browser_digest", "subject_digest", "pivot_digest", "sealed",
        ),
        shown=("provider", "created_at", "expires_at", "used_at"),
        theirs=own(PendingIdentity.person_id),
        over=lambda: PendingIdentity.expires_at < now() - CODES_KEPT,
    ),
)  # fmt: skip
