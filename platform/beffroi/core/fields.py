"""Form and API fields for what people write: one line, prose, an address, a slug."""

import re
from typing import Any

from marshmallow import ValidationError, fields

from beffroi.core.i18n import lazy
from beffroi.core.text import is_blank, is_clean, tidy

Messages = dict[str, Any]  # lazy strings, which marshmallow's own type does not know

EMAIL_LENGTH = 254  # RFC 5321, path without its brackets
SLUG_LENGTH = 80

_LOCAL_PART = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_WRITTEN: Messages = {
    "required": lazy("Ce champ est obligatoire."),
    "null": lazy("Ce champ est obligatoire."),
    "invalid": lazy("Nous attendons ici du texte."),
    "unsafe": lazy("Ce texte contient des caractères invisibles ou interdits. Retapez-le."),
    "blank": lazy("Ce champ est vide."),
    "short": lazy("C’est trop court : écrivez au moins {min} caractères."),
    "long": lazy("C’est trop long : {max} caractères au plus."),
}
_LINE: Messages = {"lines": lazy("Écrivez ceci sur une seule ligne.")}
_EMAIL: Messages = {
    "address": lazy("Cette adresse e-mail n’est pas complète. Exemple : prenom@exemple.fr"),
}
_SLUG_MESSAGES: Messages = {
    "slug": lazy("Un identifiant ne contient que des minuscules, des chiffres et des tirets."),
}


class Written(fields.String):
    """Text from a person: tidied, refused when it holds what no honest writing needs."""

    default_error_messages = _WRITTEN

    def __init__(self, **options: Any) -> None:
        self.longest: int = options.pop("max")
        self.shortest: int = options.pop("min", 1)
        lengths = {"minLength": self.shortest, "maxLength": self.longest}
        options["metadata"] = lengths | (options.get("metadata") or {})
        super().__init__(**options)

    def make_error(self, key: str, **kwargs: Any) -> ValidationError:
        """The message in the reader's language, as plain text that JSON can carry."""
        return ValidationError(str(self.error_messages[key]).format(**kwargs))

    def _deserialize(self, value: Any, *_context: Any, **_options: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        text = self._shaped(tidy(value))
        self._check(text)
        return text

    def _shaped(self, text: str) -> str:
        return text

    def _check(self, text: str) -> None:
        if not is_clean(text):
            raise self.make_error("unsafe")
        if self.shortest and is_blank(text):
            raise self.make_error("blank")
        if len(text) < self.shortest:
            raise self.make_error("short", min=self.shortest)
        if len(text) > self.longest:
            raise self.make_error("long", max=self.longest)


class Prose(Written):
    """Text of several lines: `Prose(max=5000)`."""


class Line(Written):
    """Text of one line: `Line(max=120)`."""

    default_error_messages = _LINE

    def _shaped(self, text: str) -> str:
        if "\n" in text:
            raise self.make_error("lines")
        return text.replace("\t", " ")


class Email(Line):
    """An e-mail address, its domain in lower case and in ASCII."""

    default_error_messages = _EMAIL

    def __init__(self, **options: Any) -> None:
        options["metadata"] = {"format": "email"} | (options.get("metadata") or {})
        super().__init__(**{"max": EMAIL_LENGTH} | options)

    def _check(self, text: str) -> None:
        super()._check(text)
        local = text.rpartition("@")[0]
        if len(local) > 64 or not _LOCAL_PART.fullmatch(local):
            raise self.make_error("address")
        if not _DOMAIN.fullmatch(text.rpartition("@")[2]):
            raise self.make_error("address")

    def _shaped(self, text: str) -> str:
        local, at, domain = super()._shaped(text).rpartition("@")
        try:
            return f"{local}{at}{domain.encode('idna').decode().lower()}"
        except UnicodeError:  # an empty or over-long label, a sign no domain may hold
            raise self.make_error("address") from None


class Slug(Line):
    """The readable identifier of a page's address: `lens-lievin`."""

    default_error_messages = _SLUG_MESSAGES

    def __init__(self, **options: Any) -> None:
        options["metadata"] = {"pattern": f"^{_SLUG.pattern}$"} | (options.get("metadata") or {})
        super().__init__(**{"max": SLUG_LENGTH} | options)

    def _check(self, text: str) -> None:
        super()._check(text)
        if not _SLUG.fullmatch(text):
            raise self.make_error("slug")
