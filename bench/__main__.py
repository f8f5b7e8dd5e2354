"""`make bench`: posting against a single-row insert, other ledgers, batches, many clients, limits, pages and HTTP.

Needs DATABASE_URL (a database of its own with demo data), the settings of the web, pgbench and wrk; pgledger joins in
where LIPA_PGLEDGER says where its SQL file is. Writes the table to standard output and bench.json to the file given.
"""

import argparse
import itertools
import os
import random
import time
from pathlib import Path

import psycopg

from bench import boarding, days, goals, payouts, peers, processor, reconciliation, ride
from bench.figures import HERE, MANY, ONE, Figure, Rounds, describe_load, median, pgbench
from bench.service import gunicorn, over_http


def main() -> None:
    """Prepare, run the rounds, print the figures and their ratios."""
    args = parse()
    url, where = os.environ["DATABASE_URL"], {"date": time.strftime("%Y-%m-%d"), "load": describe_load()}
    codes = prepare(url)
    rounds: Rounds = {}
    # With an empty ledger a page is cheapest, so the share of rate limits is largest.
    for _ in range(args.rounds):
        pages(url, max(1, args.seconds // 2), rounds)
    page_ms = owner_page_ms(url)
    with peers.prepare(url) as others:
        for _ in range(args.rounds):
            in_the_database(url, args.seconds, rounds)
            others.measure(args.seconds, rounds)
            menus(url, max(1, args.seconds // 2), rounds)
        others.check()
    figures = {name: median(many) for name, many in rounds.items()}
    ratios = goals.processor_time("ussd_step", ussd_step_ms(url), figures["insert"])
    ratios |= goals.processor_time("page_day", page_ms, figures["insert"])
    figures |= through_the_web(url, codes, args.rounds, args.seconds)
    rides, grown = ride.measure(url, args.rounds, args.seconds)
    figures |= rides
    reconciled, beside = reconciliation.measure()
    figures |= reconciled
    ratios |= grown | beside | {"bytes_per_fare": bytes_per_fare(url)}
    verify_ledger(url)
    if args.fares:
        looks, grown = days.measure_apart(args.fares)
        figures |= looks
        ratios |= grown
    goals.report(figures, ratios, where | describe_server(url), args.out)


def parse() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=int, default=4, help="per figure and round")
    asked.add_argument(
        "--fares", type=int, default=1_500_000, help="in 60 days, for what grows with the ledger; 0: none"
    )
    version = os.environ.get("LIPA_PG_VERSION")
    asked.add_argument("--out", type=Path, default=Path(f".local/bench{f'-{version}' if version else ''}.json"))
    return asked.parse_args()


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
    """Run one round of the menu's first screen, without and with its rate limits (one without a row does nothing)."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name, limit in {"ussd_step": "no_limit", "ussd_step_limited": "ussd"}.items():
            change = "update config.rate_limits set limit_name = %s where limit_name in ('ussd', 'no_limit')"
            connection.execute(change, (limit,))
            figure = pgbench(url, "ussd_step.sql", clients=ONE, seconds=seconds, unit="steps/s")
            rounds.setdefault(name, []).append(figure)


def ussd_step_ms(url: str) -> float:
    """Processor time of the menu's first screen, its rate limits included."""
    query = """select telco.dial_ussd(p_session_id => %s, p_input => '', p_input_mode => 'cumulative',
      p_phone_hash => sha256(int8send(%s)), p_phone_sealed => '\\x01', p_phone_last3 => '126', p_network => '63902',
      p_service_code => '*384*46#')"""
    arguments = ((f"P{n}", random.randint(1, 20_000)) for n in itertools.count())
    return processor.milliseconds(url, [processor.Call(query, arguments)])


def owner_page_ms(url: str) -> float:
    """Processor time of the day page of the demo's owners, after a day of 250 fares of each of a hundred vehicles."""
    query = "select owners.home(p_session => sha256(int8send(%s)), p_period => 'day', p_on => null, p_asof => null)"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create sequence if not exists bench.filled minvalue 0")
        fill = (HERE / "sql" / "fill_fares.sql").read_bytes()
        for _ in range(25):
            connection.execute(fill)
        connection.execute("select ledger.make_checkpoints(100)")  # as the worker does every 15 seconds
        connection.execute("analyze")
    browsers = ((n, n) for n in itertools.count(1))
    sessions = ((n % 50 + 1,) for n in itertools.count())
    return processor.milliseconds(url, [processor.Call(days.LIMIT, browsers), processor.Call(query, sessions)])


def through_the_web(url: str, codes: list[str], count: int, seconds: int) -> dict[str, Figure]:
    """Measure confirmations over HTTP beside an empty handler, then callback to list, and payouts."""
    rounds: Rounds = {}
    with gunicorn("bench.empty:app", 1) as empty, gunicorn("app:app", 2) as real:
        for _ in range(count):
            over_http(empty, real, codes, seconds, rounds)
        # Boarding and rides leave thousands of receipts, which the worker would send before it tells of a payout.
        rounds["payouts"] = [payouts.measure(url, real)]
        rounds["boarding"] = [boarding.measure(url, real)]
    return {name: median(many) for name, many in rounds.items()}


def bytes_per_fare(url: str) -> float:
    """Measure the size of a fare in ledger tables, all their partitions and indexes."""
    with psycopg.connect(url, autocommit=True) as connection:
        (size,) = connection.execute(
            "select (select sum(pg_total_relation_size(c.oid)) from pg_class c"
            "         where c.relkind = 'r' and c.oid in"
            "           (select 'ledger.journals'::regclass union select 'ledger.ledger_entries'::regclass"
            "            union select p.relid from pg_partition_tree('ledger.journals') p"
            "            union select p.relid from pg_partition_tree('ledger.ledger_entries') p))"
            " / greatest(count(*), 1) from ledger.journals"
        ).fetchall()[0]
    return float(size)


def describe_server(url: str) -> dict[str, str]:
    with psycopg.connect(url) as connection:
        return {"server": connection.execute("select version()").fetchall()[0][0].split(" on ")[0]}


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
