"""What the web itself takes for a confirmation: no server, no socket, and a database that answers at once.

    python -m bench.handler [--calls 2000] [--rounds 9]      µs of processor time a call, beside the empty handler
    python -m bench.handler --profile                        the same under cProfile, the most expensive functions

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
from typing import Any

import app as product
from bench.empty import app as empty
from web.core import db

BODY = (
    '{{"TransactionType":"Pay Bill","TransID":"WAB{:07X}","TransTime":"20261130120000","TransAmount":"60.00",'
    '"BusinessShortCode":"{}","BillRefNumber":"1234","InvoiceNumber":"","OrgAccountBalance":"","ThirdPartyTransID":"",'
    '"MSISDN":"2547 ***** 126","FirstName":"JOHN","MiddleName":"","LastName":""}}'
)


def main() -> None:
    """Print what each of the two takes, or the profile of ours."""
    asked = argparse.ArgumentParser(prog="bench.handler", description=__doc__)
    asked.add_argument("--calls", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--profile", action="store_true")
    asked.add_argument("--only", choices=("confirm", "empty"), help="to count instructions under another program")
    args = asked.parse_args()
    db.call = _answer
    applications = {"confirm": product.create_app(), "empty": empty}
    log, sys.stdout = sys.stdout, io.TextIOWrapper(open(os.devnull, "wb"), line_buffering=True)  # noqa: SIM115, PTH123
    least = dict.fromkeys((args.only,) if args.only else applications, float("inf"))
    for application in applications.values():
        _spent(application, 50)
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(_spent, applications["confirm"], args.calls)
        pstats.Stats(profile, stream=log).sort_stats("tottime").print_stats(45)
        return
    for _ in range(args.rounds):
        for name in least:
            least[name] = min(least[name], _spent(applications[name], args.calls))
    for name, seconds in least.items():
        print(f"{name:<10}{seconds / args.calls * 1e6:>8.1f} µs a call, the least of {args.rounds}", file=log)


def _spent(application: Callable[..., Any], calls: int) -> float:
    """Processor time for so many calls, each with a body and an environment of its own."""
    path, till = f"/telco/{os.environ['LIPA_CALLBACK_TOKEN']}/c2b/confirmation", os.environ["LIPA_SHORTCODE"]
    environs = [_environ(path, BODY.format(n, till).encode()) for n in range(calls)]
    began = time.process_time()
    for environ in environs:
        answer = application(environ, _start)
        b"".join(answer)
        answer.close()
    return time.process_time() - began


def _start(status: str, _headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
    if not status.startswith("200"):
        raise SystemExit(f"answered {status}")


def _environ(path: str, body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": path, "RAW_URI": path, "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }  # fmt: skip


def _answer(_function: str, /, **arguments: Any) -> list[db.Row]:
    """One row a message, as telco.confirm_fares would answer."""
    if "p_receipt" not in arguments:
        return [{"value": ""}]
    return [{"receipt": receipt, "outcome": "posted", "journal_id": 7} for receipt in arguments["p_receipt"]]


if __name__ == "__main__":
    main()
