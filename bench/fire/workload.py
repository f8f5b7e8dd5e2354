"""The clients of a run. Each is a thread with its own random numbers, so that the seed repeats what it chooses."""

import contextlib
import hashlib
import random
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import requests

from bench.fire.history import FAIL, INFO, OK, History
from bench.fire.hostile import confirmation
from bench.fire.town import Town
from bench.fire.world import TOKEN, World

# 5 % of the operator's messages come twice, 5 % late, 2 % out of order.
OPERATOR = {"duplicate": 0.05, "late": 0.05, "late_seconds": 3, "reorder": 0.02, "confirmation_retries": 1,
            "result_retries": 1, "payout_fault": "mixed", "payout_fault_share": 0.15}  # fmt: skip
SHARES = {"pay": 56, "ride": 30, "points": 5, "page": 3, "malformed": 1, "conflict": 1, "repeat": 3, "unknown": 1}
BODIES = (b"", b"{", b"[]", b'{"TransID": 7}', b"\xff\xfe\x00", b'{"TransAmount": "-5.00", "TransID": "A"}')
OFFER = re.compile(r"^4 ", re.MULTILINE)
TIMEOUT = 25


class Client(threading.Thread):
    """A passenger after the other: pays, rides by the menu, uses points, sends what is wrong or was sent already."""

    def __init__(self, number: int, world: World, town: Town, history: History):
        super().__init__(name=f"client-{number}", daemon=True)
        self.number, self.world, self.town, self.history = number, world, town, history
        self.over, self.gate = threading.Event(), threading.Event()  # the end; open while it may ask
        self.chance = random.Random(f"{world.plan.seed}/{number}")
        self.http = requests.Session()
        self.pace = 0.05  # seconds between two requests, on average
        self._phones = 0
        self._regular = self.new_phone()
        self._regular_code = town.draw_code(self.chance)
        self._last: dict[str, Any] = {}

    def run(self) -> None:
        while self.goes_on():
            kind = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
            getattr(self, kind)()
            self.over.wait(self.chance.expovariate(1 / self.pace))

    def goes_on(self) -> bool:
        """Wait until it may ask; False at the end."""
        self.gate.wait()
        return not self.over.is_set()

    def new_phone(self) -> str:
        self._phones += 1
        return f"2547{self.number:02d}{self._phones:06d}"

    def amount(self) -> int:
        """Whole shillings; some payments at the PayBill have odd cents."""
        return self.chance.choice((4000, 6000, 6000, 10000, self.chance.randint(10, 900) * 100))

    def pay(self, code: str = "") -> None:
        """Straight to the PayBill."""
        code, payer, cents = code or self.town.draw_code(self.chance), self.new_phone(), self.amount()
        if self.chance.random() < 0.3:
            cents += self.chance.randint(1, 99)
        key = f"{self.number}/{self._phones}"
        body = {"payer": payer, "account": code, "amount": f"{cents // 100}.{cents % 100:02d}", "key": key,
                "validation": "off" if self.chance.random() < 0.7 else "on"}  # fmt: skip
        with self.operation("pay", payer=payer, code=code, cents=cents) as told:
            answer = self.operator("pay", **body)
            told["what"] = OK if answer["state"] == "Completed" else FAIL
            if told["what"] == OK:
                told["receipt"] = answer["receipt"]
                self._last = {"receipt": answer["receipt"], "code": code, "cents": cents}

    def unknown(self) -> None:
        """To a vehicle that there is not: it waits in suspense."""
        self.pay("7777")

    def ride(self) -> None:
        """By the menu: dial, choose, type the PIN."""
        self._ride("ride", self.new_phone(), self.town.draw_code(self.chance), self.amount() // 100)

    def points(self) -> None:
        """The same passenger again, who has points after some rides."""
        self._ride("points", self._regular, self._regular_code, self.chance.randint(20, 300))

    def page(self) -> None:
        """A page that needs no sign-in; owners and staff read theirs (people.py)."""
        with self.operation("page") as told:
            answer = self.http.get(self.world.lipa_url + self.chance.choice(("/login", "/verify")), timeout=TIMEOUT)
            told["what"] = OK if answer.ok else FAIL

    def malformed(self) -> None:
        body = self.chance.choice(BODIES) + (b" " * self.chance.randint(0, 40_000))
        with self.operation("malformed", sha256=hashlib.sha256(body).hexdigest()) as told:
            told["what"] = OK if self.confirm(body) == 200 else FAIL

    def conflict(self) -> None:
        """A receipt that was used, with another amount: it must never move money.

        Only of a payment that is posted: the first message about a receipt is believed, whoever knows the token.
        """
        with contextlib.suppress(psycopg.Error):
            known = "select from audit.callbacks where receipt = %s and outcome in ('posted', 'suspense')"
            if not self._last or not self.world.ask(known, self._last["receipt"]):
                return
            self._send_again("conflict", self._last["cents"] + 100)

    def repeat(self) -> None:
        """The last message once more, as it was. It may come before the operator's own, or when it is long posted."""
        if self._last:
            self._send_again("repeat", self._last["cents"])

    def confirm(self, body: bytes) -> int:
        address = f"{self.world.lipa_url}/telco/{TOKEN}/c2b/confirmation"
        answer = self.http.post(address, data=body, headers={"Content-Type": "application/json"}, timeout=TIMEOUT)
        return answer.status_code

    def operator(self, path: str, **body: object) -> Any:
        """Ask the operator, who is never harmed itself."""
        answer = self.http.post(f"{self.world.sandbox_url}/sandbox/{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    @contextlib.contextmanager
    def operation(self, kind: str, **values: Any) -> Iterator[dict[str, Any]]:
        """Note what is asked, and what came of it: info unless `told` says more."""
        number = self.history.invoke(self.number, kind, **values)
        told: dict[str, Any] = {"what": INFO}
        try:
            yield told
        except (requests.RequestException, ValueError, KeyError, IndexError) as error:
            told["error"] = type(error).__name__
        self.history.end(number, told.pop("what"), **told)

    def _ride(self, kind: str, phone: str, code: str, shillings: int) -> None:
        with self.operation(kind, payer=phone, code=code, cents=shillings * 100) as told:
            session = self.operator("ussd", phone=phone, dial=f"*384*46*{code}*{shillings}#")
            told["what"] = FAIL
            if not session["open"]:
                told["screen"] = session["screen"][:80]
                return
            has_points = bool(OFFER.search(session["screen"])) and self.chance.random() < 0.7
            told["points"] = has_points
            told["what"] = INFO
            screen = self.operator("ussd", phone=phone, input="4" if has_points else "1")["screen"]
            if has_points and (found := re.search(r"\bCR[A-Z0-9]{10}\b", screen)):
                told["what"], told["receipt"] = OK, found[0]
                return
            wait = {"phone": phone, "wait": "8"}
            if not self.http.get(f"{self.world.sandbox_url}/sandbox/prompt", params=wait, timeout=30).json():
                return
            pin = self.chance.choices(("1234", "cancel", "0000"), (92, 5, 3))[0]
            told["code"] = self.operator("prompt", phone=phone, answer=pin)["result_code"]
            told["what"] = OK

    def _send_again(self, kind: str, cents: int) -> None:
        body = confirmation(self._last["receipt"], self._last["code"], cents)
        with self.operation(kind, receipt=self._last["receipt"], cents=cents) as told:
            told["what"] = OK if self.confirm(body) == 200 else FAIL


class Clients:
    """All clients of a run."""

    def __init__(self, clients: list[Client], history: History) -> None:
        self._clients, self._history = clients, history

    def start(self) -> None:
        for client in self._clients:
            client.start()

    def go_on(self) -> None:
        for client in self._clients:
            client.gate.set()

    def pause(self, within: float = 100) -> None:
        """Let them end what they ask, and ask nothing more until go_on."""
        for client in self._clients:
            client.gate.clear()
        deadline = time.monotonic() + within
        while self._history.open > 0 and time.monotonic() < deadline:
            time.sleep(0.1)

    def stop(self) -> None:
        for client in self._clients:
            client.over.set()
            client.gate.set()
        for client in self._clients:
            client.join(30)
