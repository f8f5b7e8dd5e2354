"""What passengers do, by HTTP to the sandbox only: pay the PayBill, or dial and type a PIN."""

import random
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import requests

from sandbox.clock import format_timestamp
from sandbox.http_client import create_session
from sandbox.traffic.plan import Fare, Vehicle

MAX_STEPS = 7
PINS, PIN_WEIGHTS = ("1234", "cancel", "ignore", "0000"), (90, 4, 3, 3)


class Passengers:
    """A client of the sandbox. Each thread has its own."""

    def __init__(self, sandbox_url: str, ussd_code: str) -> None:
        self._sandbox_url, self._ussd_code = sandbox_url, ussd_code
        self._http = create_session()

    def pay(self, fares: Sequence[tuple[str, Fare]]) -> None:
        """Make these payments. Each has an idempotency key, so that a repeat pays nothing twice."""
        payments = [
            {
                "key": key, "payer": fare.payer, "account": fare.account, "amount": str(fare.amount),
                "TransTime": format_timestamp(fare.at), "validation": fare.validation, "copies": fare.copies,
            }
            for key, fare in fares
        ]  # fmt: skip
        self._post("pay", {"payments": payments})

    def pay_now(self, fare: Fare) -> None:
        payment = {"payer": fare.payer, "account": fare.account, "amount": str(fare.amount), "copies": fare.copies}
        self._post("pay", payment)

    def ride(self, vehicle: Vehicle, fare: Fare, rng: random.Random, pace: float) -> str | None:
        """Dial, choose, wait for the prompt and answer it. Returns the result code; None when no prompt came."""
        phone, is_regular = fare.payer, rng.random() < 0.6
        direct_code = f"{self._ussd_code.rstrip('#')}*{vehicle.door_code}*{fare.amount}#"
        session = self._post("ussd", {"phone": phone, "dial": direct_code if is_regular else self._ussd_code})
        if not session["open"]:
            return None  # refused on the first screen: no prompt will come
        answers = [] if is_regular else [vehicle.door_code]
        for step in range(MAX_STEPS):
            if not session["open"]:
                break
            time.sleep(pace * rng.uniform(0.5, 2))
            session = self._post("ussd", {"phone": phone, "input": answers[step] if step < len(answers) else "1"})
        if not self._get("prompt", phone=phone, wait="25"):
            return None
        time.sleep(pace * rng.uniform(1, 4))
        answer = rng.choices(PINS, PIN_WEIGHTS)[0]
        code: str | None = self._post("prompt", {"phone": phone, "answer": answer})["result_code"]
        return code

    def played_days(self) -> dict[str, str]:
        return self._get("played")

    def has_money_out(self) -> bool:
        """Whether anything has left the PayBill yet."""
        return any(one["direction"] == "out" for one in self._get("books.json")["payments"])

    def mark_played(self, day: datetime, until: datetime) -> None:
        self._post("played", {"day": f"{day:%Y-%m-%d}", "until": format_timestamp(until)})

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return read_answer(self._http.post(f"{self._sandbox_url}/sandbox/{path}", json=body, timeout=90))

    def _get(self, path: str, **query: str) -> dict[str, Any]:
        return read_answer(self._http.get(f"{self._sandbox_url}/sandbox/{path}", params=query, timeout=60))


def read_answer(answer: requests.Response) -> dict[str, Any]:
    if answer.status_code != 200:
        raise requests.HTTPError(f"{answer.status_code}: {answer.text[:200]}")
    body: dict[str, Any] = answer.json()
    return body
