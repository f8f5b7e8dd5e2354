"""A person with a browser and a phone beside it: signs in, fills in forms, reads codes from SMS."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import pyotp
import requests

from sandbox.http_client import create_session
from sandbox.subscribers import parse_phone
from sandbox.traffic.passengers import Passengers

CODE = re.compile(r"\b([0-9]{6})\b")
CODE_SECONDS = 65.0  # a person may ask for one code a minute
CODE_PAGE = "/sign-in/code"
REFUSED = 422  # the form again, with what is wrong
T = TypeVar("T")


@dataclass(frozen=True)
class Login:
    """How a person signs in. device: the token of a browser that they have used before; totp: the secret of an app."""

    phone: str
    password: str = ""
    device: str = ""
    totp: str = ""


class Form(HTMLParser):
    """The hidden fields of the form with this action; '': of the one that names none."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self._action, self._is_inside, self.fields = action, False, list[tuple[str, str]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("action", "") == self._action
        elif tag == "input" and self._is_inside and given.get("type") == "hidden":
            self.fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False


class Person:
    """Somebody who has pages in Lipa Fare."""

    def __init__(self, lipa_url: str, sandbox_url: str, login: Login) -> None:
        self._lipa_url, self._sandbox_url, self._login = lipa_url, sandbox_url, login
        self.phone = parse_phone(login.phone) or login.phone
        self._http, self._inbox, self._asked_at = create_session(), Passengers(sandbox_url, ""), -CODE_SECONDS
        self._is_signed_in = False
        if login.device:
            self._http.cookies.set("lipa_device", login.device, domain=urlsplit(lipa_url).hostname or "")

    def open(self, page: str) -> str:
        """Go to this page; the first time sign in, with a code from the app where the person has one."""
        if self._is_signed_in:
            return self.get(page)
        fields = [("phone", self._login.phone), ("password", self._login.password), ("next", page)]
        answer = self.post("/login", fields)
        if urlsplit(answer.url).path == CODE_PAGE:
            code = ("code", pyotp.TOTP(self._login.totp).now())
            answer = self.post(CODE_PAGE, [*Form(answer.text, CODE_PAGE).fields, code])
        self._is_signed_in = True
        return answer.text

    def get(self, path: str) -> str:
        return self._http.get(self._lipa_url + path, timeout=15).text

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> requests.Response:
        answer = self._http.post(urljoin(self._lipa_url, path), data=list(fields), timeout=15)
        if answer.status_code != REFUSED:
            answer.raise_for_status()
        return answer

    def texts(self) -> list[str]:
        return self._inbox.texts(self.phone)

    def wait_for_code(self, before: Sequence[str]) -> str:
        """The six digits of a message that is newer than those before."""
        self._asked_at = time.monotonic()
        return self._inbox.wait_for_text(self.phone, CODE, before)

    def wait_to_ask(self) -> None:
        """Let a minute pass since the last code."""
        time.sleep(max(0.0, self._asked_at + CODE_SECONDS - time.monotonic()))


def wait_until(read: Callable[[], T], what: str, within: float = 60) -> T:
    """Call read until it returns something."""
    until = time.monotonic() + within
    while not (found := read()):
        if time.monotonic() > until:
            raise requests.Timeout(what)
        time.sleep(2)
    return found
