"""Tells a person by mail what has changed in the ways into their account."""

import uuid
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import force_locale

from beffroi.core.i18n import LANGUAGES, LazyString, _, day_and_hour, lazy
from beffroi.core.mail import send
from beffroi.identity.events import NewDeviceSeen, PasswordChanged, SecondKeyChanged
from beffroi.identity.services import person as person_of
from beffroi.identity.services.devices import new_device_of
from workflows.letters import letter
from workflows.once import Errand, carries, occurrence

NOT_ME = lazy(
    "Ce n’est pas vous ? Ouvrez la page de vos appareils, fermez les connexions que vous ne "
    "reconnaissez pas, et changez le mot de passe de votre boîte de messages."
)
DEVICES = "/moi/sessions"
SUBJECTS: dict[str, LazyString] = {
    "set": lazy("Un mot de passe est en place sur votre compte"),
    "changed": lazy("Votre mot de passe a changé"),
    "removed": lazy("Votre mot de passe a été retiré"),
}
KEY_SUBJECTS: dict[str, LazyString] = {
    "added": lazy("Une deuxième clé protège votre compte"),
    "removed": lazy("La deuxième clé de votre compte a été retirée"),
    "codes_renewed": lazy("De nouveaux codes de secours ont été faits"),
    "code_used": lazy("Un code de secours vient de servir"),
}


@carries(max_retries=8, min_backoff=2_000, max_backoff=600_000, time_limit=60_000)
def of_new_device(event: NewDeviceSeen) -> Errand | None:
    """The day, the device by its plain name, and where to close it."""
    found = new_device_of(event.session_id)
    if found is None:
        return None
    session, person = found
    with force_locale(_spoken(person.locale)):
        happened = _(
            "Votre compte a été ouvert le %(day)s, sur un appareil que nous ne connaissions pas : "
            "%(device)s.",
            day=day_and_hour(session.created_at),
            device=session.device or _("appareil inconnu"),
        )
    return _letter(person.id, lazy("Nouvelle connexion à votre compte"), happened)


@carries(max_retries=8, min_backoff=2_000, max_backoff=600_000, time_limit=60_000)
def of_password(event: PasswordChanged) -> Errand | None:
    """A password that somebody else chose must not go unseen."""
    return _letter(event.person_id, SUBJECTS[event.what])


@carries(max_retries=8, min_backoff=2_000, max_backoff=600_000, time_limit=60_000)
def of_second_key(event: SecondKeyChanged) -> Errand | None:
    """The same for the second key and its recovery codes."""
    return _letter(event.person_id, KEY_SUBJECTS[event.what])


def _letter(person_id: uuid.UUID, subject: LazyString, happened: str = "") -> Errand | None:
    person, about = person_of(person_id), occurrence()
    if person is None or not person.email:
        return None
    with force_locale(_spoken(person.locale)):
        since = _("C’était le %(day)s.", day=day_and_hour(about.recorded_at))
    words: dict[str, Any] = {
        "subject": subject,
        "happened": happened or since,
        "next_step": NOT_ME,
        "action": lazy("Voir mes appareils"),
    }
    site = current_app.extensions["beffroi_settings"]
    number = f"warning-{about.event_id}"
    mail = letter(
        "message", person.email, person.locale, number, words=words, url=site.public_url + DEVICES
    )
    return Errand(do=partial(send, mail))


def _spoken(locale: str) -> str:
    return locale if locale in LANGUAGES else "fr"
