"""What passengers do, by HTTP to the sandbox alone: pay the PayBill, or dial and type a PIN."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import requests

from ..clock import stamp
from ..courier import direct_session
from .plan import Fare, Vehicle

STEPS = 7
PINS = ("1234", "cancel", "ignore", "0000")


class Passengers:
    """One of them at a time; each thread has its own."""

    def __init__(self, sandbox: str, code: str) -> None:
        self._sandbox, self._code = sandbox, code
        self._http = direct_session()

    def pay(self, fares: Sequence[tuple[str, Fare]]) -> None:
        """These payments, each under its key: what was paid before is not paid again."""
        orders = [
            {
                "key": key,
                "payer": fare.payer,
                "account": fare.account,
                "amount": str(fare.amount),
                "TransTime": stamp(fare.at),
                "validation": fare.validation,
                "copies": fare.copies,
            }
            for key, fare in fares
        ]
        self._post("pay", {"payments": orders})

    def pay_now(self, fare: Fare) -> None:
        order = {"payer": fare.payer, "account": fare.account, "amount": str(fare.amount), "copies": fare.copies}
        self._post("pay", order)

    def ride(self, vehicle: Vehicle, fare: Fare, dice: random.Random, pace: float) -> str | None:
        """The whole way: dial, choose, wait for the prompt, answer it. The result code; None when no prompt came."""
        base, phone = self._code.rstrip("#"), fare.payer
        regular = dice.random() < 0.6
        dialled = f"{base}*{vehicle.door_code}*{fare.amount}#" if regular else self._code
        session = self._post("ussd", {"phone": phone, "dial": dialled})
        if not session["open"]:
            return None  # refused at the first screen: no prompt will come
        answers = [] if regular else [vehicle.door_code]
        for step in range(STEPS):
            if not session["open"]:
                break
            time.sleep(pace * dice.uniform(0.5, 2))
            session = self._post("ussd", {"phone": phone, "input": answers[step] if step < len(answers) else "1"})
        if not self._get("prompt", phone=phone, wait="25"):
            return None
        time.sleep(pace * dice.uniform(1, 4))
        said = dice.choices(PINS, (90, 4, 3, 3))[0]
        code: str | None = self._post("prompt", {"phone": phone, "answer": said})["result_code"]
        return code

    def played(self) -> dict[str, str]:
        return dict(self._get("played"))

    def mark(self, day: datetime, until: datetime) -> None:
        """This day has been played up to then."""
        self._post("played", {"day": f"{day:%Y-%m-%d}", "until": stamp(until)})

    def _post(self, door: str, wish: dict[str, Any]) -> dict[str, Any]:
        return self._answer(self._http.post(f"{self._sandbox}/sandbox/{door}", json=wish, timeout=90))

    def _get(self, door: str, **query: str) -> dict[str, Any]:
        return self._answer(self._http.get(f"{self._sandbox}/sandbox/{door}", params=query, timeout=60))

    @staticmethod
    def _answer(answer: requests.Response) -> dict[str, Any]:
        if answer.status_code != 200:
            raise requests.HTTPError(f"{answer.status_code}: {answer.text[:200]}")
        found: dict[str, Any] = answer.json()
        return found
