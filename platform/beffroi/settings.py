"""One frozen Settings, read from the environment, with defaults for the embedded mode."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MIN_SECRET_LENGTH = 32
LONGEST_DELAY = 366  # days
# TLS always; but for a provider on this machine, which is one of the tests.
ISSUER = re.compile(r"(https://[^/?#\s]+|http://(127\.0\.0\.1|localhost)(:\d+)?)(/[^?#\s]*)?")

ENDPOINT = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#@\s]+)/?")


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class OpenIdSettings:
    """What a provider gave a town: see docs/franceconnect.md and docs/proconnect.md.

    `acr` is the lowest assurance accepted, `algorithm` the one declared for this client.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    acr: str = "eidas1"
    algorithm: str = "ES256"
    pkce: bool = True


@dataclass(frozen=True)
class S3Settings:
    """A bucket for files: see docs/media.md. `host` may name a port; `secure` is TLS."""

    host: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str | None = None
    secure: bool = True


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations."""

    data: Path
    database_url: str
    secret_key: str = field(repr=False)
    redis_url: str | None = None
    smtp_url: str | None = field(default=None, repr=False)
    sms_url: str | None = field(default=None, repr=False)
    sms_body: str | None = None
    sms_daily_cap: int = 500
    mail_from: str = "Beffroi <ne-pas-repondre@localhost>"
    public_url: str = "http://127.0.0.1:8000"
    site_name: str = "Beffroi"
    site_place: str = "Quartiers du Pas-de-Calais"
    source_url: str = ""
    contact: str = ""
    dpo: str = ""  # whom to ask about personal data: an address, a phone, a place
    embedded: bool = False
    testing: bool = False
    trusted_proxies: int = 0
    rate_limits: bool = True
    relay_grace_seconds: float = 60.0
    pool_size: int = 8
    relay_daily_cap: int = 60
    dormant_years: int = 3  # without a visit, an account is then erased
    answer_days: int = 60  # what an office or a call has to answer, when they say nothing else
    smallest_count: int = 5  # statistics show no fewer people than this
    silence_days: int = 90  # without news of what was promised, those in charge are told
    franceconnect: OpenIdSettings | None = None
    proconnect: OpenIdSettings | None = None
    s3: S3Settings | None = None

    @property
    def secure(self) -> bool:
        """Cookies are marked Secure when people reach the site over TLS."""
        return self.public_url.startswith("https://")


def from_environment(env: Mapping[str, str] | None = None, *, embedded: bool = False) -> Settings:
    """Read the settings; the embedded mode makes what is missing, production refuses to guess."""
    env = _filled_in(os.environ if env is None else env)
    data = Path(env.get("BEFFROI_DATA", "data")).absolute()
    port = env.get("PORT", "8000")
    return Settings(
        data=data,
        database_url=_database_url(env, data, embedded=embedded),
        secret_key=_secret_key(env, data, embedded=embedded),
        redis_url=None if embedded else env.get("BEFFROI_REDIS_URL"),
        smtp_url=env.get("BEFFROI_SMTP_URL"),
        sms_url=env.get("BEFFROI_SMS_URL"),
        sms_body=env.get("BEFFROI_SMS_BODY"),
        sms_daily_cap=int(_number(env, "BEFFROI_SMS_DAILY_CAP", 500)),
        mail_from=env.get("BEFFROI_MAIL_FROM", Settings.mail_from),
        public_url=env.get("BEFFROI_PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        site_name=env.get("BEFFROI_SITE_NAME", Settings.site_name),
        site_place=env.get("BEFFROI_SITE_PLACE", Settings.site_place),
        source_url=env.get("BEFFROI_SOURCE_URL", Settings.source_url),
        contact=env.get("BEFFROI_CONTACT", Settings.contact),
        dpo=env.get("BEFFROI_DPO", Settings.dpo),
        embedded=embedded,
        trusted_proxies=int(_number(env, "BEFFROI_TRUSTED_PROXIES", 0)),
        rate_limits=env.get("BEFFROI_RATE_LIMITS", "on") != "off",
        relay_grace_seconds=_number(env, "BEFFROI_RELAY_GRACE", 60),
        pool_size=int(_number(env, "BEFFROI_POOL_SIZE", 8)),
        franceconnect=_open_id(env, "BEFFROI_FRANCECONNECT"),
        proconnect=_open_id(env, "BEFFROI_PROCONNECT"),
        s3=_s3(env),
        relay_daily_cap=int(_number(env, "BEFFROI_RELAY_DAILY_CAP", 60)),
        dormant_years=_years(env, "BEFFROI_DORMANT_YEARS", Settings.dormant_years),
        smallest_count=int(_number(env, "BEFFROI_SMALLEST_COUNT", 5)),
        answer_days=_days(env, "BEFFROI_ANSWER_DAYS", Settings.answer_days),
        silence_days=_days(env, "BEFFROI_SILENCE_DAYS", Settings.silence_days),
    )


def sqlite_url(data: Path) -> str:
    """The one file of the embedded mode."""
    return f"sqlite:///{data / 'beffroi.sqlite'}"


def _filled_in(env: Mapping[str, str]) -> dict[str, str]:
    """A variable left empty, as compose files do, says nothing."""
    return {name: value.strip() for name, value in env.items() if value.strip()}


def _number(env: Mapping[str, str], name: str, otherwise: float) -> float:
    written = env.get(name, str(otherwise))
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", written):
        raise SettingsError(f"{name} must be a number, not {written!r}.")
    return float(written)


def _years(env: Mapping[str, str], name: str, otherwise: int) -> int:
    """At least one: whoever comes once a year must find their account."""
    years = int(_number(env, name, otherwise))
    if years < 1:
        raise SettingsError(f"{name} must be a whole number of years, one at least.")
    return years


def _days(env: Mapping[str, str], name: str, otherwise: int) -> int:
    """A delay that people are promised: from a day to a year."""
    days = _number(env, name, otherwise)
    if days != int(days) or not 1 <= days <= LONGEST_DELAY:
        raise SettingsError(f"{name} must be a number of days from 1 to {LONGEST_DELAY}.")
    return int(days)


def _open_id(env: Mapping[str, str], name: str) -> OpenIdSettings | None:
    """A provider without any setting is not offered; half of them is a mistake, told at once."""
    issuer, client = env.get(f"{name}_ISSUER", "").rstrip("/"), env.get(f"{name}_CLIENT_ID", "")
    secret = _secret_of(env, f"{name}_CLIENT_SECRET")
    if not (issuer or client or secret):
        return None
    if not (client and secret and ISSUER.fullmatch(issuer)):
        raise SettingsError(
            f"{name}_ISSUER (https://...), {name}_CLIENT_ID and {name}_CLIENT_SECRET "
            f"(or {name}_CLIENT_SECRET_FILE) go together: set all three, or none."
        )
    acr = _one_of(env, f"{name}_ACR", ("eidas1", "eidas0", "eidas2", "eidas3"))
    algorithm = _one_of(env, f"{name}_ALGORITHM", ("ES256", "RS256"))
    pkce = _one_of(env, f"{name}_PKCE", ("on", "off")) == "on"
    return OpenIdSettings(issuer, client, secret, acr, algorithm, pkce)


def _s3(env: Mapping[str, str]) -> S3Settings | None:
    """Without any setting, files stay on disk; half of them is a mistake, told at once."""
    endpoint, bucket = env.get("BEFFROI_S3_ENDPOINT", ""), env.get("BEFFROI_S3_BUCKET", "")
    access, secret = env.get("BEFFROI_S3_ACCESS_KEY", ""), _secret_of(env, "BEFFROI_S3_SECRET_KEY")
    if not (endpoint or bucket or access or secret):
        return None
    place = ENDPOINT.fullmatch(endpoint)
    if not (place and bucket and access and secret):
        raise SettingsError(
            "BEFFROI_S3_ENDPOINT (https://host), BEFFROI_S3_BUCKET, BEFFROI_S3_ACCESS_KEY and "
            "BEFFROI_S3_SECRET_KEY (or BEFFROI_S3_SECRET_KEY_FILE) go together: all, or none."
        )
    region = env.get("BEFFROI_S3_REGION")
    return S3Settings(place["host"], bucket, access, secret, region, place["scheme"] == "https")


def _one_of(env: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """One of these words; the first when nothing is said."""
    written = env.get(name, known[0])
    if written not in known:
        raise SettingsError(f"{name} must be one of {', '.join(sorted(known))}, not {written!r}.")
    return written


def _secret_of(env: Mapping[str, str], name: str) -> str:
    """From the variable, or from the file that `NAME_FILE` names."""
    path = env.get(f"{name}_FILE")
    if name in env or not path:
        return env.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}_FILE cannot be read: {error.strerror}.") from error


def _database_url(env: Mapping[str, str], data: Path, *, embedded: bool) -> str:
    url = env.get("BEFFROI_DATABASE_URL")
    if embedded or url is None:
        return sqlite_url(data)
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _secret_key(env: Mapping[str, str], data: Path, *, embedded: bool) -> str:
    key = env.get("BEFFROI_SECRET_KEY")
    path = env.get("BEFFROI_SECRET_KEY_FILE")
    if not key and path:
        key = Path(path).read_text(encoding="utf-8").strip()
    if not key and (embedded or "BEFFROI_DATABASE_URL" not in env):
        key = _kept_secret(data / "secret-key")
    if not key or len(key) < MIN_SECRET_LENGTH:
        raise SettingsError(
            "BEFFROI_SECRET_KEY (or BEFFROI_SECRET_KEY_FILE) must hold at least "
            f"{MIN_SECRET_LENGTH} characters; `openssl rand -hex 32` makes one."
        )
    return key


def _kept_secret(path: Path) -> str:
    """Make the secret once, readable by its owner only, and read it ever after."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", opener=_owner_only, encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
