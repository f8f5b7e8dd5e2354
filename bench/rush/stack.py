"""All that a rush needs, on loopback: a database of its own, web, worker, the operator's stand-in; and their cost."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.rush.town import ROOT, SHORTCODE
from db.tests.database import Database, fresh
from web.tests import servers
from web.tests.conftest import DEMO
from web.tests.servers import Gunicorn

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Program:
    """A process that a proof may stop and start again."""

    command: list[str]
    environ: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environ, stdout=log, stderr=log)

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        if self.process is None:
            return 0
        self.process.terminate()
        return self.process.wait(60)


@dataclass
class Stack:
    database: Database
    folder: Path
    environ: dict[str, str]
    web: Gunicorn
    worker: Program
    operator: Program

    def processor_seconds(self) -> dict[str, float]:
        """User and system time so far of database, web, worker, operator's stand-in and this process."""
        with psycopg.connect(self.database.owner_url) as connection:
            backend = connection.info.backend_pid
            postmaster = _parent(backend)
            database = _tree_seconds(postmaster)
        return {
            "web": _tree_seconds(self.web.master()), "database": database,
            "worker": _tree_seconds(_pid(self.worker)), "generator": time.process_time(),
            "operator's stand-in": _tree_seconds(_pid(self.operator)),
        }  # fmt: skip

    def heard(self) -> list[str]:
        """What the worker has sent, a line each."""
        return (self.folder / "heard").read_text(encoding="utf-8").splitlines()

    def spool_is_empty(self) -> bool:
        """Whether no message waits in files."""
        with contextlib.suppress(OSError):
            return "lipa_spool_bytes 0.0" in self.metrics()
        return False

    def metrics(self) -> str:
        """What the web counts."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.web.port}/metrics", timeout=10) as page:  # nosec B310
            return str(page.read().decode())


def wait_until(so: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited in vain: {what}")
        time.sleep(0.05)


@contextlib.contextmanager
def stack(extra: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Everything running; stopped and removed afterwards. `extra`: further settings of the web."""
    with fresh("rush") as database, tempfile.TemporaryDirectory(prefix="lipa-rush-") as made:
        folder = Path(made)
        subprocess.run(
            ["psql", "-X", "-q", "-o", os.devnull, "-v", f"shortcode={SHORTCODE}", "-f", "db/demo.sql"],
            cwd=ROOT, env={**os.environ, **database.login}, check=True,
        )  # fmt: skip
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "DATABASE_URL"))}
        operator = Program([sys.executable, "-m", "bench.rush.operator", made], clean, folder / "operator.log")
        operator.start()
        try:
            wait_until((folder / "port").exists, "the operator's stand-in")
            url = f"http://127.0.0.1:{(folder / 'port').read_text()}"
            urls = {name: at for name, at in database.addresses.items() if name.startswith("LIPA_")}
            urls.pop("LIPA_SUPERUSER_URL")
            environ = clean | urls | DEMO | {
                "LIPA_SHORTCODE": SHORTCODE, "LIPA_SPOOL_DIR": f"{made}/spool", "LIPA_METRICS_DIR": f"{made}/metrics",
                "LIPA_PUBLIC_URL": "http://lipa.test", "LIPA_PASSKEY": "passkey", "LIPA_DARAJA_URL": url,
                "LIPA_DARAJA_KEY": "key", "LIPA_DARAJA_SECRET": "secret",  # pragma: allowlist secret
                "LIPA_SMS_URL": url, "LIPA_SMS_USERNAME": "lipa", "LIPA_SMS_KEY": "sms-key",
            } | dict(extra or {})  # fmt: skip
            for name in [name for name in environ if f"{name}_FILE" in environ]:
                del environ[name]  # as a file, a setting may change without a new process
            (folder / "metrics").mkdir()
            worker = Program([sys.executable, "-m", "flask", "--app", "app:create_app", "worker"], environ,
                             folder / "worker.log")  # fmt: skip
            with servers.gunicorn(environ, folder / "web.log") as web:
                worker.start()
                try:
                    wait_until(lambda: answers(web.port), "the web")
                    yield Stack(database, folder, environ, web, worker, operator)
                finally:
                    worker.stop()
        finally:
            operator.stop()


def answers(port: int) -> bool:
    """Whether a web is ready to serve."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()  # nosec B310
    except OSError:  # also while it says that it is not ready
        return False
    return True


def _pid(program: Program) -> int:
    return program.process.pid if program.process is not None else os.getpid()


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()


def _parent(process: int) -> int:
    return int(_stat(process)[1])


def _tree_seconds(process: int) -> float:
    """Of a process, its children that ended and those that live."""
    ticks = sum(map(int, _stat(process)[11:15]))
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    for child in children:
        with contextlib.suppress(OSError):
            ticks += sum(map(int, _stat(int(child))[11:15]))
    return ticks / TICK
