"""The wheel is the whole product: installed elsewhere, it migrates and serves its languages."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
VISIT = """
import sys
import beffroi, workflows
from beffroi import create_app, paths
folders = (paths.TEMPLATES, paths.LOCALES, paths.MIGRATIONS)
for shipped in (beffroi.__file__, workflows.__file__, *folders):
    assert str(shipped).startswith(sys.prefix), shipped
answer = create_app().test_client().get("/", headers={"Accept-Language": sys.argv[1]})
assert answer.status_code == 200, answer.status
sys.stdout.buffer.write(answer.data)
"""


def run(command: Sequence[str | Path], cwd: Path, **variables: str) -> bytes:
    """From outside the checkout, with nothing in the environment that would lead back to it."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BEFFROI", "PYTHON"))
    }
    ended = subprocess.run(command, cwd=cwd, env=env | variables, capture_output=True, check=False)
    assert ended.returncode == 0, (ended.stdout + ended.stderr).decode(errors="replace")[-4000:]
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run([*build, "--outdir", folder, ROOT], folder)
    (built,) = folder.glob("beffroi-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel alone; the one of the tests lends the dependencies."""
    place = tmp_path_factory.mktemp("installed")
    run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], place)
    python = place / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python"]
    run([*pip, python, "install", "--no-deps", "--no-index", wheel], place)
    (site_packages,) = (place / "venv").glob("lib/python*/site-packages")
    (site_packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run([python.with_name("beffroi"), "migrate"], place, BEFFROI_DATA=str(place / "data"))
    return place


def test_the_wheel_carries_what_lies_outside_the_package(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for part in ("beffroi/templates/", "beffroi/migrations/", "beffroi/static/", "workflows/"):
        assert any(name.startswith(part) for name in names), part


def test_the_wheel_carries_compiled_catalogues(wheel: Path) -> None:
    assert "beffroi/locales/en/LC_MESSAGES/messages.mo" in ZipFile(wheel).namelist()


def test_the_wheel_carries_neither_tests_nor_caches(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert [name for name in names if name.startswith("tests/") or "__pycache__" in name] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_installed_wheel_serves_its_first_page(installed: Path, language: str) -> None:
    python = installed / "venv" / "bin" / "python"
    page = run([python, "-c", VISIT, language], installed, BEFFROI_DATA=str(installed / "data"))
    assert f'lang="{language}"' in page.decode()
