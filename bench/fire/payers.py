"""Payers at the PayBill who wait for nobody, as the operator reports them: a process of its own, and its books.

python -m bench.fire.payers FOLDER: FOLDER/payers.json says whom to ask (Given). It takes "go", "pause" and "end" on its
standard input, a line each, and says "rest" when after a pause each payment was acknowledged.

FOLDER/operator is the truth, a line for each thing that happened, in the file before the message goes out:
S receipt code cents (money has moved), A receipt (we were told 200), D receipt (sent again although nobody asked),
R receipt (sent again because no answer came).
"""

import asyncio
import dataclasses
import heapq
import itertools
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.rush.arrivals import EAT_SECONDS, Request, confirmation, post
from bench.rush.client import Generator, Line
from sandbox.books import format_shillings, generate_receipt
from sandbox.clock import nairobi_time

# The operator's own receipts begin with a letter of the year, Q to Z: both kinds meet in one ledger.
FIRST_LETTER = "A"
SHORT_CODE = "400333"  # a PayBill of its own, so that the simulated operator's balances and statements stay whole
TICK_SECONDS, SILENT_SECONDS, SYNC_SECONDS = 0.004, 8.0, 0.5
HELD = 160  # payments without an answer; until some of them are acknowledged nobody else pays
DUPLICATE, LATE = 0.03, 0.03  # shares; a late one is told after others that were made later
AGAIN_SECONDS, LATE_SECONDS = (0.3, 1.5), (0.5, 4.0)


@dataclass(frozen=True)
class Given:
    port: int
    token: str
    codes: list[str]
    seed: int
    rate: float  # payments a second, as long as they are acknowledged


class OperatorBooks:
    """What the operator knows. A line is in the kernel before the message goes out, and soon on the disk."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, what: str) -> None:
        os.write(self._file, f"{what}\n".encode())

    async def sync(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(SYNC_SECONDS)
            await loop.run_in_executor(None, os.fdatasync, self._file)


class Payers(Generator):
    def __init__(self, given: Given, books: OperatorBooks) -> None:
        super().__init__(given.port, silent=SILENT_SECONDS)
        self._given, self._books = given, books
        self._chance = random.Random(f"payers {given.seed}")  # nosec B311
        self._salt = self._chance.randrange(36**7)
        self._numbers = itertools.count(1)
        self._held: dict[str, Request] = {}  # by receipt: not acknowledged yet
        self._later: list[tuple[float, int, Request]] = []
        self._order = itertools.count()
        self._paused, self._is_told = True, True

    async def serve(self) -> None:
        """Pay until the end is told."""
        self.began = time.monotonic()
        self._listen()
        tasks = [asyncio.ensure_future(self._sweep()), asyncio.ensure_future(self._books.sync())]
        due = 0.0
        while not self._stopped:
            now = time.monotonic() - self.began
            while self._later and self._later[0][0] <= now:
                _, _, request = heapq.heappop(self._later)
                self._dispatch(request._replace(due=now))
            due = max(due, now - 0.1)  # what was missed while nobody could pay stays missed
            while not self._paused and due <= now and len(self._held) < HELD:
                self.pay(now)
                due += 1 / self._given.rate
            if self._paused and not (self._is_told or self._held or self._later or self.record.waiting):
                self._is_told = True
                print("rest", flush=True)
            await asyncio.sleep(TICK_SECONDS)
        for task in tasks:
            task.cancel()

    def answered(self, line: Line, request: Request, status: bytes, body: bytes, closes: bool) -> None:
        if status == b"200" and request.receipt in self._held:
            del self._held[request.receipt]
            self._books.note(f"A {request.receipt}")
        super().answered(line, request, status, body, closes)

    def _fail(self, request: Request, what: str) -> None:
        super()._fail(request, what)
        if request.receipt in self._held and request.kind != "duplicate":
            self._send_later("again", request, AGAIN_SECONDS)

    def pay(self, now: float) -> None:
        receipt = FIRST_LETTER + generate_receipt(next(self._numbers), self._salt, nairobi_time())[1:]
        code, cents = self._code(), self._cents()
        body = confirmation(receipt, code, EAT_SECONDS, amount=format_shillings(cents), short_code=SHORT_CODE)
        request = Request(now, "pay", post(self._given.token, "c2b/confirmation", body), receipt)
        self._held[receipt] = request
        self._books.note(f"S {receipt} {code} {cents}")
        fate = self._chance.random()
        if fate < LATE:
            self._send_later("late", request, LATE_SECONDS)
            return
        if fate < LATE + DUPLICATE:
            self._send_later("duplicate", request, (0.0, 3.0))
        self._dispatch(request)

    def _send_later(self, kind: str, request: Request, seconds: tuple[float, float]) -> None:
        at = time.monotonic() - self.began + self._chance.uniform(*seconds)
        if kind != "late":
            self._books.note(f"{'D' if kind == 'duplicate' else 'R'} {request.receipt}")
        heapq.heappush(self._later, (at, next(self._order), request._replace(kind=kind)))

    def _code(self) -> str:
        """Half the traffic is on few vehicles, as bench/fire/town.py has it."""
        codes = self._given.codes
        return self._chance.choice(codes[:5] if self._chance.random() < 0.5 else codes[5:])

    def _cents(self) -> int:
        """Mostly whole shillings, some with odd cents."""
        shillings = self._chance.choice((40, 60, 60, 100, self._chance.randint(10, 900)))
        return shillings * 100 + (self._chance.randint(1, 99) if self._chance.random() < 0.2 else 0)

    def _listen(self) -> None:
        def hear() -> None:
            for word in os.read(0, 1000).decode().split() or ["end"]:  # nobody is there any more
                if word == "end":
                    self.stop()
                self._paused = word != "go"
                self._is_told = word != "pause"

        asyncio.get_running_loop().add_reader(0, hear)


def main() -> None:
    folder = Path(sys.argv[1])
    given = Given(**json.loads((folder / "payers.json").read_text(encoding="utf-8")))
    payers = Payers(given, OperatorBooks(folder / "operator"))
    asyncio.run(payers.serve())
    errors: Counter[str] = Counter()
    for (_, what), count in payers.record.errors.items():
        errors[what] += count
    print(json.dumps({"given": dataclasses.asdict(given) | {"token": ""}, "errors": errors}), flush=True)


if __name__ == "__main__":
    main()
