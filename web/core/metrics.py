"""Metrics for Prometheus at /metrics: requests and their time by route, callbacks by outcome.

With a folder, each process keeps its counters in files there, and a scrape of any process sums all of them, including
dead workers (prometheus_client's multi-process mode). Without one, a scrape shows its own process only.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from web.core.spool import Spool

STATUSES = ("2xx", "3xx", "400", "401", "403", "404", "405", "413", "429", "4xx", "500", "503", "5xx")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
OUTCOMES = (
    "posted", "suspense", "conflict", "quarantine", "pending", "failed", "unknown", "spooled", "refused", "other",
)  # fmt: skip


class Spooled(NamedTuple):
    """What waits in the spool of this machine, and what in it can't be read."""

    waiting_bytes: int = 0
    age_seconds: float = 0.0  # of the oldest message
    damaged_bytes: int = 0


class Board:
    """The metrics of this process."""

    def __init__(self, routes: Iterable[str], folder: str = "") -> None:
        self._routes = frozenset(routes)
        registry = CollectorRegistry()
        self._requests = Counter("lipa_requests", "Answered requests.", ("route", "status"), registry=registry)
        self._seconds = Histogram(
            "lipa_request_seconds", "Time to answer.", ("route",), registry=registry, buckets=SECONDS
        )
        self._callbacks = Counter(
            "lipa_callbacks", "Operators' messages by outcome.", ("kind", "outcome"), registry=registry
        )
        self._wrong_token = Counter(
            "lipa_wrong_token", "Calls of an operator's route with a wrong token or address.", registry=registry
        )
        # labels() costs more than inc(), so its results are kept.
        self._of_request: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._of_callback: dict[tuple[str, str], Counter] = {}
        self._spool: Spool | None = None
        self._registry = registry
        if folder:
            self._registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(self._registry, folder)  # type: ignore[no-untyped-call]

    def request(self, route: str, status: int, seconds: float) -> None:
        total, spent = self._of_request.get((route, status)) or self._find(route, status)
        total.inc()
        spent.observe(seconds)

    def callback(self, kind: str, outcome: str) -> None:
        """Count one message of an operator by its outcome."""
        found = self._of_callback.get((kind, outcome))
        if found is None:
            found = self._callbacks.labels(kind, outcome if outcome in OUTCOMES else "other")
            self._of_callback[kind, outcome] = found
        found.inc()

    def wrong_token(self) -> None:
        """Count a call of an operator's route without the right token, or from the wrong address."""
        self._wrong_token.inc()

    def watch(self, spool: Spool) -> None:
        """Tell of this spool at every scrape. All processes of a machine share it."""
        self._spool = spool
        self._registry.register(_SpoolCollector(self.spooled))

    def spooled(self) -> Spooled:
        """What the spool holds now."""
        if self._spool is None:
            return Spooled()
        oldest = self._spool.oldest()
        age = max(0.0, time.time() - oldest / 1e9) if oldest else 0.0
        return Spooled(self._spool.waiting_bytes(), age, self._spool.damaged_bytes())

    def text(self) -> str:
        return prometheus_client.generate_latest(self._registry).decode()

    def _find(self, route: str, status: int) -> tuple[Counter, Histogram]:
        name = route if route in self._routes else "none"
        exact = str(status)
        shown = exact if exact in STATUSES else f"{status // 100}xx"
        found = self._of_request[route, status] = (self._requests.labels(name, shown), self._seconds.labels(name))
        return found


class _SpoolCollector(Collector):
    def __init__(self, measure: Callable[[], Spooled]) -> None:
        self._measure = measure

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = self._measure()
        yield GaugeMetricFamily("lipa_spool_bytes", "Messages that wait for the database.", found.waiting_bytes)
        yield GaugeMetricFamily("lipa_spool_age_seconds", "How long the oldest of them waits.", found.age_seconds)
        yield GaugeMetricFamily("lipa_spool_damaged_bytes", "What can't be read.", found.damaged_bytes)


board = Board(())


def configure(routes: Iterable[str], folder: str) -> None:
    """Start counting for these routes; called once by create_app."""
    global board  # noqa: PLW0603
    prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]
    if folder:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    else:
        os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    # prometheus_client chose when it was imported, before the settings were read.
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
    board = Board(routes, folder)
