"""Tells a person by mail what changes in the ways into their account, or that it will end."""

import uuid
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import force_locale

from beffroi.core.clock import now
from beffroi.core.i18n import LANGUAGES, LazyString, _, day_and_hour, lazy
from beffroi.core.i18n import day as day_of
from beffroi.core.mail import Mail, send
from beffroi.identity.account_events import AccountDormant
from beffroi.identity.events import NewDeviceSeen, PasswordChanged, SecondKeyChanged
from beffroi.identity.models import Person
from beffroi.identity.rules.rights import NOTICE_BEFORE
from beffroi.identity.services import dormancy
from beffroi.identity.services import person as person_of
from beffroi.identity.services.devices import new_device_of
from workflows.letters import letter
from workflows.once import Errand, carries, occurrence

NOT_ME = lazy(
    "Ce n’est pas vous ? Ouvrez la page de vos appareils, fermez les connexions que vous ne "
    "reconnaissez pas, et changez le mot de passe de votre boîte de messages."
)
DEVICES = "/moi/sessions"
FAREWELL = lazy("Votre compte va être effacé, sauf si vous revenez")
COME_BACK = lazy(
    "Pour le garder, ouvrez-le une fois avant cette date. Sinon, vos textes publics restent "
    "lisibles sans votre nom, et tout le reste est effacé."
)
SIGN_IN = lazy("Ouvrir mon compte")
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


@carries(max_retries=30, min_backoff=60_000, max_backoff=21_600_000, time_limit=60_000)
def of_dormancy(event: AccountDormant) -> Errand | None:
    """A month before the account goes; the month begins once the mail has left."""
    person = dormancy.person_to_warn(event.person_id)
    if person is None:
        return None
    with force_locale(_spoken(person.locale)):
        happened = _(
            "Votre compte n’a pas servi depuis longtemps. Sans visite de votre part, il sera "
            "effacé à partir du %(day)s.",
            day=day_of(now() + NOTICE_BEFORE),
        )
    words = {"subject": FAREWELL, "happened": happened, "next_step": COME_BACK, "action": SIGN_IN}
    mail = _mail(person, words, "/connexion")
    return Errand(partial(send, mail), partial(dormancy.note_warned, event.person_id))


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
    return Errand(do=partial(send, _mail(person, words, DEVICES)))


def _mail(person: Person, words: dict[str, Any], path: str) -> Mail:
    site = current_app.extensions["beffroi_settings"]
    number = f"warning-{occurrence().event_id}"
    url = site.public_url + path
    return letter("message", person.email or "", person.locale, number, words=words, url=url)


def _spoken(locale: str) -> str:
    return locale if locale in LANGUAGES else "fr"
