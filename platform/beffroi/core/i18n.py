"""Languages: French is the source, English complete; dates, money and counts as people say them."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations

import flask_babel
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request
from flask_babel import Babel
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from beffroi.core.actor import current_actor
from beffroi.core.clock import PARIS, now
from beffroi.paths import LOCALES

LANGUAGES = {"fr": "Français", "en": "English"}
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
LANGUAGE_COOKIE = "beffroi_langue"
_catalogues: dict[str, NullTranslations] = {}
# French sets a space before : ; ! ? » and after «: a line must not break there.
_BOUND_SPACE = re.compile(r"(?<=«) | (?=[:;!?»])")

__all__ = ["LANGUAGES", "LazyString", "_", "gettext", "lazy", "ngettext"]


def gettext(message: str, **values: object) -> str:
    """The message in the language of the page or mail."""
    text = _messages().gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The message for that many, as the language counts."""
    return _messages().ngettext(one, many, num) % {"num": number(num), **values}


def lazy(message: str, **values: object) -> LazyString:
    """The message, put in a language only when it is shown."""
    return LazyString(gettext, message, **values)


_ = gettext


def init_app(app: Flask) -> None:
    """Translations of `locales/`, compiled anew when a source is younger."""
    compile_stale_catalogues()
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(LOCALES)
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    Babel(app, default_locale="fr", locale_selector=choose_language)
    app.jinja_env.globals.update(_=_on_page, gettext=_on_page, ngettext=_counted_on_page)


def choose_language() -> str:
    """What the person chose, else what their account says, else what their browser asks for."""
    if not has_request_context():
        return "fr"
    asked = request.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    if asked in LANGUAGES:
        return asked
    if current_actor().is_signed_in:
        return current_actor().locale
    return request.accept_languages.best_match(LANGUAGES, default="fr") or "fr"


def language() -> str:
    """The language of this page or mail: "fr" or "en"."""
    locale = _locale()
    return locale.language if locale else "fr"


def direction(code: str) -> str:
    """Which way the language is read: "ltr" or "rtl"."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def day(moment: datetime) -> str:
    """ "jeudi 12 mars 2026", in Paris."""
    local = moment.astimezone(PARIS)
    return str(flask_babel.format_date(local, f"EEEE {_day_of_month(local)} MMMM y", rebase=False))


def whole_day(term_day: date) -> str:
    """ "jeudi 12 mars 2026", of a day that is one already, as those of terms are."""
    return day(datetime.combine(term_day, time(12), PARIS))


def day_and_hour(moment: datetime) -> str:
    """ "jeudi 12 mars 2026 à 18 h 30", in Paris."""
    local = moment.astimezone(PARIS)
    date = f"EEEE {_day_of_month(local)} MMMM y"
    hour = ", h:mm a" if language() == "en" else " 'à' H\N{NO-BREAK SPACE}'h'\N{NO-BREAK SPACE}mm"
    pattern = date + hour
    return str(flask_babel.format_datetime(local, pattern, rebase=False))


def _day_of_month(local: datetime) -> str:
    """In French the first of a month is "1er", the other days are plain."""
    return "d'er'" if local.day == 1 and language() == "fr" else "d"


def age(moment: datetime) -> str:
    """How long ago, in words: "il y a 3 jours", "il y a 4 mois"."""
    seconds = max(0, int((now() - moment).total_seconds()))
    if seconds < 3600:
        return _("il y a moins d’une heure")
    if seconds < 86400:
        hours = seconds // 3600
        return ngettext("il y a %(num)s heure", "il y a %(num)s heures", hours)
    days = seconds // 86400
    if days <= 60:
        return ngettext("il y a %(num)s jour", "il y a %(num)s jours", days)
    if days < 365:
        return ngettext("il y a %(num)s mois", "il y a %(num)s mois", days // 30)
    return ngettext("il y a %(num)s an", "il y a %(num)s ans", days // 365)


def delay(moment: datetime) -> str:
    """How long until then, or since it is past: "dans 3 heures", "en retard de 2 jours"."""
    seconds = int((moment - now()).total_seconds())
    late, hours = seconds < 0, abs(seconds) // 3600
    if hours >= 48:
        days = hours // 24
        if late:
            return ngettext("en retard de %(num)s jour", "en retard de %(num)s jours", days)
        return ngettext("dans %(num)s jour", "dans %(num)s jours", days)
    if late:
        return ngettext("en retard de %(num)s heure", "en retard de %(num)s heures", hours)
    return ngettext("dans %(num)s heure", "dans %(num)s heures", hours)


def number(count: int) -> str:
    """ "5 000", its thousands apart as the language does."""
    grouped = f"{count:,}"
    return grouped if language() == "en" else grouped.replace(",", "\N{NARROW NO-BREAK SPACE}")


def euros(cents: int) -> str:
    """ "12 500 €" from 1250000 cents; cents are shown only when there are some."""
    amount = Decimal(cents) / 100
    whole = f"{amount:,.2f}".removesuffix(".00")
    if language() == "en":
        return f"€{whole}"
    return whole.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",") + "\N{NO-BREAK SPACE}€"


def _messages() -> NullTranslations:
    """The catalogue of the language of now; flask-babel would look for it anew at each message."""
    locale = _locale()
    if locale is None:
        return NullTranslations()
    if locale.language not in _catalogues:
        _catalogues[locale.language] = flask_babel.get_translations()
    return _catalogues[locale.language]


def _locale() -> Locale | None:
    """Where flask-babel keeps its choice: a page asks a hundred times, asking it takes longer."""
    try:
        chosen: Locale | None = g._flask_babel.babel_locale
    except (AttributeError, RuntimeError):  # not chosen yet, or outside any application
        chosen = None
    return chosen or flask_babel.get_locale()


@pass_eval_context
def _on_page(where: EvalContext, message: str, **values: object) -> str:
    """`_` in templates: as that of Jinja, in one call where Jinja makes four."""
    return _filled(where, _bound(gettext(message)), values)


@pass_eval_context
def _counted_on_page(where: EvalContext, one: str, many: str, num: int, **values: object) -> str:
    """`ngettext` in templates."""
    text = _bound(_messages().ngettext(one, many, num))
    return _filled(where, text, {"num": number(num), **values})


def bound(text: str) -> str:
    """A sentence put together in code, with its punctuation held to its words as on a page."""
    return _BOUND_SPACE.sub("\N{NO-BREAK SPACE}", text)


@lru_cache(maxsize=4096)
def _bound(text: str) -> str:
    """The message with its punctuation held to its words."""
    return _BOUND_SPACE.sub("\N{NO-BREAK SPACE}", text)


def _filled(where: EvalContext, text: str, values: dict[str, object]) -> str:
    """A message is safe, what is put into it is escaped; `%%` is a per cent sign."""
    safe = Markup(text) if where.autoescape else text  # noqa: S704 (ours, from the catalogue)
    return safe % values if "%" in text else safe


def compile_stale_catalogues() -> None:
    """A hand-deleted or outdated .mo would leave pages untranslated in silence."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as catalogue, target.open("wb") as compiled:
                write_mo(compiled, read_po(catalogue))
