"""HTTP: an application under the product's own gunicorn settings, and confirmations against an empty handler."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figures import Rounds, wrk

CONNECTIONS = 20


def over_http(empty: str, real: str, codes: list[str], seconds: int, rounds: Rounds) -> None:
    """Run one round of the empty handler, of confirmations and of validations, with the same bodies."""
    path, till = f"/telco/{os.environ['LIPA_CALLBACK_TOKEN']}/c2b/", os.environ["LIPA_SHORTCODE"]
    for name, url in {
        "http_empty": empty + path + "confirmation",
        "http_confirm": real + path + "confirmation",
        "http_validate": real + path + "validation",
    }.items():
        # A validation waits half a second for the database, then the operator decides; a start may cost a few.
        spare = 0.01 if name == "http_validate" else 0
        figure = wrk(url, codes, till, clients=CONNECTIONS, seconds=seconds, spare=spare)
        rounds.setdefault(name, []).append(figure)


@contextmanager
def gunicorn(application: str, offset: int) -> Iterator[str]:
    """Serve one application on loopback under the product's own gunicorn settings, and stop it."""
    port = int(os.environ.get("LIPA_BENCH_PORT", "8790")) + offset
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", application],
        env={**os.environ, "PORT": str(port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)  # nosec B310 (ours)
                break
            except urllib.error.HTTPError:
                break  # it answers; the empty one has no such page
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
