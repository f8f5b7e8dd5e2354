"""Servers that a test may kill, freeze and restart: PostgreSQL and gunicorn."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
from psycopg import conninfo

ROOT = Path(__file__).parents[2]
UNICODE = "(provider = builtin, locale = 'PG_UNICODE_FAST')"
COLLATION = f'create collation if not exists pg_catalog."und-x-icu" {UNICODE}\n'


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def programs() -> Path:
    """The folder of PostgreSQL's programs, of the version that make test PG=18 asks for."""
    found = subprocess.run(
        ["bash", "-c", ". scripts/lib.sh; pg_bin"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Path(found.stdout.strip())


class Postgres:
    def __init__(self, home: Path | None = None) -> None:
        self.home = home or Path(tempfile.mkdtemp(prefix="lipa-pg-", dir="/tmp"))
        self.options: list[str] = []  # more options of the server, such as "-c fsync=off"
        self.port = free_port()
        # PostgreSQL refuses to run as root; then the distribution's user runs it.
        self._user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(self.home, self._user)
        self._bin = programs()
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8",
                  "--data-checksums")  # fmt: skip
        if os.environ.get("LIPA_PG_VERSION"):
            self._add_collation()

    def url(self, role: str = "postgres", **options: str) -> str:
        known: dict[str, str | int] = {"host": "127.0.0.1", "port": self.port, "user": role, "dbname": "postgres",
                                       "sslmode": "disable"}  # fmt: skip
        return conninfo.make_conninfo("", **known | options)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1 -c shared_buffers=32MB"
        options = " ".join([options, *self.options])
        self._run("pg_ctl", "-w", "-l", str(self.home / "log"), "-o", options, "start")

    def stop(self, mode: str) -> None:
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def signal(self, which: signal.Signals) -> None:
        """Signal the postmaster and all its children: SIGSTOP freezes them, SIGCONT continues."""
        postmaster = self._postmaster()
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text(encoding="ascii").split()
        for process in (postmaster, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, which)

    def kill_a_backend(self) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)

    def kill_postmaster(self) -> None:
        """SIGKILL; its children notice soon. Returns when none of them holds the data directory any more."""
        postmaster = self._postmaster()
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text(encoding="ascii").split()
        os.kill(postmaster, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while any(_is_running(int(child)) for child in children) and time.monotonic() < deadline:
            time.sleep(0.05)

    def remove(self) -> None:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            self.signal(signal.SIGCONT)
            self.stop("immediate")
        shutil.rmtree(self.home, ignore_errors=True)

    def _postmaster(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])

    def _add_collation(self) -> None:
        """As in scripts/cluster.sh: a fetched server has no ICU. Single-user mode reads a statement a line."""
        for database in ("template0", "template1", "postgres"):
            self._run("postgres", "--single", database, statement=COLLATION)

    def _run(self, program: str, *arguments: str, statement: str | None = None) -> None:
        run_as = ["runuser", "-u", self._user, "--"] if os.getuid() == 0 else []
        subprocess.run(
            [*run_as, str(self._bin / program), *arguments], env=os.environ | {"PGDATA": str(self.home / "data")},
            input=statement, text=True, check=True, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _is_running(process: int) -> bool:
    """Whether it exists and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Gunicorn:
    """The application under gunicorn with the configuration of production."""

    def __init__(self, environ: Mapping[str, str], log: Path = Path(os.devnull)) -> None:
        self.port = free_port()
        self.log = log
        self._environ = {**os.environ, **environ, "PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "app:app"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environ, stdout=log, stderr=log)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise TimeoutError("gunicorn does not answer")

    def master(self) -> int:
        assert self._process is not None
        return self._process.pid

    def reload(self) -> None:
        """Tell the master to start new workers and to let the old ones finish (SIGHUP)."""
        os.kill(self.master(), signal.SIGHUP)

    def workers(self) -> list[int]:
        master = self.master()
        listed = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
        return [int(process) for process in listed.split()]

    def kill_a_worker(self) -> None:
        for worker in self.workers()[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    def kill(self) -> None:
        assert self._process is not None
        workers = self.workers()
        self._process.kill()
        self._process.wait()
        for worker in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    def kill_only_the_master(self) -> None:
        """Kill it with SIGKILL; nobody tells the workers."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(30)


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextlib.contextmanager
def gunicorn(environ: Mapping[str, str], log: Path = Path(os.devnull)) -> Iterator[Gunicorn]:
    """A running gunicorn; stopped afterwards. It writes to the log."""
    server = Gunicorn(environ, log)
    try:
        server.start()
        yield server
    finally:
        server.stop()
