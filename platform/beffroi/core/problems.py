"""One family of errors, and the one place that turns them into problem+json or a helpful page."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import db
from beffroi.core.i18n import LazyString, lazy

Errors = Mapping[str, Sequence[Any]]
PROBLEM_JSON = "application/problem+json"
SIGN_IN = "/connexion"
ONE_TIME_PROOF = "/participer"
SECOND_FACTOR = "/connexion/code"
SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR")


class Problem(Exception):
    """What went wrong, so that a person knows what to do and a program tells cases apart."""

    status = 400
    code = "bad_request"
    title: str | LazyString = lazy("Cette demande ne peut pas être comprise")
    detail: str | LazyString = lazy("Vérifiez l’adresse ou le contenu envoyé, puis recommencez.")

    def __init__(
        self,
        detail: str | LazyString | None = None,
        *,
        errors: Errors | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(str(detail) if isinstance(detail, str) else self.code)
        self.detail = detail or self.detail
        self.errors = errors or {}
        self.headers = headers or {}

    def as_json(self) -> dict[str, Any]:
        """RFC 9457, with our `code` and the messages of each field."""
        body: dict[str, Any] = {
            "type": f"urn:beffroi:problem:{self.code}",
            "title": str(self.title),
            "status": self.status,
            "detail": str(self.detail),
            "code": self.code,
        }
        if self.errors:
            body["errors"] = {name: [str(m) for m in texts] for name, texts in self.errors.items()}
        return body


class SignInRequired(Problem):
    status = 401
    code = "sign_in_required"
    title = lazy("Il faut être connecté pour faire cela")
    detail = lazy("Connectez-vous avec votre adresse e-mail : aucun mot de passe à retenir.")


class ProofRequired(SignInRequired):
    """An account is not needed: a one-time proof is enough."""

    code = "proof_required"
    title = lazy("Il faut d’abord montrer que vous êtes une personne")
    detail = lazy("Un code reçu par e-mail ou par SMS suffit, sans compte. Ou connectez-vous.")


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = lazy("Cette page est réservée")
    detail = lazy("Votre compte ne donne pas accès à cette action.")


class Blocked(Forbidden):
    code = "blocked"
    title = lazy("Vous ne pouvez pas agir ici pour le moment")
    detail = lazy(
        "Votre participation est suspendue. La raison, la durée et la façon de contester sont "
        "dans votre espace, à la page « Ma suspension »."
    )


class SecondFactorRequired(Forbidden):
    code = "second_factor_required"
    title = lazy("Il faut votre deuxième clé pour faire cela")
    detail = lazy("Entrez le code à six chiffres de votre application d’authentification.")


class OutsideToken(Forbidden):
    code = "insufficient_scope"
    title = lazy("Ce programme n’a pas reçu ce droit")
    detail = lazy("Son jeton ne couvre pas cette action, ou pas ce territoire.")


class NotFound(Problem):
    status = 404
    code = "not_found"
    title = lazy("Cette page n’existe pas")
    detail = lazy("Elle a pu être déplacée, ou l’adresse comporte une erreur.")


class Conflict(Problem):
    status = 409
    code = "conflict"
    title = lazy("Quelque chose a changé entre-temps")
    detail = lazy("Rechargez la page pour voir où en sont les choses.")


class Gone(Problem):
    status = 410
    code = "gone"
    title = lazy("Ce lien ne sert plus")
    detail = lazy("Il a déjà servi ou il est trop ancien.")


class PreconditionFailed(Problem):
    status = 412
    code = "precondition_failed"
    title = lazy("Cette page a changé depuis que vous l’avez lue")
    detail = lazy("Rechargez-la, puis refaites votre modification.")


class Invalid(Problem):
    status = 422
    code = "invalid"
    title = lazy("Quelque chose est à corriger")
    detail = lazy("Les champs à revoir sont indiqués.")


class TooMany(Problem):
    status = 429
    code = "too_many"
    title = lazy("C’est un peu trop rapide")
    detail = lazy("Attendez une minute, puis recommencez. Rien n’est perdu.")


class TooLarge(Problem):
    status = 413
    code = "too_large"
    title = lazy("C’est trop long")
    detail = lazy("Le texte ou le fichier envoyé dépasse la taille admise.")


class Unavailable(Problem):
    status = 503
    code = "unavailable"
    title = lazy("Le service est interrompu un instant")
    detail = lazy("Réessayez dans quelques minutes. Ce que vous avez écrit reste sur votre écran.")


class Broken(Problem):
    status = 500
    code = "internal"
    title = lazy("Une erreur est survenue de notre côté")
    detail = lazy("Elle a été notée. Vous pouvez réessayer dans un instant.")


class MethodNotAllowed(Problem):
    status = 405
    code = "method_not_allowed"


class NotAcceptable(Problem):
    status = 406
    code = "not_acceptable"


class UnsupportedMediaType(Problem):
    status = 415
    code = "unsupported_media_type"


_BY_STATUS: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        Problem, SignInRequired, Forbidden, NotFound, Conflict, Gone, PreconditionFailed, Invalid,
        TooMany, TooLarge, Unavailable, Broken, MethodNotAllowed, NotAcceptable,
        UnsupportedMediaType,
    )
}  # fmt: skip


def init_app(app: Flask) -> None:
    """Every error of every kind leaves through `answer`."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_accident)
    app.log_exception = _say_nothing  # type: ignore[assignment, method-assign]  # it quotes


def wants_json() -> bool:
    """The API speaks problem+json, the rest is read by people."""
    return request.path.startswith("/api/")


def answer(problem: Problem) -> BaseResponse:
    """The response to a problem; a person who must sign in is led there and back."""
    door = _door(problem)
    if door is not None and not wants_json():
        return _led_to(door)
    response = _json(problem) if wants_json() else _page(problem)
    response.status_code = problem.status
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    if problem.status == SignInRequired.status:
        response.headers["WWW-Authenticate"] = 'Bearer realm="beffroi"'
    if isinstance(problem, OutsideToken):  # RFC 6750, 3.1
        response.headers["WWW-Authenticate"] = f'Bearer realm="beffroi", error="{problem.code}"'
    return response


def _door(problem: Problem) -> str | None:
    """Where a person does what is missing, if there is such a page."""
    doors = (
        (ProofRequired, ONE_TIME_PROOF),
        (SignInRequired, SIGN_IN),
        (SecondFactorRequired, SECOND_FACTOR),
    )
    return next((door for kind, door in doors if isinstance(problem, kind)), None)


def _led_to(door: str) -> BaseResponse:
    """To the door, and from there back to the page one was reading."""
    from beffroi.core.pages import door_url, safe_next  # noqa: PLC0415 (pages raise problems)

    if request.method == "GET":
        return redirect(door_url(door, request.full_path.rstrip("?")), 303)
    path = (request.referrer or "").removeprefix(request.host_url.rstrip("/")).partition("?")[0]
    return redirect(door_url(door, safe_next(path)), 303)


def _json(problem: Problem) -> Response:
    response = jsonify(problem.as_json())
    response.mimetype = PROBLEM_JSON
    return response


def _page(problem: Problem) -> Response:
    return make_response(render_template("errors/problem.html", problem=problem))


def _from_http(error: HTTPException) -> BaseResponse:
    """What Flask and webargs raise; a redirect is no problem."""
    accident = getattr(error, "original_exception", None)
    if accident is not None:  # after the view: the commit failed
        return _from_accident(accident)
    status = error.code or Broken.status
    if status < 400:
        return BaseResponse.force_type(error.get_response(), request.environ)
    problem = _BY_STATUS.get(status, Problem)(errors=_flattened(getattr(error, "data", None)))
    problem.status = status
    headers = dict(error.get_headers())
    problem.headers = {k: v for k, v in headers.items() if k in {"Allow", "Retry-After"}}
    return answer(problem)


def _say_nothing(_accident: object) -> None:
    """`_from_accident` has written it down already."""


def _from_accident(error: Exception) -> BaseResponse:
    """Nobody is shown the inside; the journal has it, without what people typed."""
    from beffroi.core.logs import log_accident  # noqa: PLC0415 (logs are set up after problems)

    log_accident(error)
    db.session().rollback()  # a broken transaction would break the page that says so
    if _database_is_away(error):
        return answer(Unavailable(headers={"Retry-After": "30"}))
    return answer(Broken())


def _database_is_away(error: Exception) -> bool:
    """Not there, or too busy; SQLite calls a faulty statement an operational error too."""
    if not isinstance(error, OperationalError):
        return False
    name = getattr(error.orig, "sqlite_errorname", None)
    return name is None or name.startswith(SQLITE_AWAY)


def _flattened(data: Any) -> dict[str, list[Any]]:
    """webargs says {"json": {"title": [...]}}; a program wants {"title": [...]}."""
    messages = data.get("messages", {}) if isinstance(data, dict) else {}
    flat: dict[str, list[Any]] = {}
    for located in messages.values():
        _flatten("", located, flat)
    return flat


def _flatten(name: str, messages: Any, flat: dict[str, list[Any]]) -> None:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            _flatten(f"{name}.{key}" if name else str(key), inner, flat)
    else:
        texts = messages if isinstance(messages, list) else [messages]
        flat.setdefault(name or "_schema", []).extend(texts)
