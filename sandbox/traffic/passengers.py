"""What passengers do, by HTTP to the sandbox only: pay the PayBill, or dial and type a PIN."""

import random
import re
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import requests

from sandbox.clock import format_timestamp
from sandbox.http_client import create_session
from sandbox.traffic.plan import Fare, Vehicle

MAX_STEPS = 7
RECEIPT = re.compile(r"\bRef ([A-Z0-9]{10})\b")  # in Lipa Fare's message
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

    def board(self, phone: str, door_code: str, amount: int) -> str:
        """Dial, pay with the right PIN, and return the receipt once Lipa Fare has sent it."""
        before = self.texts(phone)
        self.dial(phone, f"*{door_code}*{amount}", "1")
        self.answer_prompt(phone)
        return self.wait_for_text(phone, RECEIPT, before)

    def answer_prompt(self, phone: str) -> bool:
        """Wait for the prompt and type the right PIN."""
        if not self._get("prompt", phone=phone, wait="25"):
            raise requests.Timeout("no prompt came")
        self._post("prompt", {"phone": phone, "answer": PINS[0]})
        return True

    def dial(self, phone: str, code: str, *answers: str) -> str:
        """Dial *384*46#, or more after it, and answer screen by screen. Returns the last screen."""
        session = self._post("ussd", {"phone": phone, "dial": f"{self._ussd_code.rstrip('#')}{code}#"})
        for answer in answers:
            session = self._post("ussd", {"phone": phone, "input": answer})
        screen: str = session["screen"]
        return screen

    def reply_by_sms(self, phone: str, text: str) -> None:
        """Answer Lipa Fare's last message, on the page of the phone."""
        for form in ({"do": "sms"}, {"do": "call", "typed": text}):
            self._http.post(f"{self._sandbox_url}/", {"simu": phone, **form}, timeout=30).raise_for_status()

    def texts(self, phone: str) -> list[str]:
        """Lipa Fare's messages on this phone, newest first."""
        messages: list[dict[str, str]] = self._get("messages", phone=phone)["messages"]
        return [one["text"] for one in messages if one["from"] != "M-PESA"]

    def wait_for_text(self, phone: str, pattern: re.Pattern[str], before: Sequence[str]) -> str:
        """What the pattern finds in a message of Lipa Fare that is newer than those before, within half a minute."""
        for _ in range(60):
            for text in self.texts(phone):
                if text not in before and (found := pattern.search(text)):
                    return found[1]
            time.sleep(0.5)
        raise requests.Timeout("no such SMS came")

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
        days: dict[str, str] = self._get("played")
        return days

    def played_steps(self) -> list[str]:
        """What the traffic's people have done of their plan."""
        steps: list[str] = self._get("played-steps")
        return steps

    def mark_step(self, step: str) -> None:
        self._post("played-steps", {"step": step})

    def mark_played(self, day: datetime, until: datetime) -> None:
        self._post("played", {"day": f"{day:%Y-%m-%d}", "until": format_timestamp(until)})

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return read_answer(self._http.post(f"{self._sandbox_url}/sandbox/{path}", json=body, timeout=90))

    def _get(self, path: str, **query: str) -> Any:
        return read_answer(self._http.get(f"{self._sandbox_url}/sandbox/{path}", params=query, timeout=60))


def read_answer(answer: requests.Response) -> Any:
    if answer.status_code != 200:
        raise requests.HTTPError(f"{answer.status_code}: {answer.text[:200]}")
    return answer.json()
