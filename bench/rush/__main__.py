"""`make rush`: plays a peak hour open loop against a database, web and worker of its own, on loopback.

python -m bench.rush SCOPE [--minutes N] [--seed N] [--backlog]
SCOPE is pilot, route, sacco, nairobi, kenya, a number of fares a second, or search: the highest rate that is held.
"""

import argparse
import asyncio
import json
import os
import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.figures import describe_load
from bench.rush import report, scopes, town
from bench.rush.arrivals import Arrivals, Request
from bench.rush.client import Generator, Record
from bench.rush.scopes import Mix
from bench.rush.stack import Stack, stack
from bench.rush.town import Town

TELL_SECONDS = 5.0
# A rate is held if 99 of 100 confirmations take no longer, and nothing fails.
HELD_MS = 50.0
SEARCH_FROM, SEARCH_FACTOR, SEARCH_STEPS, SEARCH_SECONDS = 20.0, 1.5, 4, 20.0


def main() -> None:
    """Play, print, prove; exit 1 when something failed."""
    parser = argparse.ArgumentParser(prog="bench.rush", description=__doc__)
    parser.add_argument("scope", nargs="?", default="sacco")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--backlog", action="store_true", help="drain the backlog of a one-hour outage meanwhile")
    parser.add_argument("--out", type=Path, default=Path(".local/rush.json"))
    args = parser.parse_args()
    if args.scope != "search":
        scopes.rate_of(args.scope)
    print(f"{describe_load()}; seed {args.seed}; for each fare: "
          + ", ".join(f"{kind} {many:g}" for kind, many in scopes.per_fare(Mix()).items()))  # fmt: skip
    with stack() as running:
        people = town.settle(running.database.owner_url, 0)
        if args.scope == "search":
            runs = search(running, people, args.seed)
        else:
            asked = Rush(scopes.rate_of(args.scope), args.minutes * 60, args.seed, args.backlog)
            runs = [play(running, people, asked)]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps({"scope": args.scope, "seed": args.seed, "runs": runs}, indent=2) + "\n")
    if args.scope != "search" and runs[0]["errors"]:
        sys.exit(1)


@dataclass(frozen=True)
class Rush:
    """What to play."""

    rate: float  # fares a second
    seconds: float
    seed: int
    backlog: bool = False
    mix: Mix = field(default_factory=Mix)


def play(running: Stack, people: Town, asked: Rush) -> dict[str, Any]:
    """One run at one rate, after a warm-up as long as a menu takes; printed and proved."""
    rate, seconds, mix = asked.rate, asked.seconds, asked.mix
    warm_up = mix.key_seconds * scopes.MENU_KEYS
    with psycopg.connect(running.database.owner_url, autocommit=True) as connection:
        expected = rate * mix.prompted * (seconds + warm_up)
        town.add_waiting(connection, people, int(expected * 1.1 + 6 * expected**0.5) + 20 - len(people.waiting))
        connection.execute("analyze")
    prefix = "R" + "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(3))
    arrivals = Arrivals(people, rate, asked.seed, prefix, mix)
    late = rate * scopes.BACKLOG_FACTOR if asked.backlog else 0.0
    generator = Generator(running.web.port, uncounted=warm_up)
    before = running.processor_seconds()
    record = asyncio.run(_watch(generator, arrivals.play(seconds + warm_up, late), seconds + warm_up))
    cost = {name: after - before[name] for name, after in running.processor_seconds().items()}
    figures = report.summarise(record, rate, seconds, cost)
    report.show(figures)
    print(report.prove(running, record, prefix), flush=True)
    return figures


def search(running: Stack, people: Town, seed: int) -> list[dict[str, Any]]:
    """Raise the rate until it is not held, then halve the gap; returns all runs."""
    runs: list[dict[str, Any]] = []

    def is_held(rate: float) -> bool:
        runs.append(figures := play(running, people, Rush(rate, SEARCH_SECONDS, seed)))
        held = not figures["errors"] and figures["confirmations_ms"].get("p99", HELD_MS) < HELD_MS
        print(f"--- {rate:.0f} fares/s: {'held' if held else 'NOT held'}", flush=True)
        return held

    held, rate = 0.0, SEARCH_FROM
    while is_held(rate):
        held, rate = rate, rate * SEARCH_FACTOR
    for _ in range(SEARCH_STEPS):
        middle = (held + rate) / 2
        held, rate = (middle, rate) if is_held(middle) else (held, middle)
    print(f"highest rate held: {held:.0f} fares/s (p99 of a confirmation <= {HELD_MS:.0f} ms, no errors,"
          f" {SEARCH_SECONDS:.0f} s each); not held: {rate:.0f}")  # fmt: skip
    runs.append({"highest_held": held, "lowest_not_held": rate})
    return runs


async def _watch(generator: Generator, requests: Iterable[Request], seconds: float) -> Record:
    """Play, and say each few seconds how far it is."""

    async def tell() -> None:
        while True:
            await asyncio.sleep(TELL_SECONDS)
            record = generator.record
            newest = [took for kind in scopes.CONFIRMATIONS for took in record.took[kind][-200:]]
            worst = f"{max(newest) * 1000:.0f}" if newest else "-"
            print(f"  {asyncio.get_running_loop().time() - began:5.0f} of {seconds:.0f} s: sent"
                  f" {record.sent.total()}, waiting {record.waiting}, errors {record.errors.total()}, slowest of the"
                  f" last confirmations {worst} ms", file=sys.stderr, flush=True)  # fmt: skip

    began = asyncio.get_running_loop().time()
    teller = asyncio.ensure_future(tell())
    try:
        return await generator.play(requests)
    finally:
        teller.cancel()


if __name__ == "__main__":
    os.umask(0o022)
    main()
