"""A primary with a standby and a receiver, set up and promoted by the commands of docs/runbooks/promotion.md."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from deploy.tests.recovery import runbook
from deploy.tests.recovery.runbook import CommandError
from web.tests.servers import Postgres, free_port, programs

PAGE = "promotion"


class Pair:
    """The three processes. After promote() the standby is the primary."""

    def __init__(self, primary: Postgres, place: str) -> None:
        self.primary = primary
        self.folder = Path(tempfile.mkdtemp(prefix="lipa-standby-", dir=place))
        self.standby_port = free_port()
        self.receiver = 0
        self._variables = {
            "PG_BIN": str(programs()), "RECEIVED": str(self.folder / "received"),
            "STANDBY": str(self.folder / "standby"), "STANDBY_PORT": str(self.standby_port),
            "PGHOST": "127.0.0.1", "PGUSER": "postgres",
        }  # fmt: skip
        for path in (self.folder, self.folder / "received", self.folder / "standby"):
            path.mkdir(mode=0o700, exist_ok=True)
            shutil.chown(path, runbook.USER)

    def run(self, name: str, port: int = 0, **more: str) -> str:
        """One command of the runbook, at the primary or at another port."""
        return runbook.run_block(PAGE, name, self._variables | {"PGPORT": str(port or self.primary.port)} | more)

    def set_up(self) -> None:
        """Standby and receiver, and commits wait for one of them."""
        self.run("slots")
        self.receiver = int(self.run("receiver"))
        self.run("standby")
        self.run("synchronous")
        for _ in range(200):
            if self.run("both") == "receiver|streaming|quorum\nstandby|streaming|quorum":
                return
            time.sleep(0.05)
        raise CommandError(f"not both are there: {self.run('both')}")

    def detach_standby(self) -> None:
        """The standby gets nothing from the primary any more; only the receiver does."""
        with psycopg.connect(self.standby_url(), autocommit=True) as standby:
            standby.execute("alter system set primary_conninfo = ''")
            standby.execute("select pg_reload_conf()")
        for _ in range(200):
            if "standby" not in self.run("both"):
                return
            time.sleep(0.05)
        raise CommandError("the standby still streams")

    def lose_primary(self) -> None:
        """Kill every process of the primary with SIGKILL, and remove its disk."""
        self.primary.signal(signal.SIGKILL)
        shutil.rmtree(self.primary.home / "data")

    def promote(self) -> None:
        """What a person does. Raises CommandError when the standby does not take writes."""
        self.run("fence", RECEIVER_PID=str(self.receiver))
        self.receiver = 0
        self.run("promote", self.standby_port)
        self.run("accepts", self.standby_port)

    def both_urls(self, login: str, name: str) -> str:
        """The address that web and worker have: two hosts, the one that takes writes."""
        hosts = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby_port}"
        return f"postgresql://{login}@{hosts}/{name}?target_session_attrs=read-write&sslmode=disable"

    def standby_url(self, name: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.standby_port}/{name}?sslmode=disable"

    def remove(self) -> None:
        if self.receiver:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.receiver, signal.SIGTERM)
        run_as = ["runuser", "-u", runbook.USER, "--"] if os.getuid() == 0 else []
        pg_ctl = [f"{self._variables['PG_BIN']}/pg_ctl", "-D", self._variables["STANDBY"], "-m", "immediate", "stop"]
        subprocess.run([*run_as, *pg_ctl], cwd="/", check=False, capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def pair(primary: Postgres, *, in_memory: bool = False) -> Iterator[Pair]:
    """Set up beside a running primary; removed afterwards. In memory, where there is room, a test is shorter."""
    has_room = in_memory and shutil.disk_usage("/dev/shm").free > 1 << 30
    made = Pair(primary, "/dev/shm" if has_room else "/tmp")
    try:
        made.set_up()
        yield made
    finally:
        made.remove()
