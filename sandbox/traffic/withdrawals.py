"""What the demo's owner does after the first fares: takes money out through the pages, as a person in a browser would.

Of the first withdrawal the answer is lost: unknown at first, paid later. One fails because the phone's wallet is full,
and the result of one comes twice. Then a fuel station is paid from the fuel pot. Few, so that whoever tries the demo is
not stopped by the limit of an hour. The codes come by SMS to the owner's phone.
"""

import re
import time
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from sandbox.http_client import create_session
from sandbox.subscribers import parse_phone

CODE = re.compile(r"\b([0-9]{6})\b")
CODE_SECONDS = 65  # a person may ask for one code a minute
# Whole shillings to the owner's own phone, and the fault that the operator meets with it.
PLAN: Sequence[tuple[int, str]] = ((120, "answer_500"), (50, "wallet_full"), (40, "result_twice"))
FUEL = 30


class Form(HTMLParser):
    """The hidden fields of the form with this action."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self._action, self._is_inside, self.fields = action, False, list[tuple[str, str]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("action") == self._action
        elif tag == "input" and self._is_inside and given.get("type") == "hidden":
            self.fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False


class Owner:
    """The demo's owner at a browser, with the phone beside it."""

    def __init__(self, lipa_url: str, sandbox_url: str, sign_in: str) -> None:
        self._lipa_url, self._sandbox_url = lipa_url, sandbox_url
        phone, _, self._password = sign_in.partition(":")
        self._typed, self.phone = phone, parse_phone(phone) or phone
        self._http = create_session()

    def sign_in(self) -> None:
        self._post("/login", [("phone", self._typed), ("password", self._password), ("next", "/owner/withdraw")])

    def withdraw(self, amount: int, fault: str) -> str:
        """Ask, read the code from the SMS, confirm. Returns the payout's reference, or '' when it was refused."""
        if fault:
            plan = {"fault": fault, "receiver": self.phone, "amount": amount}
            self._http.post(f"{self._sandbox_url}/sandbox/payout-faults", json=plan, timeout=10).raise_for_status()
        before, page = self._codes(), self._get("/owner/withdraw")
        fields = Form(page, "/owner/withdraw").fields
        asked = self._post("/owner/withdraw", [*fields, ("amount", str(amount)), ("to", "own")])
        if urlsplit(asked.url).path != "/owner/withdraw/confirm":
            return ""
        confirm = Form(asked.text, "/owner/withdraw/confirm").fields
        done = self._post("/owner/withdraw/confirm", [*confirm, ("code", self._new_code(before))])
        found = re.search(r"/payouts/([0-9a-f]{32})$", urlsplit(done.url).path)
        return found[1] if found else ""

    def pay_vendor(self, amount: int) -> bool:
        """Pay the first vendor from a pot of the first vehicle. False when there is none, or it was refused."""
        place, before = "/owner/vendors", self._codes()
        page = self._get(place)
        vendor, plate = (re.search(rf'<select id="{name}".*?<option value="([^"]+)"', page, re.DOTALL)
                         for name in ("vendor", "plate"))  # fmt: skip
        if not (vendor and plate):
            return False
        chosen = [("vendor", vendor[1]), ("plate", plate[1]), ("amount", str(amount))]
        csrf = [field for field in Form(page, place).fields if field[0] == "csrf"]
        self._post(place, [*csrf, *chosen, ("step", "code")])
        done = self._post(place, [*csrf, *chosen, ("step", "pay"), ("code", self._new_code(before))])
        return "done=" in done.url

    def _codes(self) -> list[str]:
        answer = self._http.get(f"{self._sandbox_url}/sandbox/messages", params={"phone": self.phone}, timeout=10)
        texts: list[dict[str, Any]] = answer.json()["messages"]
        return [found[1] for one in texts if (found := CODE.search(one["text"]))]

    def _new_code(self, before: Sequence[str]) -> str:
        for _ in range(60):
            if (codes := self._codes()) and list(codes) != list(before):
                return codes[0]
            time.sleep(0.5)
        raise requests.Timeout("no code came by SMS")

    def _get(self, path: str) -> str:
        return self._http.get(self._lipa_url + path, timeout=15).text

    def _post(self, path: str, fields: Sequence[tuple[str, str]]) -> requests.Response:
        answer = self._http.post(urljoin(self._lipa_url, path), data=list(fields), timeout=15)
        answer.raise_for_status()
        return answer


def withdraw_all(lipa_url: str, sandbox_url: str, sign_in: str) -> int:
    """Play the plan, one code a minute. Returns how many payouts were asked for."""
    owner, made = Owner(lipa_url, sandbox_url, sign_in), 0
    owner.sign_in()
    for number, (amount, fault) in enumerate(PLAN):
        if number:
            time.sleep(CODE_SECONDS)
        made += bool(owner.withdraw(amount, fault))
    time.sleep(CODE_SECONDS)
    return made + owner.pay_vendor(FUEL)
