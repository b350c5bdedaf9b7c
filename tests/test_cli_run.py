"""`beffroi run`: one process that starts, refuses a second one, stops cleanly, and starts again."""

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import click
import pytest
from flask import Flask

from beffroi import embedded
from beffroi.core import db, events
from beffroi.core.actor import SYSTEM
from beffroi.core.ids import new_id
from beffroi.core.outbox import Outbox
from beffroi.identity import services as identity
from beffroi.identity.events import SignInLinkRequested

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 90
Mails = Callable[[], list[EmailMessage]]


@contextmanager
def house(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command at work on a free port, and the address it printed."""
    started = launch(data, *options)
    alarm = threading.Timer(PATIENCE_SECONDS, started.kill)
    alarm.start()
    try:
        yield started, address(started)
    finally:
        alarm.cancel()
        started.kill()
        started.communicate()


def launch(data: Path, *options: str) -> subprocess.Popen[str]:
    call = "from beffroi.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", call, "run", "--port", "0", "--no-demo", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"BEFFROI_DATA": str(data), "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"},
    )


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"^Beffroi +(http://\S+)", line):
            return found[1]
    raise AssertionError("".join(said))


def page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())


def test_it_serves_stops_on_ctrl_c_and_starts_again_with_its_data(tmp_path: Path) -> None:
    with house(tmp_path) as (process, url):
        assert "<html" in page(f"{url}/")
        assert "<html" in page(f"{url}/courrier")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
    kept = (tmp_path / "secret-key").read_text()
    with house(tmp_path) as (process, url):
        assert "<html" in page(f"{url}/quartiers")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0
    assert (tmp_path / "secret-key").read_text() == kept


def test_a_second_start_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with embedded.alone_on(tmp_path):
        second = launch(tmp_path)
        output, _ = second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 1
    assert f"Beffroi is already running on {tmp_path}" in output


def test_the_data_is_free_again_after_a_stop(tmp_path: Path) -> None:
    with embedded.alone_on(tmp_path):
        pass
    with embedded.alone_on(tmp_path):
        pass


def test_a_busy_port_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(click.ClickException, match=f"PORT={port + 1} beffroi run"),
            embedded.listening("127.0.0.1", port),
        ):
            pass


def test_an_address_that_is_not_ours_is_told() -> None:
    with (
        pytest.raises(click.ClickException, match="Cannot listen"),
        embedded.listening("203.0.113.1", 0),
    ):
        pass


def test_the_secret_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    with embedded.listening("127.0.0.1", 0) as door:
        embedded.settings_for({"BEFFROI_DATA": str(tmp_path)}, door)
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_sign_in_mail_goes_out_by_itself(app: Flask, mails: Mails) -> None:
    arrived = threading.Event()
    with embedded.at_work(app):
        with db.transaction():
            identity.request_link("habitante@example.org", "/", "fr")
        for _ in range(300):
            if mails():
                break
            arrived.wait(0.05)
    assert len(mails()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_new_process_takes_up_what_the_last_one_had_sent(app: Flask) -> None:
    with db.transaction() as session:
        fact = SignInLinkRequested(link_id=new_id(), person_id=new_id())
        event_id = events.record(fact, by=SYSTEM)
        session.flush()
        row = session.get_one(Outbox, event_id)
        first, row.rounds, row.next_at = row.next_at, 3, row.next_at.replace(year=2090)
    embedded.prepare(app, with_demo=False)
    with db.reading() as session:
        row = session.get_one(Outbox, event_id)
        assert row.rounds == 0
        assert (row.next_at - first).total_seconds() < PATIENCE_SECONDS
