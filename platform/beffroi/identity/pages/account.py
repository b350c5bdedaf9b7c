"""The pages of one's account: name, language, devices."""

import uuid
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import menus, pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import LANGUAGE_COOKIE, LANGUAGES, LazyString, _, lazy, ngettext
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.identity import services
from beffroi.identity.doors import take_cookie
from beffroi.identity.policies import CHANGE_SELF, CHOOSE_LANGUAGE, CLOSE_SESSION, SEE_SELF
from beffroi.identity.schemas.people import LanguageFormSchema, ProfileSchema
from beffroi.identity.services.closing import close_others

HOME = "/moi"
GROUPS: tuple[tuple[menus.Group, LazyString], ...] = (
    ("mine", lazy("Ma participation")),
    ("work", lazy("Mes rôles")),
    ("account", lazy("Mon compte et ses clés")),
    ("rights", lazy("Mes droits")),
)
YEAR_SECONDS = 365 * 24 * 3600

blueprint = PageBlueprint("account", __name__)


@blueprint.get("/moi")
@guarded(SEE_SELF)
def myself() -> Response:
    """One's name, language, roles, and the ways to the rest."""
    person = services.self_of(current_actor())
    values = {"display_name": person.display_name, "locale": person.locale}
    return _self_page(Form(values=values))


@blueprint.post("/moi")
@guarded(CHANGE_SELF)
def change_myself() -> BaseResponse:
    """Keep the new name and language; the pages follow at once."""
    form = load_form(ProfileSchema())
    if not form.is_valid:
        return _self_page(form)
    services.change_self(current_actor(), **form.data)
    notice(_("C’est enregistré."))
    return _remember_language(see_other(HOME), form.data["locale"])


@blueprint.get("/moi/sessions")
@guarded(SEE_SELF)
def my_sessions() -> Response:
    """The devices that are signed in."""
    return pages.render("identity/sessions.html", devices=services.devices_of(current_actor()))


@blueprint.post("/moi/sessions/<uuid:session_id>/fermer")
@guarded(CLOSE_SESSION)
def close_session(session_id: uuid.UUID) -> BaseResponse:
    """Sign another device out, or this one."""
    actor = current_actor()
    services.close_session(actor, session_id)
    notice(_("La connexion de cet appareil est fermée."))
    if session_id == actor.session_id:
        return take_cookie(see_other("/"))
    return see_other("/moi/sessions")


@blueprint.post("/moi/sessions/fermer-les-autres")
@guarded(CLOSE_SESSION)
def close_other_sessions() -> BaseResponse:
    """Sign all devices out but this one."""
    closed = close_others(current_actor())
    notice(_closed(closed) if closed else _("Il n’y avait pas d’autre connexion ouverte."))
    return see_other("/moi/sessions")


@blueprint.post("/langue")
@guarded(CHOOSE_LANGUAGE)
def choose_language() -> BaseResponse:
    """The language of pages and mails, then back to the page."""
    form = load_form(LanguageFormSchema())
    if not form.is_valid:
        raise Invalid(errors=form.errors)
    services.choose_language(current_actor(), form.data["langue"])
    back = _without_language(safe_next(form.data["retour"]))
    return _remember_language(see_other(back), form.data["langue"])


def _self_page(form: Form) -> Response:
    return pages.render(
        "identity/me.html",
        status=200 if form.is_valid else 422,
        form=form,
        person=services.self_of(current_actor()),
        languages=list(LANGUAGES.items()),
        groups=[(title, menus.entries(group, current_actor())) for group, title in GROUPS],
    )


def _closed(count: int) -> str:
    return ngettext(
        "%(num)s autre connexion est fermée.", "%(num)s autres connexions sont fermées.", count
    )


def _remember_language(response: BaseResponse, code: str) -> BaseResponse:
    response.set_cookie(LANGUAGE_COOKIE, code, max_age=YEAR_SECONDS, samesite="Lax")
    return response


def _without_language(path: str) -> str:
    """A `lang` left in the address would win over the choice just made."""
    parts = urlsplit(path)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
    return parts._replace(query=urlencode(kept)).geturl()
