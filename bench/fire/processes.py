"""Processes that a run may kill, freeze and starve: each is started again when it ends, as a supervisor does."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from web.tests.servers import ROOT


class Process:
    """One process of ours and its children."""

    def __init__(self, name: str, command: list[str], environ: Mapping[str, str], log: Path) -> None:
        self.name, self.command, self.environ, self.log = name, command, dict(environ), log
        self.once: dict[str, str] = {}  # added to the environment of its next life only
        self.wanted = False
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process.pid

    def start(self) -> None:
        with self._lock:
            self.wanted = True
            environ = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "PG"))}
            environ.pop("DATABASE_URL", None)
            environ |= self.environ | self.once
            self.once = {}
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", *self.command], cwd=ROOT, env=environ, stdout=log, stderr=log
                )
            self.starts += 1

    def stop(self) -> None:
        """End it as a deployment does: SIGTERM, and SIGKILL after half a minute."""
        with self._lock:
            self.wanted = False
            if self._process is None or self._process.poll() is not None:
                return
            self.signal(signal.SIGCONT)
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
                return
            for process in (*self.children(), self.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            self._process.wait(10)

    def kill(self) -> None:
        """Send SIGKILL to the first process only; the supervisor starts it again."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def children(self) -> list[int]:
        with contextlib.suppress(OSError):
            listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
            return [int(process) for process in listed.split()]
        return []

    def signal(self, which: signal.Signals) -> None:
        """Send it to the process and its children: SIGSTOP freezes them, SIGCONT continues."""
        for process in (self.pid, *self.children()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, which)

    def revive(self) -> None:
        """Start it again if it has ended and is wanted."""
        with self._lock:
            if self.wanted and self._process is not None and self._process.poll() is not None:
                self.start()


class Supervisor:
    """Starts processes again half a second after they ended."""

    def __init__(self, processes: list[Process]) -> None:
        self._processes, self._over = processes, threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _run(self) -> None:
        while not self._over.wait(0.5):
            for process in self._processes:
                process.revive()


def wait_until_port(port: int, within: float = 30) -> None:
    """Wait until something listens there."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")
