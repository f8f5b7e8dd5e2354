"""`make bench`: posting against a single-row insert, batches, many clients, limits, HTTP against an empty handler.

Needs DATABASE_URL (a database of its own with demo data), the settings of the web, pgbench and wrk.
Writes the table to standard output and bench.json to the folder given.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import psycopg

from bench import payouts
from bench.figures import HERE, MANY, ONE, Figure, describe_load, median, pgbench, wrk

Rounds = dict[str, list[Figure]]
CONNECTIONS = 20


def main() -> None:
    """Prepare, run the rounds, print the figures and their ratios."""
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=int, default=4, help="per figure and round")
    asked.add_argument("--out", type=Path, default=Path(".local/bench.json"))
    args = asked.parse_args()
    url, began = os.environ["DATABASE_URL"], describe_load()
    codes = prepare(url)
    rounds: Rounds = {}
    # With an empty ledger a page is cheapest, so the share of rate limits is largest.
    for _ in range(args.rounds):
        pages(url, max(1, args.seconds // 2), rounds)
    for _ in range(args.rounds):
        in_the_database(url, args.seconds, rounds)
        menus(url, max(1, args.seconds // 2), rounds)
    with gunicorn("bench.empty:app", 1) as empty, gunicorn("app:app", 2) as real:
        for _ in range(args.rounds):
            over_http(empty, real, codes, args.seconds, rounds)
        rounds["payouts"] = [payouts.measure(url, real)]
    figures = {name: median(many) for name, many in rounds.items()}
    report(figures, bytes_per_fare(url), began, args.out)
    verify_ledger(url)


def prepare(url: str) -> list[str]:
    """Create the benchmark's own tables and warm the caches; returns door codes to pay to."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((HERE / "sql" / "prepare.sql").read_text())
        connection.execute("analyze")
        rows = connection.execute("select door_code from fleet.door_codes order by door_code limit 100").fetchall()
    pgbench(url, "post_1.sql", clients=ONE, seconds=2)
    return [code for (code,) in rows]


def in_the_database(url: str, seconds: int, rounds: Rounds) -> None:
    """Run one round of every figure that needs no web."""
    for name, figure in {
        "insert": pgbench(url, "insert.sql", clients=ONE, seconds=seconds, unit="rows/s"),
        "posting_1": pgbench(url, "post_1.sql", clients=ONE, seconds=seconds),
        "posting_16": pgbench(url, "post_many.sql", clients=ONE, seconds=seconds, fares=16),
        "posting_1000": pgbench(url, "post_many.sql", clients=2, seconds=seconds, fares=1000),
        "clients_8": pgbench(url, "post_1.sql", clients=ONE, seconds=seconds),
        "clients_20": pgbench(url, "post_1.sql", clients=MANY, seconds=seconds),
        "rate_limit": pgbench(url, "rate_limit.sql", clients=ONE, seconds=seconds, unit="calls/s"),
    }.items():
        rounds.setdefault(name, []).append(figure)


def pages(url: str, seconds: int, rounds: Rounds) -> None:
    """Run one round of an owner's first page, with and without its rate limits."""
    for name, script in {"page_limited": "page_limited.sql", "page": "page.sql"}.items():
        figure = pgbench(url, script, clients=ONE, seconds=seconds, unit="pages/s")
        rounds.setdefault(name, []).append(figure)


def menus(url: str, seconds: int, rounds: Rounds) -> None:
    """Run one round of the menu's first screen, with and without its rate limits (one without a row does nothing)."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name, limit in {"ussd_step_limited": "ussd", "ussd_step": "no_limit"}.items():
            change = "update config.rate_limits set limit_name = %s where limit_name in ('ussd', 'no_limit')"
            connection.execute(change, (limit,))
            figure = pgbench(url, "ussd_step.sql", clients=ONE, seconds=seconds, unit="steps/s")
            rounds.setdefault(name, []).append(figure)


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


def bytes_per_fare(url: str) -> float:
    """Measure the size of a fare in ledger tables and their indexes."""
    with psycopg.connect(url, autocommit=True) as connection:
        (size,) = connection.execute(
            "select (pg_total_relation_size('ledger.journals') + pg_total_relation_size('ledger.ledger_entries'))"
            " / greatest(count(*), 1) from ledger.journals"
        ).fetchall()[0]
    return float(size)


def report(figures: dict[str, Figure], fare_bytes: float, began: str, out: Path) -> None:
    value = {name: figure.value for name, figure in figures.items()}
    ratios = {
        "posting_1_over_insert": value["posting_1"] / value["insert"],
        "posting_16_over_insert": value["posting_16"] / value["insert"],
        "posting_1000_over_insert": value["posting_1000"] / value["insert"],
        "clients_20_over_8": value["clients_20"] / value["clients_8"],
        "http_over_empty": value["http_confirm"] / value["http_empty"],
        "payouts_over_insert": value["payouts"] / value["insert"],
        "rate_limit_over_insert": value["rate_limit"] / value["insert"],
        "page_limited_over_unlimited": value["page_limited"] / value["page"],
        "ussd_step_limited_over_unlimited": value["ussd_step_limited"] / value["ussd_step"],
    }
    print(f"{began}\n{'figure':<18}{'value':>10}  {'unit':<12}{'p50 ms':>9}{'p99 ms':>9}")
    for name, one in figures.items():
        print(f"{name:<18}{one.value:>10.0f}  {one.unit:<12}{one.p50_ms:>9.2f}{one.p99_ms:>9.2f}")
    for name, ratio in ratios.items():
        print(f"{name:<34}{ratio:>6.{2 if ratio >= 0.1 else 4}f}  goal {GOALS[name]}")
    print(f"{'bytes_per_fare':<34}{fare_bytes:>6.0f}  goal <= 1800 (ledger tables and indexes)")
    out.parent.mkdir(parents=True, exist_ok=True)
    measured = {name: asdict(one) for name, one in figures.items()}
    out.write_text(json.dumps({"figures": measured, "ratios": ratios, "bytes_per_fare": fare_bytes}, indent=2) + "\n")


GOALS = {
    "payouts_over_insert": "(no goal)",
    "posting_1_over_insert": ">= 0.20",
    "posting_16_over_insert": ">= 0.60",
    "posting_1000_over_insert": "(no goal)",
    "clients_20_over_8": ">= 0.90",
    "http_over_empty": ">= 0.40",
    "rate_limit_over_insert": "(no goal)",
    "page_limited_over_unlimited": ">= 0.80",
    "ussd_step_limited_over_unlimited": ">= 0.70",
}


def verify_ledger(url: str) -> None:
    """Stop when an invariant of the ledger does not hold after the run."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("analyze")
        faults = connection.execute("select invariant, faults from audit.ledger_proof where faults <> 0").fetchall()
    if faults:
        raise SystemExit(f"the ledger is wrong: {faults}")
    print("audit.ledger_proof: 0 faults")


if __name__ == "__main__":
    main()
