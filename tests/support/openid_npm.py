"""`oidc-provider` from npm in a process of its own: the provider we did not write."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from joserfc.jwk import ECKey, RSAKey

from beffroi.settings import OpenIdSettings
from tests.support.openid_provider import ANGELA, CLIENT, SECRET
from tests.support.services import Unavailable, free_port, openid_folder

PROGRAM = Path(__file__).parent / "openid" / "provider.mjs"
HOST = "localhost"  # another site than 127.0.0.1, as a provider is another site
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class RealProvider:
    """Where it answers."""

    url: str
    algorithm: str

    def settings(self) -> OpenIdSettings:
        """What a town would write down."""
        return OpenIdSettings(self.url, CLIENT, SECRET, algorithm=self.algorithm)


def packages() -> Path:
    """The folder with the packages of the lock; without Node nothing is pretended."""
    try:
        return Path(os.environ.get("BEFFROI_TEST_OPENID") or openid_folder())
    except Unavailable as reason:
        said = f"no sign-in went through a real OpenID provider: {reason}"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)


@contextmanager
def serving(site: str, folder: Path, provider: str, algorithm: str) -> Iterator[RealProvider]:
    """The provider, for a site at this address; stopped at the end."""
    home, port = packages(), free_port()
    program = folder / "provider.mjs"  # beside the packages, for that is where Node looks
    program.write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "node_modules").symlink_to(home / "node_modules")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["node", str(program)],
            env=os.environ | _environment(site, provider, port, algorithm),
            stdout=log,
            stderr=log,
        )
    url = f"http://{HOST}:{port}"
    try:
        _await(url, process, folder / "log")
        yield RealProvider(url, algorithm)
    finally:
        process.kill()
        process.wait()


def _environment(site: str, provider: str, port: int, algorithm: str) -> dict[str, str]:
    """The client as it was declared, and who signs in there."""
    keys: list[ECKey | RSAKey] = [
        ECKey.generate_key("P-256", {"use": "sig", "kid": "real-ec"}),
        RSAKey.generate_key(2048, {"use": "sig", "kid": "real-rsa"}),
    ]
    return {
        "HOST": HOST,
        "PORT": str(port),
        "CLIENT_ID": CLIENT,
        "CLIENT_SECRET": SECRET,
        "RETURN_URI": f"{site}/connexion/par/{provider}/retour",
        "SIGN_OUT_URI": f"{site}/deconnexion/retour",
        "ALGORITHM": algorithm,
        "JWKS": json.dumps({"keys": [key.as_dict(private=True) for key in keys]}),
        "PERSON": json.dumps(ANGELA | {"usual_name": "Dubois"}),
    }


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > limit:
            words = log.read_text(errors="replace")[-2000:]
            raise AssertionError(f"the provider did not start: {words}")
        time.sleep(0.1)  # another process is starting, there is nothing to wait on


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/.well-known/openid-configuration", timeout=2).ok
    except requests.RequestException:
        return False
