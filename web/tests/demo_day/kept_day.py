"""A day that keeps what an intruder could read: every log, every statement, a dump."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import requests
from psycopg import conninfo

from web.tests.pages.world import value
from web.tests.servers import ROOT, programs

from .test_demo_day import Day

CONDUCTOR = "0199000999"


class KeptDay(Day):
    """A day whose processes write logs, and whose server logs every statement."""

    def __init__(self, database: object, folder: Path) -> None:
        super().__init__(database, folder)  # type: ignore[arg-type]
        self.folder = folder
        self.environ |= {"LIPA_TRAFFIC_RATE": "9", "LIPA_TRAFFIC_FARES": "180"}
        self.server_logs = self._log_statements()
        self._begun = {path: path.stat().st_size for path in self.server_logs.glob("*.log")}

    def _log_statements(self) -> Path:
        """Make the server log every statement; return the folder of its logs."""
        with psycopg.connect(self.database.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as superuser:
            for setting in ("log_statement = 'all'", "log_min_duration_statement = 0"):
                superuser.execute(f"alter database {self.database.name} set {setting}".encode())
            return Path(value(superuser, "select current_setting('log_directory')"))

    def press(self, *answers: str) -> str:
        """Dial as the conductor, and answer screen by screen; return the last screen."""
        screen, session = "", os.urandom(4).hex()
        address = f"{self.url}/telco/{self.environ['LIPA_CALLBACK_TOKEN']}/ussd"
        for step in range(len(answers)):
            form = {"sessionId": session, "phoneNumber": CONDUCTOR, "text": "*".join(answers[: step + 1])}
            screen = requests.post(address, data=form, timeout=5).text
        return screen

    def logs(self) -> Iterator[tuple[str, str]]:
        """Every log, from where the day began."""
        for path in self.folder.glob("*.log"):
            yield path.name, path.read_text(encoding="utf-8", errors="replace")
        for path in self.server_logs.glob("*.log"):
            with path.open("rb") as file:
                begun = self._begun.get(path, 0)
                file.seek(begun if begun <= path.stat().st_size else 0)  # smaller: the log was begun anew after a week
                yield path.name, file.read().decode("utf-8", "replace")

    def dump(self) -> str:
        address = conninfo.conninfo_to_dict(self.database.addresses["LIPA_SUPERUSER_URL"])
        server = {f"PG{name.upper()}": str(address[name]) for name in ("host", "port", "user", "password")}
        return subprocess.run(
            [str(programs() / "pg_dump"), str(address["dbname"])],
            env=os.environ | server, check=True, text=True, stdout=subprocess.PIPE,
        ).stdout  # fmt: skip


@contextmanager
def logged(day: KeptDay, name: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    with (day.folder / f"{name}.log").open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=os.environ | day.environ, stdout=file, stderr=file
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(40)
