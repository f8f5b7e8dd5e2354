"""`make charts`: draws what more clients and a larger ledger do to fares, with the data beside the charts.

Needs DATABASE_URL, a database of its own with demo data, and pgbench. Writes SVG and CSV into docs/performance.
"""

import argparse
import csv
import os
import time
from collections.abc import Callable
from pathlib import Path

from bench.__main__ import describe_server, prepare, verify_ledger
from bench.charts import clients, sizes
from bench.charts.svg import Chart, draw
from bench.figures import describe_load

Rows = list[dict[str, float | str]]


def main() -> None:
    """Measure what was asked for, and write data and charts."""
    args = parse()
    url, began = os.environ["DATABASE_URL"], time.monotonic()
    where = f"{time.strftime('%Y-%m-%d')}, {describe_server(url)['server']}, {describe_load()}"
    print(where)
    prepare(url)
    if args.what == "sizes":
        grown = sizes.measure(url, args.sizes, args.rounds, min(args.seconds, sizes.SHORT))
        write(args.out, "sizes", where, grown, sizes.charts)
        print(sizes.describe_growth(grown))
    else:
        rows = clients.measure(url, args.clients, args.rounds, args.seconds)
        write(args.out, "clients", where, rows, clients.charts)
    verify_ledger(url)
    print(f"{args.what}: {(time.monotonic() - began) / 60:.0f} minutes; charts and data are in {args.out}")


def parse() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="bench.charts", description=__doc__)
    asked.add_argument("what", choices=("sizes", "clients"))
    asked.add_argument("--sizes", type=millions, default=sizes.SIZES, help="millions of entries, with commas")
    asked.add_argument("--clients", type=whole_numbers, default=clients.CLIENTS)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--seconds", type=int, default=4, help="per figure and round")
    asked.add_argument("--out", type=Path, default=Path("docs/performance"))
    return asked.parse_args()


def millions(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))


def whole_numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def write(folder: Path, name: str, where: str, rows: Rows, charts: Callable[[Rows], dict[str, Chart]]) -> None:
    """Write one table of data, where it was taken, and its charts."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (folder / f"{name}.txt").write_text(where + "\n", encoding="utf-8")
    for chart, drawn in charts(rows).items():
        (folder / f"{chart}.svg").write_text(draw(drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
