"""`make no-downtime`: changes everything that a release changes while fares come in. No confirmation may fail.

python -m bench.rush.no_downtime RATE SEED [CHANGE …]
Arrivals come through nginx as shipped. After each change every message of money that was sent has been answered 200,
is one fare, and the ledger's proof holds; nothing was sent twice to a phone.
"""

import asyncio
import contextlib
import secrets
import string
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from bench.rush import changes, report, town
from bench.rush.arrivals import Arrivals
from bench.rush.changes import CHANGES, MAY_BE_AWAY, Site
from bench.rush.client import Generator, Record
from bench.rush.scopes import Mix
from bench.rush.stack import stack
from deploy.tests import proxies

AROUND = 1.0  # seconds of load before and after a change
LONGEST = 600.0
MIX = Mix(key_seconds=0.5, result_seconds=0.2)
WAITING = 2000  # passengers with a prompt, for each change


class Load:
    """Arrivals at a steady rate in a thread of their own."""

    def __init__(self, site: Site, rate: float, seed: int) -> None:
        self.prefix = "D" + "".join(secrets.choice(string.ascii_uppercase) for _ in range(3))
        arrivals = Arrivals(site.town, rate, seed, self.prefix, MIX)
        self._generator = Generator(site.front.port)
        self._requests = arrivals.play(LONGEST)
        self._thread = threading.Thread(target=self._run)
        self.record = Record()

    def _run(self) -> None:
        self.record = asyncio.run(self._generator.play(self._requests))

    def __enter__(self) -> Self:
        self._thread.start()
        time.sleep(AROUND)
        return self

    def __exit__(self, *_error: object) -> None:
        self._generator.stop()
        self._thread.join()


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """The stack behind nginx, with people in it."""
    with contextlib.ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="lipa-settings-")))
        running = opened.enter_context(stack(changes.settings_files(folder)))
        people = town.settle(running.database.owner_url, WAITING)
        front = opened.enter_context(proxies.nginx(running.web.port, running.web.port))
        made = Site(running, people, front, folder)
        opened.callback(made.stop_web)  # a second one; to stop twice does no harm
        yield made


def under_load(made: Site, name: str, rate: float, seed: int) -> tuple[Record, str]:
    """Make one change while fares come in; what came of them, and the proof. Stops when anything failed."""
    with Load(made, rate, seed) as load:
        said = CHANGES[name](made)
        time.sleep(AROUND)
    record = load.record
    may_fail = MAY_BE_AWAY.get(name, ())
    failed = {f"{kind}: {what}": n for (kind, what), n in record.errors.items() if kind not in may_fail}
    if failed:
        raise SystemExit(f"{name}: FAILED: {failed}")
    proof = report.prove(made.stack, record, load.prefix)
    if record.reported != set(record.acknowledged):
        raise SystemExit(f"{name}: {len(record.reported - set(record.acknowledged))} messages were not taken")
    if twice := changes.sent_twice(made):
        raise SystemExit(f"{name}: sent twice: {len(twice)}, such as {twice[0]}")
    away = sum(n for (kind, _), n in record.errors.items() if kind in may_fail)
    longest = max(max(took) for kind, took in record.took.items() if "confirm" in kind) * 1000
    told = f"; {away} screens and pages said that they are away" if away else ""
    return (
        record,
        f"{name}: {said}; {len(record.reported)} payments, 0 failed{told}; longest {longest:.0f} ms\n  {proof}",
    )


def main(rate: float, seed: int, names: Sequence[str]) -> None:
    """Make all changes, one after the other."""
    with site() as made:
        for name in names:
            _, told = under_load(made, name, rate, seed)
            print(told, flush=True)
    print("no message of money failed")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or list(CHANGES))
