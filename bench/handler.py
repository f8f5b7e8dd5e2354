"""What the web itself takes for a callback: no server, no socket, and a database that answers at once.

    python -m bench.handler [--calls 2000] [--rounds 9]      µs of processor time a call, beside the empty handler
    python -m bench.handler --profile --only ussd            the same under cProfile, the most expensive functions

Needs the settings of the web, as `python -m bench` does.
"""

import argparse
import cProfile
import io
import os
import pstats
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import app as product
from bench.empty import app as empty
from web.core import db

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Callback(NamedTuple):
    """A request of the operators: where it goes after the token, and its body, with blanks for number and till."""

    path: str
    body: str
    content_type: str = JSON


CONFIRMATION = Callback(
    "c2b/confirmation",
    '{{"TransactionType":"Pay Bill","TransID":"WAB{0:07X}","TransTime":"20261130120000","TransAmount":"60.00",'
    '"BusinessShortCode":"{1}","BillRefNumber":"1234","InvoiceNumber":"","OrgAccountBalance":"","ThirdPartyTransID":"",'
    '"MSISDN":"2547 ***** 126","FirstName":"JOHN","MiddleName":"","LastName":""}}',
)
CALLBACKS = {
    "confirm": CONFIRMATION,
    "push": Callback(
        f"stk/{'0123456789abcdef' * 2}",
        '{{"Body":{{"stkCallback":{{"MerchantRequestID":"1","CheckoutRequestID":"1","ResultCode":0,"ResultDesc":"done",'
        '"CallbackMetadata":{{"Item":[{{"Name":"Amount","Value":60}},{{"Name":"MpesaReceiptNumber","Value":'
        '"WAB{0:07X}"}},{{"Name":"TransactionDate","Value":20261130120000}},{{"Name":"PhoneNumber","Value":'
        '"2547 ***** 126"}}]}}}}}}}}',
    ),
    "ussd": Callback(
        "ussd",
        "sessionId=rush-{0}&phoneNumber=%2B2547{0:08d}&networkCode=63902&serviceCode=%2A384%2A46%23&text=1234%2A1%2A1",
        FORM,
    ),
    "empty": CONFIRMATION,
}


def main() -> None:
    """Print what each takes, or the profile of one."""
    asked = argparse.ArgumentParser(prog="bench.handler", description=__doc__)
    asked.add_argument("--calls", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--profile", action="store_true")
    asked.add_argument("--only", choices=CALLBACKS, help="for the profile, or to count instructions under valgrind")
    args = asked.parse_args()
    db.call = _answer
    ours = product.create_app()
    log, sys.stdout = sys.stdout, io.TextIOWrapper(open(os.devnull, "wb"), line_buffering=True)  # noqa: SIM115, PTH123
    least = dict.fromkeys((args.only,) if args.only else CALLBACKS, float("inf"))
    applications = {name: empty if name == "empty" else ours for name in least}
    for name, application in applications.items():
        _spent(application, CALLBACKS[name], 50)
    if args.profile:
        profile = cProfile.Profile()
        name = args.only or "confirm"
        profile.runcall(_spent, applications[name], CALLBACKS[name], args.calls)
        pstats.Stats(profile, stream=log).sort_stats("tottime").print_stats(45)
        return
    for _ in range(args.rounds):
        for name, application in applications.items():
            least[name] = min(least[name], _spent(application, CALLBACKS[name], args.calls))
    for name, seconds in least.items():
        print(f"{name:<10}{seconds / args.calls * 1e6:>8.1f} µs a call, the least of {args.rounds}", file=log)


def _spent(application: Callable[..., Any], callback: Callback, calls: int) -> float:
    """Processor time for so many calls, each with a body and an environment of its own."""
    till = os.environ["LIPA_SHORTCODE"]
    environs = [_environ(callback, callback.body.format(n, till).encode()) for n in range(calls)]
    began = time.process_time()
    for environ in environs:
        answer = application(environ, _start)
        b"".join(answer)
        answer.close()
    return time.process_time() - began


def _start(status: str, _headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
    if not status.startswith("200"):
        raise SystemExit(f"answered {status}")


def _environ(callback: Callback, body: bytes) -> dict[str, Any]:
    path = f"/telco/{os.environ['LIPA_CALLBACK_TOKEN']}/{callback.path}"
    return {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": path, "RAW_URI": path, "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": callback.content_type,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }  # fmt: skip


def _answer(function: str, /, **arguments: Any) -> list[db.Row]:
    """One row a message, as telco.confirm_fares and telco.settle_push would answer, or a screen."""
    if function == "telco.confirm_fares":
        return [{"receipt": receipt, "outcome": "posted", "journal_id": 7} for receipt in arguments["p_receipt"]]
    if function == "telco.settle_push":
        return [{"receipt": "WAB0000001", "outcome": "posted", "journal_id": 7}]
    return [{"value": "CON Lipa KES 60\n1. Ndiyo\n2. Hapana" if function == "telco.dial_ussd" else ""}]


if __name__ == "__main__":
    main()
