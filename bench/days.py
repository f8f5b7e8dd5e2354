"""What grows with the ledger and what does not: pages, balances and seals over 60 days of fares of 100 vehicles.

The fares are filled in by a superuser without the guards (posting them takes an hour), then sealed, verified and closed
by the product's own jobs. It needs a ledger in which nothing is sealed yet, so `scripts/bench.sh days` makes one.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

import psycopg

from bench import processor
from bench.figures import HERE, Figure
from web.core import cli, config, db
from web.ops.cli import verify

LOOKS = 9
HOME = "select owners.home(sha256('days'), %s, %s, null)"
LIMIT = """select account.check_rate_limit(p_limit_name => 'page', p_address => sha256(int8send(%s)),
  p_session => sha256(int8send(%s)), p_phone => null)"""
# A statement of every day but the last, so that the job closes them.
COVERED = """insert into recon.statements (source, channel, file_name, file_sha256, short_code, account, period_from,
  period_to, state, proof, rows_total, ended_at)
  select 'statement', 'command', 'days.csv', sha256(t.short_code::bytea), t.short_code, 'utility', '2020-01-01',
         (%s::timestamp at time zone t.time_zone), 'read', 'proven', 0, now() from mobile_money.tills t"""
BY_HAND = "update config.settings set value = '0' where setting = 'close_day_hour'"


def measure_apart(fares: int) -> tuple[dict[str, Figure], dict[str, float]]:
    """Measure in a database of its own: a worker of this run may have sealed some of the other's fares."""
    out = Path(".local/bench-days.json")
    subprocess.run(["scripts/bench.sh", "days", "--fares", str(fares), "--out", str(out)], check=True)
    found = json.loads(out.read_text())
    return {name: Figure(**figure) for name, figure in found["figures"].items()}, found["ratios"]


def main() -> None:
    """Measure in the database of DATABASE_URL and write the figures into a file."""
    asked = argparse.ArgumentParser(prog="bench.days")
    asked.add_argument("--fares", type=int, default=1_500_000)
    asked.add_argument("--out", type=Path, default=Path(".local/bench-days.json"))
    given = asked.parse_args()
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute((HERE / "sql" / "prepare.sql").read_bytes())
    figures, ratios = measure(url, given.fares)
    named = {name: asdict(figure) for name, figure in figures.items()}
    given.out.write_text(json.dumps({"figures": named, "ratios": ratios}))


def measure(url: str, fares: int) -> tuple[dict[str, Figure], dict[str, float]]:
    """Fill, seal, verify and close; figures in milliseconds, and the ratios and limits that are asked for."""
    _fill(fares)
    with psycopg.connect(url, autocommit=True) as owner:
        (last,) = owner.execute("select max(business_on) from fares.fares").fetchall()[0]
        began = time.monotonic()
        while _value(owner, "select ledger.seal(100000)"):
            pass
        sealed = time.monotonic() - began
        verified = _verify(fares)
        owner.execute(COVERED, (last,))
        owner.execute(BY_HAND)
        began = time.monotonic()
        while _value(owner, "select recon.close_days(now())"):
            pass
        closed = time.monotonic() - began
        _value(owner, "select ledger.make_checkpoints(100)")
        owner.execute("vacuum (analyze)")
    print(f"{fares} fares: sealed in {sealed:.0f} s, 60 days closed in {closed:.0f} s")
    figures = _look(last)
    ratios = {
        "page_month_over_day": figures["page_month"].p50_ms / figures["page_day"].p50_ms,
        "trial_balance_ms": figures["trial_balance"].p50_ms,
        "wallet_balances_ms": figures["wallet_balances"].p50_ms,
        "verify_million_journals_s": verified / fares * 1_000_000,
        "fleet_page_processor_ms": _page_processor_ms(last),
    }
    return figures, ratios


def _page_processor_ms(last: date) -> float:
    """Processor time of the day page of a fleet of 100 vehicles."""
    return processor.milliseconds(
        os.environ["DATABASE_URL"], [processor.Call(HOME, itertools.repeat(("day", last.isoformat())))], calls=50
    )


def _value(connection: psycopg.Connection, query: str) -> int:
    return int(connection.execute(query.encode()).fetchall()[0][0] or 0)


def _fill(fares: int) -> None:
    address = psycopg.conninfo.conninfo_to_dict(os.environ["LIPA_SUPERUSER_URL"])
    names = {name: name.upper() for name in ("host", "port", "user", "password")} | {"dbname": "DATABASE"}
    login = {f"PG{variable}": str(address[name]) for name, variable in names.items()}
    subprocess.run(["psql", "-X", "-q", "-v", f"fares={fares}", "-f", str(HERE / "sql" / "fill_days.sql")],
                   env=os.environ | login, check=True, stdout=subprocess.DEVNULL)  # fmt: skip


def _verify(fares: int) -> float:
    """Seconds of a whole verification, as flask verify-seals runs it on two connections."""
    cli.connect_as_owner(config.load(os.environ))
    began = time.monotonic()
    faults, sums = verify(workers=2)
    took = time.monotonic() - began
    db.close()
    if faults or sums[1] < fares:
        raise SystemExit(f"{len(faults)} faults in the seals of {sums[1]} journals")
    return took


def _look(last: date) -> dict[str, Figure]:
    """An owner's day and month, and what auditors read, a few times each, in turn."""
    took: dict[str, list[float]] = {}
    with (
        psycopg.connect(os.environ["LIPA_OWNERS_URL"], autocommit=True) as owners,
        psycopg.connect(os.environ["LIPA_AUDITOR_URL"], autocommit=True) as auditor,
    ):
        looks = {
            "page_day": (owners, HOME, ("day", last.isoformat())),
            "page_month": (owners, HOME, ("month", last.isoformat())),
            "trial_balance": (auditor, "select * from audit.trial_balance", None),
            "wallet_balances": (auditor, "select * from audit.wallet_balances", None),
        }
        for _ in range(LOOKS):
            for name, (connection, query, arguments) in looks.items():
                began = time.monotonic()
                connection.execute(query.encode(), arguments).fetchall()
                took.setdefault(name, []).append((time.monotonic() - began) * 1000)
    return {name: Figure(1000 / statistics.median(many), "looks/s", statistics.median(many), max(many))
            for name, many in took.items()}  # fmt: skip


if __name__ == "__main__":
    main()
