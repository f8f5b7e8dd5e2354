"""The world of a run: a PostgreSQL of its own, web, worker and operator as processes, and proxies between them.

clients -> operator (sandbox, books of its own) -> web_link -> gunicorn -> db_link -> PostgreSQL
clients -> web_link (pages)                                    worker   -> db_link -> PostgreSQL, operator
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import requests
from psycopg.rows import dict_row

from bench.fire.processes import Process, Supervisor, wait_until_port
from bench.fire.proxy import Proxy
from sandbox.credential import Credential
from web.tests.conftest import key
from web.tests.servers import ROOT, Postgres, free_port

ACTORS = ("telco", "crew", "account", "owners", "sacco", "ops", "worker", "auditor")
TOKEN = "token-of-a-fire-0123456789"  # noqa: S105 (of this run's own servers)


@dataclass
class Plan:
    """How a world is laid out. Faults and negative controls change it before it is made."""

    seed: int
    folder: Path  # logs, history, spool, statements
    pg_home: Path | None = None  # where the data directory lies: a loop image, a small tmpfs; its user is postgres
    pg_options: list[str] = field(default_factory=lambda: ["-c max_connections=200"])  # as scripts/cluster.sh
    web: list[str] = field(
        default_factory=lambda: ["gunicorn", "-c", "deploy/gunicorn.conf.py", "bench.fire.crash_app:app"]
    )
    worker: list[str] = field(default_factory=lambda: ["bench.fire.crash_worker"])
    environ: dict[str, str] = field(default_factory=dict)  # more settings of web and worker
    when_loaded: list[Callable[["World"], None]] = field(default_factory=list)  # the database is there, no process yet
    at_the_end: list[Callable[[], None]] = field(default_factory=list)


class World:
    """What faults are injected into."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.folder = plan, plan.folder
        self.database = Postgres(plan.pg_home)
        self.database.options += plan.pg_options
        self.database.start()
        self.db_link = Proxy("database", self.database.port)
        web_port, self.sandbox_port = free_port(), free_port()
        self.web_link = Proxy("web", web_port)
        self.lipa_url, self.sandbox_url = (f"http://127.0.0.1:{at}" for at in (self.web_link.port, self.sandbox_port))
        for name in ("metrics", "spool", "statements", "log"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        self.environ = self._settings() | plan.environ
        self.web = self._process("web", plan.web, PORT=str(web_port))
        self.worker = self._process("worker", plan.worker)
        self.sandbox = self._process("sandbox", ["sandbox"])
        self.processes = [self.web, self.worker, self.sandbox]
        self.supervisor = Supervisor(self.processes)
        self.restarts_of_database = 0

    def load(self) -> None:
        """Migrate and load the database; then what the plan does to it."""
        owner, superuser = self.address("lipa_owner"), self.address("postgres")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "PG"))}
        urls = {f"LIPA_{actor.upper()}_URL": self.address(f"lipa_{actor}") for actor in ACTORS}
        made = subprocess.run(
            ["scripts/migrate.sh"], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            env=clean | urls | {"DATABASE_URL": owner, "LIPA_SUPERUSER_URL": superuser},
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(made.stdout)
        for change in self.plan.when_loaded:
            change(self)

    def start(self) -> None:
        """Start the processes, and wait until they answer."""
        for process in self.processes:
            process.start()
        self.supervisor.start()
        wait_until_port(self.sandbox_port)
        self.wait_until_ready(60)

    def wait_until_ready(self, within: float = 120) -> float:
        """Wait until the web says that it is ready. Returns after how many seconds it was."""
        began = time.monotonic()
        while time.monotonic() < began + within:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{self.lipa_url}/readyz", timeout=5).ok:
                    return time.monotonic() - began
            time.sleep(0.2)
        raise TimeoutError("the web does not become ready")

    def close(self) -> None:
        self.supervisor.stop()
        for process in self.processes:
            with contextlib.suppress(RuntimeError, OSError):
                process.stop()
        self.db_link.close()
        self.web_link.close()
        self.database.remove()

    def address(self, role: str, database: str = "lipa", port: int = 0) -> str:
        """The address of a role, past the proxy unless the port is that of the proxy."""
        return f"postgresql://{role}:x@127.0.0.1:{port or self.database.port}/{database}?sslmode=disable"

    @contextlib.contextmanager
    def connect(self, role: str = "lipa_owner") -> Iterator[psycopg.Connection[dict[str, Any]]]:
        """A session past the proxies, for what prepares and checks. Role postgres is the superuser."""
        with psycopg.connect(self.address(role), autocommit=True, row_factory=dict_row) as connection:
            yield connection

    def ask(self, question: str, *values: object, role: str = "lipa_owner") -> list[dict[str, Any]]:
        with self.connect(role) as connection:
            return connection.execute(question.encode(), values or None).fetchall()

    def books(self) -> dict[str, Any]:
        """The operator's books: the truth about money that moved."""
        found: dict[str, Any] = requests.get(f"{self.sandbox_url}/sandbox/books.json", timeout=30).json()
        return found

    def tell_operator(self, path: str, **body: object) -> Any:
        answer = requests.post(f"{self.sandbox_url}/sandbox/{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def start_database(self) -> None:
        """Start PostgreSQL again if it does not run, and wait until recovery has ended."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self.database.start()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.Error):
                if self.ask("select from pg_is_in_recovery() r where not r"):
                    return
            time.sleep(0.1)
        raise TimeoutError("PostgreSQL does not come back")

    def _process(self, name: str, command: list[str], **more: str) -> Process:
        return Process(name, command, self.environ | more, self.folder / "log" / name)

    def _settings(self) -> dict[str, str]:
        credential = Credential()
        settings = {
            "MODE": "demo", "SHORTCODE": "400222", "URL": self.lipa_url, "PUBLIC_URL": self.lipa_url,
            "SANDBOX_PORT": str(self.sandbox_port), "DARAJA_URL": self.sandbox_url, "SMS_URL": self.sandbox_url,
            "CALLBACK_TOKEN": TOKEN, "SEAL_KEYS": f"k1:{key(1)}", "LOOKUP_KEY": key(3),
            "WEB_SECRET": "secret-of-a-fire-0123456789", "DARAJA_KEY": "daraja",  # pragma: allowlist secret
            "DARAJA_SECRET": "daraja", "DARAJA_INITIATOR": "lipafare",  # pragma: allowlist secret
            "DARAJA_INITIATOR_PASSWORD": "initiator-of-a-fire",  # pragma: allowlist secret
            "SANDBOX_KEY": credential.key_pem, "DARAJA_CERT": credential.certificate_pem, "PASSKEY": "passkey",
            "SMS_USERNAME": "sandbox", "SMS_KEY": "sms", "SANDBOX_SEED": str(self.plan.seed),
            "METRICS_DIR": str(self.folder / "metrics"), "SPOOL_DIR": str(self.folder / "spool"),
            "STATEMENTS_DIR": str(self.folder / "statements"), "SANDBOX_BOOKS": str(self.folder / "books.sqlite3"),
        }  # fmt: skip
        settings |= {
            f"{actor.upper()}_URL": self.address(f"lipa_{actor}", port=self.db_link.port)
            for actor in ACTORS if actor != "auditor"
        }  # fmt: skip
        return {f"LIPA_{name}": value for name, value in settings.items()}


@contextlib.contextmanager
def make(plan: Plan) -> Iterator[World]:
    """A loaded world without processes; all of it is removed afterwards but the folder."""
    world = World(plan)
    try:
        world.load()
        yield world
    finally:
        world.close()
        for undo in reversed(plan.at_the_end):
            undo()


@contextlib.contextmanager
def new_folder(keep: Path | None = None) -> Iterator[Path]:
    """Where a run writes; removed afterwards unless it is to be kept."""
    folder = keep or Path(tempfile.mkdtemp(prefix="lipa-fire-"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
