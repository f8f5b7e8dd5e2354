"""What a fare costs as the ledger grows: filled by posting, guards on, and measured at each size.

Processor time of the server process is what counts, because a disk that is busy with a larger ledger is no cost of the
fare; the p99 of eight clients shows what they wait.
"""

import itertools
import math
import random
import subprocess
import time
from collections.abc import Iterable, Sequence

import psycopg

from bench import processor
from bench.charts.clients import NAMES
from bench.charts.svg import Chart, Line
from bench.figures import HERE, ONE, median, pgbench

SIZES = (0.1, 1.0, 10.0, 50.0)  # millions of entries
LEGS, BATCH, FILLERS = 7, 1000, 2
SHORT = 2  # seconds a round at most: the smallest ledger must not grow much while it is measured
COLUMNS = (
    "million_entries", "million_entries_after", "filled_per_second", "insert_us", "posting_1_us", "posting_16_us",
    "insert_per_second", "posting_1_per_second", "posting_1_p50_ms", "posting_1_p99_ms", "bytes_per_fare",
)  # fmt: skip
POST_1 = """select fares.post_fares(array['C' || upper(substr(md5(%s::text), 1, 9))], array[%s]::bigint[],
  array[6000]::bigint[], array[now()], array[current_date], array['paybill'], array[null]::text[], array['126'])"""
POST_16 = """select fares.post_fares(array_agg('D' || upper(substr(md5((16 * %s + n)::text), 1, 9))),
  array_agg(1 + (random() * 99)::int)::bigint[], array_agg(6000)::bigint[], array_agg(now()), array_agg(current_date),
  array_agg('paybill'::text), array_agg(null::text), array_agg('126'::text)) from generate_series(1, 16) n"""
INSERT = "insert into bench.single (note) values ('one row') returning id"
TABLES = ("ledger.journals", "ledger.ledger_entries", "fares.fares")
SIZE = """select count(*)::float8 / 1e6,
  (select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'ledger' and c.relkind = 'r' and c.relname ~ '^(journals|ledger_entries)')
  / (count(*)::float8 / 7) from ledger.ledger_entries"""


def measure(url: str, sizes: tuple[float, ...], rounds: int, seconds: int) -> list[dict[str, float | str]]:
    """Fill up to each size in turn and measure there."""
    rows: list[dict[str, float | str]] = []
    numbers = itertools.count()
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("create sequence if not exists bench.filled minvalue 0")
        for size in sorted(sizes):
            rate = fill(owner, url, size)
            for table in TABLES:
                owner.execute(f"vacuum (analyze) {table}".encode())
            ((before, size_of_fare),) = owner.execute(SIZE).fetchall()
            cost = {
                "insert_us": us(url, INSERT, itertools.repeat(()), 1),
                "posting_1_us": us(url, POST_1, ((n, random.randint(1, 100)) for n in numbers), 1),
                "posting_16_us": us(url, POST_16, ((n,) for n in numbers), 16),
            }
            inserts, fares = [], []
            for _ in range(rounds):
                inserts.append(pgbench(url, "insert.sql", clients=ONE, seconds=seconds, unit="rows/s"))
                fares.append(pgbench(url, "post_1.sql", clients=ONE, seconds=seconds))
            ((after, _),) = owner.execute(SIZE).fetchall()
            fare = median(fares)
            values = (round(before, 3), round(after, 3), round(rate), *(round(one, 1) for one in cost.values()),
                      round(median(inserts).value), round(fare.value), round(fare.p50_ms, 3), round(fare.p99_ms, 3),
                      round(size_of_fare))  # fmt: skip
            rows.append(dict(zip(COLUMNS, values, strict=True)))
            print(f"sizes: {rows[-1]}", flush=True)
    return rows


def fill(owner: psycopg.Connection, url: str, size: float) -> float:
    """Post fares, a thousand a call, until the ledger has `size` million entries; fares a second."""
    ((entries,),) = owner.execute("select count(*) from ledger.ledger_entries").fetchall()
    calls = math.ceil((size * 1e6 - entries) / LEGS / BATCH / FILLERS)
    if calls <= 0:
        return 0
    print(f"sizes: filling up to {size:g} million entries, {calls * FILLERS * BATCH} fares", flush=True)
    began = time.monotonic()
    subprocess.run(
        ["pgbench", "--no-vacuum", "--protocol=prepared", f"--client={FILLERS}", f"--jobs={FILLERS}",
         f"--transactions={calls}", f"--file={HERE / 'sql' / 'fill_fares.sql'}", "--progress=60", url],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return float(calls * FILLERS * BATCH / (time.monotonic() - began))


def us(url: str, query: str, arguments: Iterable[Sequence[object]], fares: int) -> float:
    """Processor time of the server in microseconds a fare."""
    calls = 200 if fares == 1 else 50
    return processor.milliseconds(url, [processor.Call(query, arguments)], calls) * 1000 / fares


def describe_growth(rows: list[dict[str, float | str]]) -> str:
    """How much more a fare costs in the largest ledger than in the smallest."""
    first, last = rows[0], rows[-1]
    words = {"posting_1_us": "a fare, goal <= 1.2", "posting_16_us": "a fare in a batch of 16", "insert_us": "one row"}
    ratios = [f"{float(last[name]) / float(first[name]):.2f} ({what})" for name, what in words.items()]
    sizes = f"{last['million_entries']} million entries over {first['million_entries']}"
    return f"processor time at {sizes}: {', '.join(ratios)}"


def charts(rows: list[dict[str, float | str]]) -> dict[str, Chart]:
    """The two charts of these rows, by the names of their files."""
    ticks = [(float(row["million_entries"]), f"{float(row['million_entries']):.2g}") for row in rows]

    def line(name: str, column: str) -> Line:
        points = [(float(row["million_entries"]), float(row[column])) for row in rows]
        return Line(NAMES[name], points, list(NAMES).index(name))

    cost = [line(name, f"{name}_us") for name in NAMES]
    wait = [line("posting_1", "posting_1_p99_ms")]
    where = "million entries in the ledger"
    return {
        "sizes-cost": Chart("Processor time of a fare, as the ledger grows", where, "µs of the server", ticks, cost),
        "sizes-p99": Chart("p99 of a fare, eight clients, as the ledger grows", where, "ms", ticks, wait),
    }
