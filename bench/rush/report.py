"""What a rush measured: printed, written as JSON, and proved against the ledger."""

from __future__ import annotations

import contextlib
import time
from array import array
from typing import Any

import psycopg

from bench.rush import scopes
from bench.rush.client import Record
from bench.rush.stack import Stack

SHARES = {"p50": 0.50, "p99": 0.99, "p99.9": 0.999, "max": 1.0}
# Its own lateness up to this much is no matter; above it the report says so.
LATE_MS = 5.0
FAULTS = "select invariant, faults from audit.ledger_proof where faults <> 0"
POSTED = "select receipt, count(*) from audit.fares where receipt like %s group by 1"
LEFT = "select topic, count(*) from messaging.outbox group by 1 order by 1"


def quantiles_ms(took: array[float]) -> dict[str, float]:
    """Of seconds, in milliseconds; empty when nothing was measured."""
    if not took:
        return {}
    ordered = sorted(took)
    last = len(ordered) - 1
    return {name: ordered[min(last, int(len(ordered) * share))] * 1000 for name, share in SHARES.items()}


def summarise(record: Record, rate: float, seconds: float, cost: dict[str, float]) -> dict[str, Any]:
    """The figures of one run; `seconds` is what was counted, without the warm-up."""
    confirmed = sum(len(record.took[kind]) for kind in scopes.CONFIRMATIONS if kind != scopes.LATE)
    all_confirmations = array("d")
    for kind in scopes.CONFIRMATIONS:
        all_confirmations += record.took[kind]
    return {
        "fares_per_second_asked": rate, "fares_per_second_done": confirmed / seconds, "seconds": seconds,
        "sent": dict(record.sent),
        "milliseconds": {kind: quantiles_ms(took) for kind, took in sorted(record.took.items()) if took},
        "confirmations_ms": quantiles_ms(all_confirmations),
        "errors": {f"{kind}: {what}": count for (kind, what), count in sorted(record.errors.items())},
        "generator_lag_ms": quantiles_ms(record.lag),
        "processor_seconds": {name: round(spent, 2) for name, spent in cost.items()},
    }  # fmt: skip


def show(figures: dict[str, Any]) -> None:
    """Print one run's figures."""
    asked, done = figures["fares_per_second_asked"], figures["fares_per_second_done"]
    print(f"{asked:.1f} fares/s asked, {done:.1f} posted, {figures['seconds']:.0f} s counted; ms from the due moment:")
    print(f"{'kind':<18}{'sent':>9}" + "".join(f"{name:>10}" for name in SHARES))
    for kind, sent in sorted(figures["sent"].items()):
        took = figures["milliseconds"].get(kind, {})
        print(f"{kind:<18}{sent:>9}" + "".join(f"{took[name]:>10.1f}" for name in took))
    print("confirmations, all:" + "".join(f"  {name} {took:.1f}" for name, took in figures["confirmations_ms"].items()))
    print(f"errors: {figures['errors'] or 0}")
    lag = figures["generator_lag_ms"]
    late = " THE GENERATOR IS LATE BY ITSELF: latencies are the client's too" if lag.get("p99", 0) > LATE_MS else ""
    print("generator lag, ms:" + "".join(f"  {name} {took:.1f}" for name, took in lag.items()) + late)
    print("processor seconds: " + ", ".join(f"{name} {spent}" for name, spent in figures["processor_seconds"].items()))


def prove(stack: Stack, record: Record, prefix: str) -> str:
    """Stop unless each acknowledged receipt is one fare, nothing else is, and the ledger has no faults."""
    _wait_for_spool(stack)
    acknowledged = set(record.acknowledged)
    with psycopg.connect(stack.database.owner_url, autocommit=True) as connection:
        posted: dict[str, int] = {}
        deadline = time.monotonic() + 60
        while True:  # what was kept as pending is posted by the worker
            posted = dict(connection.execute(POSTED, (f"{prefix}%",)).fetchall())
            if acknowledged <= posted.keys() or time.monotonic() > deadline:
                break
            time.sleep(0.5)
        faults = connection.execute(FAULTS).fetchall()
        left = connection.execute(LEFT).fetchall()
    wrong = {
        "acknowledged and not posted": acknowledged - posted.keys(),
        "posted and never sent": posted.keys() - record.reported,
        "posted more than once": {receipt for receipt, count in posted.items() if count > 1},
    }
    if faults or any(wrong.values()):
        raise SystemExit(f"THE LEDGER IS WRONG: {faults} { ({what: len(which) for what, which in wrong.items()}) }")
    return (
        f"audit.ledger_proof: 0 faults; {len(acknowledged)} receipts acknowledged, each one fare;"
        f" left for the worker: {dict(left) or 'nothing'}"
    )


def _wait_for_spool(stack: Stack) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if stack.spool_is_empty():
                return
        time.sleep(0.2)
    raise SystemExit("the spool is not emptied")
