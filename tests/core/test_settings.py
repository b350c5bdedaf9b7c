"""What is read from the environment, and what is refused rather than guessed."""

import stat
from pathlib import Path

import pytest

from beffroi.settings import Settings, SettingsError, from_environment

KEY = "k" * 32
NAMES = (
    "DATABASE_URL SECRET_KEY SECRET_KEY_FILE REDIS_URL SMTP_URL MAIL_FROM PUBLIC_URL SITE_NAME"
    " SITE_PLACE SOURCE_URL CONTACT TRUSTED_PROXIES RATE_LIMITS RELAY_GRACE POOL_SIZE"
)
ALL = ["PORT", *(f"BEFFROI_{name}" for name in NAMES.split(" "))]


def read(tmp_path: Path, **env: str) -> Settings:
    return from_environment({"BEFFROI_DATA": str(tmp_path)} | env)


def read_embedded(tmp_path: Path, **env: str) -> Settings:
    return from_environment({"BEFFROI_DATA": str(tmp_path)} | env, embedded=True)


def test_the_secret_is_made_once_and_read_ever_after(tmp_path: Path) -> None:
    first = read_embedded(tmp_path)
    assert len(first.secret_key) == 64
    assert read_embedded(tmp_path).secret_key == first.secret_key


def test_the_secret_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    read_embedded(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    secrets = {read_embedded(tmp_path / name).secret_key for name in ("a", "b")}
    assert len(secrets) == 2


def test_a_short_key_is_refused_and_not_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="at least 32 characters") as refused:
        read(tmp_path, BEFFROI_SECRET_KEY="hunter2")
    assert "hunter2" not in str(refused.value)


def test_production_does_not_make_a_secret_by_itself(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BEFFROI_SECRET_KEY"):
        read(tmp_path, BEFFROI_DATABASE_URL="postgresql://db/beffroi")
    assert list(tmp_path.iterdir()) == []


def test_the_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    kept = read(tmp_path, BEFFROI_SECRET_KEY_FILE=str(tmp_path / "key"))
    assert kept.secret_key == KEY


def test_settings_do_not_print_their_secrets(tmp_path: Path) -> None:
    settings = read(tmp_path, BEFFROI_SECRET_KEY=KEY, BEFFROI_SMTP_URL="smtp://u:pass-word@mx:25")
    assert KEY not in repr(settings)
    assert "pass-word" not in repr(settings)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_names_our_driver(tmp_path: Path, scheme: str) -> None:
    url = f"{scheme}://u@db/beffroi"
    settings = read(tmp_path, BEFFROI_SECRET_KEY=KEY, BEFFROI_DATABASE_URL=url)
    assert settings.database_url == "postgresql+psycopg://u@db/beffroi"


def test_without_a_url_the_database_is_a_file_of_the_data_folder(tmp_path: Path) -> None:
    assert read(tmp_path).database_url == f"sqlite:///{tmp_path}/beffroi.sqlite"


def test_the_embedded_mode_takes_no_notice_of_servers(tmp_path: Path) -> None:
    settings = read_embedded(
        tmp_path, BEFFROI_DATABASE_URL="postgres://db/b", BEFFROI_REDIS_URL="redis:"
    )
    assert settings.database_url.startswith("sqlite:///")
    assert settings.redis_url is None


@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_variable_left_empty_says_nothing(tmp_path: Path, nothing: str) -> None:
    assert read(tmp_path, **dict.fromkeys(ALL, nothing)) == read(tmp_path)


def test_an_empty_data_folder_is_the_default_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_environment({"BEFFROI_DATA": ""}).data == tmp_path / "data"


@pytest.mark.parametrize(
    "name", ["BEFFROI_TRUSTED_PROXIES", "BEFFROI_RELAY_GRACE", "BEFFROI_POOL_SIZE"]
)
@pytest.mark.parametrize("value", ["many", "1;2", "nan", "-1", "inf"])
def test_what_is_not_a_number_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: value})


def test_the_port_is_that_of_the_address_shown(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="9000").public_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(("url", "secure"), [("https://x.fr/", True), ("http://x.fr", False)])
def test_cookies_are_secure_where_people_come_over_tls(
    tmp_path: Path, url: str, secure: bool
) -> None:
    settings = read(tmp_path, BEFFROI_PUBLIC_URL=url)
    assert (settings.public_url, settings.secure) == (url.rstrip("/"), secure)


PROVIDER = {
    "BEFFROI_FRANCECONNECT_ISSUER": "https://provider.example/api/v2/",
    "BEFFROI_FRANCECONNECT_CLIENT_ID": "the-town",
    "BEFFROI_FRANCECONNECT_CLIENT_SECRET": "the secret of the town",
}


def test_a_provider_that_is_not_set_is_not_there(tmp_path: Path) -> None:
    read_settings = read_embedded(tmp_path)
    assert read_settings.franceconnect is None
    assert read_settings.proconnect is None


def test_a_provider_is_set_by_three_lines_and_has_defaults(tmp_path: Path) -> None:
    provider = read_embedded(tmp_path, **PROVIDER).franceconnect
    assert provider is not None
    assert provider.issuer == "https://provider.example/api/v2"
    assert (provider.acr, provider.algorithm, provider.pkce) == ("eidas1", "ES256", True)


def test_the_secret_of_a_provider_may_stand_in_a_file_and_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("the secret of the file\n")
    given = PROVIDER | {"BEFFROI_FRANCECONNECT_CLIENT_SECRET": ""}
    given["BEFFROI_FRANCECONNECT_CLIENT_SECRET_FILE"] = str(path)
    provider = read_embedded(tmp_path, **given).franceconnect
    assert provider is not None
    assert provider.client_secret == "the secret of the file"
    assert "the secret" not in repr(provider)


@pytest.mark.parametrize(
    "wrong",
    [
        {"BEFFROI_FRANCECONNECT_CLIENT_ID": ""},
        {"BEFFROI_FRANCECONNECT_CLIENT_SECRET": ""},
        {
            "BEFFROI_FRANCECONNECT_CLIENT_SECRET": "",
            "BEFFROI_FRANCECONNECT_CLIENT_SECRET_FILE": "/x",
        },
        {"BEFFROI_FRANCECONNECT_ISSUER": ""},
        {"BEFFROI_FRANCECONNECT_ISSUER": "http://provider.example"},
        {"BEFFROI_FRANCECONNECT_ISSUER": "http://localhost.evil.example"},
        {"BEFFROI_FRANCECONNECT_ISSUER": "https://provider.example/?x=1"},
        {"BEFFROI_FRANCECONNECT_ACR": "eidas4"},
        {"BEFFROI_FRANCECONNECT_ALGORITHM": "HS256"},
        {"BEFFROI_FRANCECONNECT_ALGORITHM": "none"},
        {"BEFFROI_FRANCECONNECT_PKCE": "maybe"},
    ],
)
def test_half_a_provider_is_refused_and_named(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="BEFFROI_FRANCECONNECT"):
        read_embedded(tmp_path, **(PROVIDER | wrong))
