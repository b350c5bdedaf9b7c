"""Beffroi: create_app() is the only place that wires the slices to Flask."""

from dataclasses import dataclass

from flask import Flask, g, get_flashed_messages, request
from werkzeug.middleware.proxy_fix import ProxyFix

from beffroi import settings as settings_module
from beffroi.core import (
    api,
    assets,
    converters,
    db,
    files,
    i18n,
    limits,
    logs,
    mail,
    pages,
    policy,
    problems,
    security,
    sms,
    text,
    uploads,
)
from beffroi.core.actor import current_actor
from beffroi.core.page_cache import PageCache
from beffroi.paths import TEMPLATES
from beffroi.settings import Settings

__version__ = "0.1.0"
MAX_BODY_BYTES = 256 * 1024


@dataclass(frozen=True)
class Site:
    """What pages may know of the settings: nothing secret."""

    name: str
    place: str
    public_url: str
    source_url: str
    contact: str
    dpo: str
    embedded: bool

    @classmethod
    def of(cls, settings: Settings) -> "Site":
        """The public part of the settings."""
        return cls(
            settings.site_name,
            settings.site_place,
            settings.public_url,
            settings.source_url,
            settings.contact,
            settings.dpo,
            settings.embedded,
        )


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve; it does not start if a route has no declared policy."""
    settings = settings or settings_module.from_environment()
    app = Flask("beffroi", static_folder=None, template_folder=str(TEMPLATES))
    _configure(app, settings)
    db.init_app(app)
    i18n.init_app(app)
    problems.init_app(app)
    logs.init_app(app)
    mail.init_app(app, settings)
    sms.init_app(app, settings)
    files.init_app(app, settings)
    uploads.init_app(app)
    converters.init_app(app)
    _door(app, settings)
    rest = api.init_app(app)
    _wire(app, rest)
    _templates(app, settings)
    policy.check_routes(app)
    _middleware(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["beffroi_settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        SESSION_COOKIE_NAME="beffroi_notice",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TESTING=settings.testing,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def _engine_options(settings: Settings) -> dict[str, object]:
    """Errors do not quote what was written: they end in journals."""
    if settings.database_url.startswith("sqlite"):
        return {
            "connect_args": {"check_same_thread": False},
            "pool_size": settings.pool_size,
            "hide_parameters": True,
        }
    return {
        "pool_size": settings.pool_size,
        "max_overflow": 4,
        "pool_pre_ping": False,
        "hide_parameters": True,
    }


def _door(app: Flask, settings: Settings) -> None:
    """In this order: who is there, how often they come, whether they may."""
    from beffroi import identity  # noqa: PLC0415 (a slice: it imports the core)

    security.init_app(app, identity.load_actor)
    limits.init_app(app, settings.redis_url, enabled=settings.rate_limits)
    security.guard(app)


def _wire(app: Flask, rest: api.BeffroiApi) -> None:
    """Every slice brings its routes and, where it has any, its kinds of moderated text."""
    from beffroi import (  # noqa: PLC0415
        contributions,
        correspondence,
        identity,
        moderation,
        notifications,
        portal,
        records,
        territories,
    )

    records.load()
    app.register_blueprint(assets.blueprint)
    slices = (identity, territories, moderation, notifications, correspondence, contributions)
    for slice_ in (*slices, portal):
        slice_.init_app(app, rest)


def _templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.filters["prose"] = text.as_html
    app.jinja_env.filters["excerpt"] = text.excerpt
    for name in ("age", "day", "day_and_hour", "delay", "euros", "number", "whole_day"):
        app.jinja_env.filters[name] = getattr(i18n, name)
    app.jinja_env.globals.update(
        asset=assets.asset,
        drawing=assets.drawing,
        options=pages.options,
        csrf_token=security.csrf_token,
        site=Site.of(settings),
    )
    app.context_processor(_page_context)


def _page_context() -> dict[str, object]:
    language = i18n.language()
    return {
        "locale": language,
        "direction": i18n.direction(language),
        "actor": current_actor(),
        "notices": _notices(),
        "unread": g.get("unread", 0),
    }


def _notices() -> list[tuple[str, str]]:
    """The notice cookie is looked at only when there is one, so that other pages can be shared."""
    if "beffroi_notice" not in request.cookies and not g.get("noticed"):
        return []
    return list(get_flashed_messages(with_categories=True))  # type: ignore[arg-type]


def _middleware(app: Flask, settings: Settings) -> None:
    if not settings.testing:
        app.wsgi_app = PageCache(app.wsgi_app)  # type: ignore[assignment]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
