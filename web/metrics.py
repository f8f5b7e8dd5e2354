"""Figures for Prometheus at /metrics: requests and their time by door, callbacks by outcome.

Every series is known at start (the doors are a table), so the figures are an array of counters.
With LIPA_METRICS_DIR set, each process keeps its array in a file of that folder and a scrape of any
process adds up all of them, those of dead workers included. Without it a scrape tells of its own
process only, and says so.
"""

import hashlib
import mmap
import os
import threading
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

STATUSES = ("2xx", "3xx", "400", "401", "403", "404", "405", "413", "429", "4xx", "500", "503", "5xx")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
KINDS = ("c2b_confirmation", "stk_result", "status_result", "status_timeout", "sms_delivery", "sms_inbound", "ussd")
OUTCOMES = ("posted", "suspense", "conflict", "quarantine", "pending", "failed", "unknown", "other")
HELP = {
    "lipa_requests_total": "counter",
    "lipa_request_seconds": "histogram",
    "lipa_callbacks_total": "counter",
    "lipa_wrong_token_total": "counter",
}


class Board:
    """An array of counters, one for each series, in this process's own memory or file."""

    def __init__(self, doors: Iterable[str], folder: str = "") -> None:
        self.doors = tuple(dict.fromkeys((*doors, "none")))
        self._series = list(_all_series(self.doors))
        self._place = {series: number for number, series in enumerate(self._series)}
        self._of_request: dict[tuple[str, int], tuple[int, int, int]] = {}
        self._layout = hashlib.sha256(repr(self._series).encode()).hexdigest()[:8]
        self._folder = Path(folder) if folder else None
        self._lock = threading.Lock()
        self._open()

    def request(self, door: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        total, first_bucket, spent = self._of_request.get((door, status)) or self._find(door, status)
        self._add((total, 1), (first_bucket + bisect_left(SECONDS, seconds), 1), (spent, int(seconds * 1e6)))

    def callback(self, kind: str, outcome: str) -> None:
        """Count what became of one message of an operator."""
        outcome = outcome if outcome in OUTCOMES else "other"
        self._add((self._place[f'lipa_callbacks_total{{kind="{kind}",outcome="{outcome}"}}'], 1))

    def wrong_token(self) -> None:
        """Count a knock at an operator's door without the right token, or from the wrong address."""
        self._add((self._place["lipa_wrong_token_total"], 1))

    def text(self) -> str:
        """The page."""
        totals = dict(zip(self._series, self._totals(), strict=True))
        scope = "all processes" if self._folder else "this process only"
        lines = [f"# Lipa Fare, {scope}"]
        for name, kind in HELP.items():
            lines.append(f"# TYPE {name} {kind}")
            if kind == "histogram":
                lines += [line for door in self.doors for line in _histogram(name, door, totals)]
            else:
                lines += [f"{series} {total}" for series, total in totals.items() if series.startswith(name) and total]
        return "\n".join(lines) + "\n"

    def _find(self, door: str, status: int) -> tuple[int, int, int]:
        """Places of the door's count by status, of its first bucket (the others follow) and of its time."""
        name = door if door in self.doors else "none"
        places = (
            self._place[f'lipa_requests_total{{door="{name}",status="{_status(status)}"}}'],
            self._place[f'lipa_request_seconds_bucket{{door="{name}",le="{SECONDS[0]}"}}'],
            self._place[f'lipa_request_seconds_sum{{door="{name}"}}'],
        )
        self._of_request[door, status] = places
        return places

    def _add(self, *steps: tuple[int, int]) -> None:
        if os.getpid() != self._process:
            self._open()
        with self._lock:
            for place, step in steps:
                self._counters[place] += step

    def _open(self) -> None:
        """Start this process's array. After a fork the parent's file must not be shared with it."""
        self._process = os.getpid()
        size = len(self._series) * 8
        if self._folder is None:
            memory = mmap.mmap(-1, size)
        else:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self._folder / f"{self._process}.{self._layout}").open("w+b") as file:
                file.truncate(size)
                memory = mmap.mmap(file.fileno(), size)
        self._counters = memoryview(memory).cast("Q")

    def _totals(self) -> Sequence[int]:
        if self._folder is None:
            return self._counters
        arrays = [memoryview(path.read_bytes()).cast("Q") for path in self._folder.glob(f"*.{self._layout}")]
        return [sum(column) for column in zip(*arrays, strict=True)]


def _all_series(doors: Iterable[str]) -> Iterable[str]:
    for door in doors:
        for status in STATUSES:
            yield f'lipa_requests_total{{door="{door}",status="{status}"}}'
        for limit in (*SECONDS, "+Inf"):
            yield f'lipa_request_seconds_bucket{{door="{door}",le="{limit}"}}'
        yield f'lipa_request_seconds_sum{{door="{door}"}}'
    for kind in KINDS:
        for outcome in OUTCOMES:
            yield f'lipa_callbacks_total{{kind="{kind}",outcome="{outcome}"}}'
    yield "lipa_wrong_token_total"


def _histogram(name: str, door: str, totals: dict[str, int]) -> Iterable[str]:
    """Prometheus wants each bucket to hold the ones below it too."""
    running = 0
    for limit in (*SECONDS, "+Inf"):
        running += totals[f'{name}_bucket{{door="{door}",le="{limit}"}}']
        if running or limit == "+Inf":
            yield f'{name}_bucket{{door="{door}",le="{limit}"}} {running}'
    yield f'{name}_sum{{door="{door}"}} {totals[f"""{name}_sum{{door="{door}"}}"""] / 1e6:.6f}'
    yield f'{name}_count{{door="{door}"}} {running}'


def _status(status: int) -> str:
    exact = str(status)
    return exact if exact in STATUSES else f"{status // 100}xx"


board = Board(())


def configure(doors: Iterable[str], folder: str) -> None:
    """Start counting for these doors; called once by create_app."""
    global board  # noqa: PLW0603
    board = Board(doors, folder)
