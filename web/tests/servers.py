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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="lipa-pg-", dir="/tmp"))
        self.port = free_port()
        # PostgreSQL refuses to run as root; then the distribution's user runs it.
        self._user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(self.home, self._user)
        self._bin = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")

    def url(self, role: str = "postgres", **options: str) -> str:
        known: dict[str, str | int] = {"host": "127.0.0.1", "port": self.port, "user": role, "dbname": "postgres",
                                       "sslmode": "disable"}  # fmt: skip
        return conninfo.make_conninfo("", **known | options)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1 -c shared_buffers=32MB"
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

    def remove(self) -> None:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            self.signal(signal.SIGCONT)
            self.stop("immediate")
        shutil.rmtree(self.home, ignore_errors=True)

    def _postmaster(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])

    def _run(self, program: str, *arguments: str) -> None:
        run_as = ["runuser", "-u", self._user, "--"] if os.getuid() == 0 else []
        subprocess.run(
            [*run_as, str(self._bin / program), "-D", str(self.home / "data"), *arguments],
            check=True, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


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

    def workers(self) -> list[int]:
        assert self._process is not None
        master = self._process.pid
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
