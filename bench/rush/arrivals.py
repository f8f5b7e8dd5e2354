"""When what arrives: seeded Poisson arrivals, in order of time, each with the bytes that are sent.

A fare's other requests follow its own moment by fixed or random pauses. Nothing waits for an answer.
"""

import heapq
import itertools
import json
import random
import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from bench.rush import scopes
from bench.rush.scopes import CONFIRM, LATE, LIST, MENU_KEYS, OWNER, PROMPTED, RESULT, SACCO, USSD, Mix
from bench.rush.town import SHORTCODE, Town
from web.cookies import SESSION_COOKIE

PAGES = {LIST: "/crew/?live=no", OWNER: "/owner/", SACCO: "/sacco/"}
EAT_SECONDS = 3 * 3600


class Request(NamedTuple):
    """One request; `due` in seconds after the start."""

    due: float
    kind: str
    wire: bytes
    receipt: str = ""  # of a payment that this message reports
    begins: tuple[bytes, ...] = (b"",)  # one of these the answer's body begins with


Later = tuple[float, int, Request]


class Arrivals:
    """One run's requests. The same seed, town and numbers give the same moments and the same order."""

    def __init__(self, town: Town, rate: float, seed: int, prefix: str, mix: Mix | None = None) -> None:
        self.mix = mix or Mix()
        self._town, self._rate, self._prefix = town, rate, prefix
        self._random = random.Random(f"{seed} {rate}")  # nosec B311
        self._fares = itertools.count()
        self._phones = itertools.count(self._random.randrange(10**6) * 100)

    def play(self, seconds: float, backlog: float = 0.0) -> Iterator[Request]:
        """What arrives in so many seconds; `backlog`: late confirmations a second beside it."""
        streams = [
            self._moments(self._rate * (1 - self.mix.prompted), seconds, CONFIRM),
            self._moments(self._rate * self.mix.prompted, seconds, PROMPTED),
            self._moments(self._rate * self.mix.prompted, seconds, USSD),
            *(self._moments(self._rate * scopes.per_fare(self.mix)[kind], seconds, kind) for kind in PAGES),
            self._moments(backlog, min(seconds, self._backlog_seconds(backlog)), LATE),
        ]
        later: list[Later] = []
        order = itertools.count()
        for at, kind in heapq.merge(*streams):
            while later and later[0][0] <= at:
                yield heapq.heappop(later)[2]
            first, *others = self._requests(kind, at)
            for request in others:
                if request.due < seconds:
                    heapq.heappush(later, (request.due, next(order), request))
            yield first
        while later:
            yield heapq.heappop(later)[2]

    def _backlog_seconds(self, backlog: float) -> float:
        return self._rate * scopes.OUTAGE_SECONDS / backlog if backlog else 0.0

    def _moments(self, rate: float, seconds: float, kind: str) -> Iterator[tuple[float, str]]:
        own = random.Random(self._random.random())  # nosec B311 (so that streams don't mix)
        at = own.expovariate(rate) if rate else seconds
        while at < seconds:
            yield at, kind
            at += own.expovariate(rate)

    def _requests(self, kind: str, at: float) -> list[Request]:
        if kind in (CONFIRM, LATE):
            account = self._random.choice(self._town.codes)
            receipt = self._receipt()
            return [self._confirmation(at, kind, receipt, account, EAT_SECONDS - (kind == LATE) * 3600)]
        if kind == PROMPTED:
            return self._prompted(at)
        if kind == USSD:
            return self._menu(at)
        session = self._random.choice(self._town.people(kind))
        cookie = f"{SESSION_COOKIE}={session}; __Host-{SESSION_COOKIE}={session}"
        head = f"GET {PAGES[kind]} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"
        return [Request(at, kind, head.encode(), begins=(b"<!doctype html>",))]

    def _prompted(self, at: float) -> list[Request]:
        """The prompt's result and the confirmation, in either order."""
        if not self._town.waiting:
            raise SystemExit("too few passengers wait for their prompt; bench/rush/__main__.py counts them")
        account, payment = self._town.waiting.pop()
        receipt = self._receipt()
        items = {"Amount": 60, "MpesaReceiptNumber": receipt, "TransactionDate": int(_stamp(EAT_SECONDS)),
                 "PhoneNumber": "2547 ***** 126"}  # fmt: skip
        metadata = {"Item": [{"Name": name, "Value": value} for name, value in items.items()]}
        result = {"Body": {"stkCallback": {"MerchantRequestID": "1", "CheckoutRequestID": "1", "ResultCode": 0,
                                           "ResultDesc": "done", "CallbackMetadata": metadata}}}  # fmt: skip
        pause = self._random.expovariate(1 / self.mix.result_seconds)
        first, second = self._random.sample((0.0, pause), 2)
        pair = [
            self._confirmation(at + first, PROMPTED, receipt, account, EAT_SECONDS),
            Request(at + second, RESULT, self._post(f"stk/{payment}", json.dumps(result)), receipt),
        ]
        return sorted(pair)

    def _menu(self, at: float) -> list[Request]:
        """A passenger who dials, names the vehicle, the first stage, and pays."""
        number = next(self._phones)
        phone, session = f"+2547{number % 10**8:08d}", f"rush-{self._prefix}-{number}"
        keys = ("", code := self._random.choice(self._town.codes), f"{code}*1", f"{code}*1*1")[:MENU_KEYS]
        made = []
        for step, typed in enumerate(keys):
            form = f"sessionId={session}&phoneNumber={quote(phone)}&networkCode=63902&serviceCode=%2A384%2A46%23"
            wire = self._post("ussd", f"{form}&text={quote(typed)}", "application/x-www-form-urlencoded")
            # Keys don't wait for screens, so a late menu may take them in another order. "Away" is no screen.
            made.append(Request(at + step * self.mix.key_seconds, USSD, wire, begins=(b"CON", b"END Weka PIN")))
        return made

    def _confirmation(self, at: float, kind: str, receipt: str, account: str, offset: int) -> Request:
        return Request(at, kind, self._post("c2b/confirmation", confirmation(receipt, account, offset)), receipt)

    def _post(self, path: str, body: str, content_type: str = "application/json") -> bytes:
        return post(self._town.token, path, body, content_type)

    def _receipt(self) -> str:
        return f"{self._prefix}{next(self._fares):06X}"


def confirmation(receipt: str, account: str, offset: int, *, amount: str = "60.00", short_code: str = SHORTCODE) -> str:
    """A C2B confirmation as the operator sends it, of a payment made so many seconds from UTC's now."""
    return (
        f'{{"TransactionType":"Pay Bill","TransID":"{receipt}","TransTime":"{_stamp(offset)}",'
        f'"TransAmount":"{amount}","BusinessShortCode":"{short_code}","BillRefNumber":"{account}","InvoiceNumber":"",'
        '"OrgAccountBalance":"","ThirdPartyTransID":"","MSISDN":"2547 ***** 126","FirstName":"JOHN",'
        '"MiddleName":"","LastName":""}'
    )


def post(token: str, path: str, body: str, content_type: str = "application/json") -> bytes:
    """The bytes of a request to one of the operator's addresses."""
    return (
        f"POST /telco/{token}/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _stamp(offset: int) -> str:
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + offset))
