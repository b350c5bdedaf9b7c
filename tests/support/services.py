"""Finds or starts a private PostgreSQL, Redis and Chromium, then runs a command that may use them.

    python tests/support/services.py run -- pytest tests

What BEFFROI_TEST_POSTGRES, _REDIS or _CHROMIUM already names is taken as it is. Standard library
only: this runs before anything else is known to work.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from subprocess import DEVNULL
from types import FrameType

START_SECONDS = 60
STOP_SECONDS = 30
POSTGRES_INITDB = "usr/lib/postgresql/*/bin/initdb"  # Debian keeps the server out of the PATH
POSTGRES_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
REDIS_NAMES = ("redis-server", "valkey-server")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPENID = Path(__file__).parent / "openid"
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Unavailable(Exception):
    """A service cannot be had here; the message is a reason a person can act on."""


class Interrupted(BaseException):
    """A signal asked for the end, its number is the argument: what was started must stop first."""


@dataclass(frozen=True)
class Bench:
    """Where the services live while the command runs, and what must be undone after it."""

    folder: Path
    undo: ExitStack

    def room(self, name: str) -> Path:
        """A folder for one service, which the account that runs it can write."""
        room = self.folder / name
        room.mkdir(mode=0o700, exist_ok=True)
        if account := unprivileged():
            shutil.chown(room, account)
        return room

    def start(self, command: Sequence[str], room: Path) -> subprocess.Popen[bytes]:
        """A daemon in a group of its own: Ctrl-C in the terminal is for the tests, not for it."""
        with (room / "log").open("wb") as log:
            daemon = subprocess.Popen(
                lowered(command), cwd=room, stdin=DEVNULL, stdout=log, stderr=log, process_group=0
            )
        self.undo.callback(stop, daemon)
        return daemon


@dataclass(frozen=True)
class Service:
    """One service the tests want, the variable that names it and how to come by it."""

    name: str
    variable: str
    package: str
    without_it: str
    obtain: Callable[[Bench], str]


@dataclass
class Found:
    """What the tests are given, and what they have to do without."""

    environment: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def unprivileged() -> str | None:
    """PostgreSQL refuses root: the account to use then, None when we are not root."""
    if os.geteuid() != 0:
        return None
    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def lowered(command: Sequence[str]) -> list[str]:
    """The command without root's rights, and gone with us even when we are killed outright."""
    setpriv, account = shutil.which("setpriv"), unprivileged()
    if setpriv is None:
        return list(command)
    rights = [f"--reuid={account}", f"--regid={pwd.getpwnam(account).pw_gid}"] if account else []
    groups = ["--clear-groups"] if account else []
    return [setpriv, *rights, *groups, "--pdeathsig=INT", *command]


def succeeds(command: Sequence[str], room: Path, **variables: str) -> bool:
    with (room / "log").open("ab") as log:
        env = os.environ | variables
        code = subprocess.call(
            lowered(command), cwd=room, env=env, stdin=DEVNULL, stdout=log, stderr=log
        )
    return code == 0


def stop(process: subprocess.Popen[bytes], number: int = signal.SIGINT) -> None:
    """SIGINT is the fast shutdown of PostgreSQL, and an ordinary one for Redis."""
    process.send_signal(number)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_words(room: Path) -> str:
    return " / ".join((room / "log").read_text(errors="replace").strip().splitlines()[-3:])


def await_answer(daemon: subprocess.Popen[bytes], room: Path, answers: Callable[[], bool]) -> None:
    limit = time.monotonic() + START_SECONDS
    while not answers():
        if daemon.poll() is not None or time.monotonic() > limit:
            raise Unavailable(f"did not start: {last_words(room)}")
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_binaries() -> Path:
    """The newest installation of the server."""
    versions = [found.parent for found in Path("/").glob(POSTGRES_INITDB)]
    if versions:
        return max(versions, key=lambda place: float(place.parent.name))
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise Unavailable("no initdb on this machine")


def obtain_postgres(bench: Bench, chosen: dict[str, str] = POSTGRES_SETTINGS) -> str:
    binaries, room, password = postgres_binaries(), bench.room("pg"), secrets.token_hex(12)
    (room / "password").write_text(password)
    (room / "password").chmod(0o444)  # the room itself is closed to others
    cluster = str(room / "data")
    initdb = [str(binaries / "initdb"), "--pgdata", cluster, "--username", "beffroi", "--no-sync"]
    safety = ["--pwfile", str(room / "password"), "--auth", "scram-sha-256"]
    if not succeeds([*initdb, *safety, "--encoding", "UTF8", "--locale", "C.UTF-8"], room):
        raise Unavailable(f"initdb failed: {last_words(room)}")
    port = str(free_port())
    settings = chosen | {"port": port, "unix_socket_directories": str(room)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    daemon = bench.start([str(binaries / "postgres"), "-D", cluster, *options], room)
    create = [str(binaries / "createdb"), "-h", "127.0.0.1", "-p", port, "-U", "beffroi"]
    await_answer(daemon, room, lambda: succeeds([*create, "beffroi"], room, PGPASSWORD=password))
    return f"postgresql+psycopg://beffroi:{password}@127.0.0.1:{port}/beffroi"


def obtain_redis(bench: Bench) -> str:
    binary = next(filter(None, map(shutil.which, REDIS_NAMES)), None)
    if binary is None:
        raise Unavailable("neither redis-server nor valkey-server on this machine")
    room, port, password = bench.room("redis"), free_port(), secrets.token_hex(12)
    settings = f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {room}\n"
    (room / "redis.conf").write_text(f'{settings}save ""\nappendonly no\n')
    daemon = bench.start([binary, str(room / "redis.conf")], room)
    await_answer(daemon, room, lambda: redis_answers(port, password))
    return f"redis://:{password}@127.0.0.1:{port}/0"


def redis_answers(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(f"AUTH {password}\r\n".encode())
            return line.recv(16).startswith(b"+OK")
    except OSError:
        return False


def obtain_chromium(bench: Bench) -> str:
    asked = os.environ.get("CHROMIUM")
    for name in [asked] if asked else CHROMIUM_NAMES:
        path = shutil.which(name)
        if path and succeeds([path, "--version"], bench.room("chromium"), HOME=str(bench.folder)):
            return path
    raise Unavailable(f"no browser that starts among {asked or ', '.join(CHROMIUM_NAMES)}")


def obtain_compose(bench: Bench) -> str:
    for command in ("docker compose", "docker-compose"):
        program = command.split()
        if shutil.which(program[0]) and succeeds([*program, "version"], bench.folder):
            return command
    raise Unavailable("neither `docker compose` nor `docker-compose`")


def obtain_openid(_bench: Bench) -> str:
    return str(openid_folder())


def openid_folder() -> Path:
    """The packages of the lock, kept outside of the repository from one run to the next."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Unavailable("no Node.js with npm on this machine")
    digest = hashlib.sha256((OPENID / "package-lock.json").read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kept = cache / "beffroi-tests" / f"openid-{digest}"
    if not kept.exists():
        install_openid(npm, kept)
    return kept


def install_openid(npm: str, kept: Path) -> None:
    """Checked against the hashes of the lock; no script of a package is run. Whole or not there."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        room = Path(folder) / "room"
        shutil.copytree(OPENID, room)
        install = [npm, "ci", "--ignore-scripts", "--no-progress"]
        done = subprocess.run(install, cwd=room, stdin=DEVNULL, capture_output=True, check=False)
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip().splitlines()[-2:]
            raise Unavailable(f"npm ci failed: {' / '.join(words)}")
        if not kept.exists():
            room.rename(kept)


DATABASE_LOST = "every database test ran on SQLite only"
BROKER_LOST = "every workflow test ran on the in-process broker only"
BROWSER_LOST = "no page was opened in a browser"
OPENID_LOST = "no sign-in went through a real OpenID provider"
COMPOSE_LOST = "docker/compose.yaml was not checked"
SERVICES = (
    Service("PostgreSQL", "BEFFROI_TEST_POSTGRES", "postgresql", DATABASE_LOST, obtain_postgres),
    Service("Redis", "BEFFROI_TEST_REDIS", "redis-server", BROKER_LOST, obtain_redis),
    Service("Chromium", "BEFFROI_TEST_CHROMIUM", "chromium", BROWSER_LOST, obtain_chromium),
    Service("Node.js", "BEFFROI_TEST_OPENID", "", OPENID_LOST, obtain_openid),
    Service("Compose", "BEFFROI_TEST_COMPOSE", "docker-compose", COMPOSE_LOST, obtain_compose),
)


@cache
def apt_get(*arguments: str) -> None:
    """Once each and never fatal: whether the service can be had now is asked again afterwards."""
    sys.stderr.write(f"apt-get {' '.join(arguments)}\n")
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(command, env=quiet, stdin=DEVNULL, stdout=DEVNULL)


def obtain_or_install(service: Service, bench: Bench) -> str:
    try:
        return service.obtain(bench)
    except Unavailable:
        if not service.package or os.geteuid() != 0 or not Path("/etc/debian_version").exists():
            raise
    apt_get("update")
    apt_get("install", "--no-install-recommends", service.package)
    return service.obtain(bench)


def find(bench: Bench) -> Found:
    """Takes what is given, starts what is there, installs what may be, and names the rest."""
    found = Found()
    for service in SERVICES:
        if os.environ.get(service.variable):
            continue
        try:
            found.environment[service.variable] = obtain_or_install(service, bench)
        except Unavailable as reason:
            wanted = f"the Debian package {service.package}" if service.package else service.name
            advice = f"install {wanted} or set {service.variable}"
            found.missing.append(f"{service.name}: {service.without_it} ({reason}; {advice})")
    return found


@contextmanager
def services() -> Iterator[Found]:
    """Everything is stopped and erased on the way out, whatever happened inside."""
    with ExitStack() as undo:
        folder = Path(tempfile.mkdtemp(prefix="beffroi-"))
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        yield find(Bench(folder, undo))


def say_loudly(missing: Sequence[str]) -> None:
    if missing:
        rule = "!" * 78
        lines = "\n".join(f"!! NOT RUN  {line}" for line in missing)
        sys.stderr.write(f"\n{rule}\n{lines}\n{rule}\n")


def run_to_its_end(command: Sequence[str], environment: dict[str, str]) -> int:
    child = subprocess.Popen(command, env=os.environ | environment)
    try:
        return child.wait()
    except Interrupted as ending:
        told = ending.args[0] == signal.SIGINT and sys.stdin.isatty()  # by the terminal, already
        stop(child, 0 if told else int(ending.args[0]))
        raise


def on_ending(number: int, frame: FrameType | None) -> None:
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)  # the tidying is not to be interrupted
    raise Interrupted(number)


def main(arguments: Sequence[str]) -> int:
    if arguments[:2] != ["run", "--"] or len(arguments) < 3:
        sys.stderr.write("usage: services.py run -- COMMAND [ARGUMENT...]\n")
        return 2
    for ending in ENDINGS:
        signal.signal(ending, on_ending)
    try:
        with services() as found:
            say_loudly(found.missing)
            code = run_to_its_end(arguments[2:], found.environment)
    except Interrupted as ending:
        return 128 + int(ending.args[0])
    say_loudly(found.missing)
    return code or int(bool(found.missing) and os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
