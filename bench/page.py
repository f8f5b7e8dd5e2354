"""`make figures`: writes what was measured into the tables of docs/performance.md.

A table stands between `<!-- table: name -->` and `<!-- end -->`. One whose run is absent stays as it is.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

from bench.goals import GOALS

PAGE = Path("docs/performance.md")
LOCAL = Path(".local")
DATA = Path("docs/performance")
MARK = re.compile(r"(<!-- table: ([a-z0-9_]+) -->\n).*?(<!-- end -->)", re.S)
Run = dict[str, Any]

FARES = ("posting_1_over_insert", "posting_16_over_insert", "posting_1000_over_insert", "clients_20_over_8",
         "clients_20_p99_ms", "bytes_per_fare", "ride_over_plain")  # fmt: skip
HTTP = ("http_over_empty",)
PAGES = ("ussd_step_processor_ms", "ussd_step_scaled_ms", "page_day_processor_ms", "page_day_scaled_ms",
         "fleet_page_processor_ms",
         "page_month_over_day", "page_limited_over_unlimited", "ussd_step_limited_over_unlimited")  # fmt: skip
PEERS = ("posting_1_over_pgledger", "posting_16_over_pgledger", "posting_16_over_pgledger_16", "posting_1_over_naive",
         "posting_16_over_naive_16", "posting_1_over_pgbench_N")  # fmt: skip
SAME_FARE = ("insert", "posting_1", "posting_16", "naive_1", "naive_16", "pgledger_1", "pgledger_16", "pgbench_N")


def main() -> None:
    """Fill every table whose figures are there, and say which."""
    text = PAGE.read_text(encoding="utf-8")
    found = tables(read(LOCAL / "bench.json"), read(LOCAL / "bench-18.json"), DATA)
    PAGE.write_text(fill(text, found), encoding="utf-8")
    print(f"{PAGE}: {', '.join(found) or 'nothing was measured'}")


def read(path: Path) -> Run | None:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def tables(run: Run | None, newest: Run | None, data: Path) -> dict[str, str]:
    """The tables that these runs give, by name."""
    found: dict[str, str] = {}
    if run:
        names = {"fares": FARES, "http": HTTP, "pages": PAGES, "peers": PEERS}
        found |= {table: goals(run, ratios) for table, ratios in names.items()}
        found["same_fare"] = figures(run)
    if run and newest:
        found["postgresql_18"] = side_by_side(run, newest)
    for name in ("sizes", "clients"):
        if (data / f"{name}.csv").is_file():
            found[name] = measured(data, name)
    return found


def fill(text: str, found: dict[str, str]) -> str:
    """The page with these tables in their places."""
    return MARK.sub(lambda mark: mark[1] + found[mark[2]] + mark[3] if mark[2] in found else mark[0], text)


def goals(run: Run, names: tuple[str, ...]) -> str:
    rows = [
        (f"`{name}`", number(run["ratios"][name]), GOALS[name].text(run["ratios"][name]))
        for name in names
        if name in run["ratios"]
    ]
    return where(run) + table(("figure", "measured", "goal"), rows)


def figures(run: Run) -> str:
    rows = [
        (f"`{name}`", number(one["value"]), one["unit"], number(one["p50_ms"]), number(one["p99_ms"]))
        for name in SAME_FARE
        if (one := run["figures"].get(name))
    ]
    return where(run) + table(("figure", "a second", "of what", "p50 ms", "p99 ms"), rows)


def side_by_side(run: Run, newest: Run) -> str:
    """The figures of both servers, and the newest's share; more than 1 is faster."""
    rows = [
        (f"`{name}`", number(one["value"]), number(other["value"]), number(other["value"] / one["value"]))
        for name, one in run["figures"].items()
        if (other := newest["figures"].get(name))
    ]
    servers = [each["where"]["server"].removeprefix("PostgreSQL ").split(" ")[0] for each in (run, newest)]
    return where(run) + where(newest) + table(("figure", *servers, "ratio"), rows)


def measured(data: Path, name: str) -> str:
    """The data beside a chart, as a table."""
    with (data / f"{name}.csv").open(encoding="utf-8") as file:
        heads, *rows = csv.reader(file)
    taken = (data / f"{name}.txt").read_text(encoding="utf-8").strip()
    shown = "".join(f"![{path.stem}](performance/{path.name})\n" for path in sorted(data.glob(f"{name}-*.svg")))
    return f"{taken}\n\n{shown}\n" + table(tuple(head.replace("_", " ") for head in heads), rows)


def where(run: Run) -> str:
    return ", ".join(run["where"][key] for key in ("date", "server", "load")) + "\n\n"


def table(heads: tuple[str, ...], rows: list[Any]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (heads, *rows)]
    return "\n".join([lines[0], "|---" * len(heads) + "|", *lines[1:]]) + "\n"


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    main()
