"""Throughput and p99 against the number of clients: one fare a call, 16 a call, and a single-row insert."""

from bench.charts.svg import Chart, Line
from bench.figures import Figure, median, pgbench

CLIENTS = (1, 2, 4, 8, 16, 20, 32)
COLUMNS = ("clients", "figure", "per_second", "p50_ms", "p99_ms")
NAMES = {"posting_16": "16 a call", "posting_1": "one a call", "insert": "one row"}


def measure(url: str, clients: tuple[int, ...], rounds: int, seconds: int) -> list[dict[str, float | str]]:
    """Every number of clients in each round, so that a busy minute and the growing ledger touch all alike."""
    found: dict[tuple[int, str], list[Figure]] = {}
    for turn in range(rounds):
        for many in clients:
            print(f"clients: round {turn + 1} of {rounds}, {many} clients", flush=True)
            for name, figure in {
                "insert": pgbench(url, "insert.sql", clients=many, seconds=seconds),
                "posting_1": pgbench(url, "post_1.sql", clients=many, seconds=seconds),
                "posting_16": pgbench(url, "post_many.sql", clients=many, seconds=seconds, fares=16),
            }.items():
                found.setdefault((many, name), []).append(figure)
    rows: list[dict[str, float | str]] = []
    for (many, name), figures in found.items():
        middle = median(figures)
        numbers = (round(middle.value), round(middle.p50_ms, 3), round(middle.p99_ms, 3))
        rows.append(dict(zip(COLUMNS, (many, name, *numbers), strict=True)))
    return rows


def charts(rows: list[dict[str, float | str]]) -> dict[str, Chart]:
    """The two charts of these rows, by the names of their files."""
    ticks = [(float(many), str(many)) for many in sorted({int(row["clients"]) for row in rows})]

    def lines(column: str) -> list[Line]:
        return [
            Line(words, [(float(row["clients"]), float(row[column])) for row in rows if row["figure"] == name], number)
            for number, (name, words) in enumerate(NAMES.items())
        ]

    return {
        "clients-rate": Chart("Fares and inserts, by clients", "clients", "a second", ticks, lines("per_second")),
        "clients-p99": Chart("p99 of a call, by clients", "clients", "ms", ticks, lines("p99_ms")),
    }
