"""Sends six digits by mail or by SMS, and forgets where they went."""

from functools import partial
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from beffroi.core import mail, sms
from beffroi.core.i18n import LANGUAGES, _
from beffroi.core.sms import Sms
from beffroi.identity.events import OneTimeCodeRequested
from beffroi.identity.services.codes import OwedCode, code_to_send, forget_contact
from workflows.letters import letter
from workflows.once import Errand, carries


@carries(max_retries=6, min_backoff=2_000, max_backoff=120_000, time_limit=60_000)
def send_code(event: OneTimeCodeRequested) -> Errand | None:
    """Within the ten minutes in which the code serves; later only its contact is dropped."""
    forget = partial(forget_contact, event.code_id)
    owed = code_to_send(event.code_id)
    if owed is None:
        return Errand(do=_nothing, afterwards=forget)
    if owed.channel == "sms":
        return Errand(do=partial(sms.send, short_message(owed)), afterwards=forget)
    written = letter(
        "code",
        owed.contact,
        owed.language,
        f"code-{owed.code_id}",
        digits=owed.digits,
        expires_at=owed.expires_at,
    )
    return Errand(do=partial(mail.send, written), afterwards=forget)


def short_message(owed: OwedCode) -> Sms:
    """One message in the alphabet of SMS (GSM 03.38); telephones read the last line themselves."""
    site, digits = current_app.extensions["beffroi_settings"], owed.digits
    host = urlsplit(site.public_url).hostname or "localhost"
    with force_locale(owed.language if owed.language in LANGUAGES else "fr"):
        words = _("%(digits)s est votre code pour participer. Il sert 10 minutes.", digits=digits)
    return Sms(owed.contact, f"{words}\n\n@{host} #{digits}", f"code-{owed.code_id}")


def _nothing() -> None:
    """It was used already, or comes too late: a message would only mislead."""
