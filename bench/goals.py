"""What the benchmark must show: the ratios of a run, the goals beside them, the table and bench.json."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.figures import Figure
from bench.processor import scaled


@dataclass(frozen=True)
class Goal:
    """A limit of a ratio or figure; neither `least` nor `most`: it is only shown."""

    least: float | None = None
    most: float | None = None
    why: str = ""

    def is_missed(self, value: float) -> bool:
        return (self.least is not None and value < self.least) or (self.most is not None and value > self.most)

    def text(self, value: float) -> str:
        limit = f">= {self.least}" if self.least is not None else f"<= {self.most}"
        if self.least is None and self.most is None:
            limit = "(no goal)"
        return f"{limit}{' MISSED' if self.is_missed(value) else ''}  {self.why}".rstrip()


LIKE = "on a machine of 20,000 inserts/s; means nothing on a busy one"
GOALS = {
    "posting_1_over_insert": Goal(least=0.40),
    "posting_16_over_insert": Goal(least=1.2),
    "posting_1000_over_insert": Goal(least=1.8),
    "clients_20_over_8": Goal(least=0.95),
    "clients_20_p99_ms": Goal(most=15),
    "posting_1_over_pgledger": Goal(least=12),
    "posting_16_over_pgledger": Goal(least=40, why="16 a call over pgledger's one"),
    "posting_16_over_pgledger_16": Goal(why="16 a call over pgledger's 16"),
    "posting_1_over_naive": Goal(),
    "posting_16_over_naive_16": Goal(),
    "posting_1_over_pgbench_N": Goal(),
    "http_over_empty": Goal(least=0.7),
    "bytes_per_fare": Goal(most=1400, why="ledger tables and indexes"),
    "ussd_step_processor_ms": Goal(why="of the server, here"),
    "ussd_step_scaled_ms": Goal(most=1, why=LIKE),
    "page_day_processor_ms": Goal(why="of the server, here"),
    "page_day_scaled_ms": Goal(most=2, why=LIKE),
    "fleet_page_processor_ms": Goal(why="the same page of 100 vehicles and 60 days, here"),
    "ride_over_plain": Goal(most=1.15, why="cost"),
    "payouts_over_insert": Goal(),
    "rate_limit_over_insert": Goal(),
    "page_limited_over_unlimited": Goal(least=0.80),
    "ussd_step_limited_over_unlimited": Goal(least=0.70),
    "reconcile_over_anti_join": Goal(why="time beside the anti-join's"),
    "match_open_over_anti_join": Goal(why="time beside the anti-join's"),
    "page_month_over_day": Goal(most=1.5),
    "trial_balance_ms": Goal(most=200),
    "wallet_balances_ms": Goal(most=500),
    "verify_million_journals_s": Goal(most=60),
}
# ratio: the figure above and the figure below
RATIOS = {
    "posting_1_over_insert": ("posting_1", "insert"),
    "posting_16_over_insert": ("posting_16", "insert"),
    "posting_1000_over_insert": ("posting_1000", "insert"),
    "clients_20_over_8": ("clients_20", "clients_8"),
    "posting_1_over_pgledger": ("posting_1", "pgledger_1"),
    "posting_16_over_pgledger": ("posting_16", "pgledger_1"),
    "posting_16_over_pgledger_16": ("posting_16", "pgledger_16"),
    "posting_1_over_naive": ("posting_1", "naive_1"),
    "posting_16_over_naive_16": ("posting_16", "naive_16"),
    "posting_1_over_pgbench_N": ("posting_1", "pgbench_N"),
    "http_over_empty": ("http_confirm", "http_empty"),
    "payouts_over_insert": ("payouts", "insert"),
    "rate_limit_over_insert": ("rate_limit", "insert"),
    "page_limited_over_unlimited": ("page_limited", "page"),
    "ussd_step_limited_over_unlimited": ("ussd_step_limited", "ussd_step"),
}


def processor_time(name: str, milliseconds: float, inserts: Figure) -> dict[str, float]:
    """The processor time of a call here, and on the machine that the goals are written for."""
    return {f"{name}_processor_ms": milliseconds, f"{name}_scaled_ms": scaled(milliseconds, inserts.value)}


def ratios(figures: dict[str, Figure]) -> dict[str, float]:
    """The ratios whose two figures were taken in this run."""
    found = {
        name: figures[above].value / figures[below].value
        for name, (above, below) in RATIOS.items()
        if above in figures and below in figures
    }
    if "clients_20" in figures:
        found["clients_20_p99_ms"] = figures["clients_20"].p99_ms
    return found


def report(figures: dict[str, Figure], others: dict[str, float], where: dict[str, str], out: Path) -> None:
    """Print the table with each goal, and write bench.json. `others` are ratios that are measured as such."""
    found = ratios(figures) | others
    print("\n".join(f"{name}: {value}" for name, value in where.items()))
    print(f"{'figure':<18}{'value':>10}  {'unit':<12}{'p50 ms':>9}{'p99 ms':>9}")
    for name, one in figures.items():
        print(f"{name:<18}{one.value:>10.0f}  {one.unit:<12}{one.p50_ms:>9.2f}{one.p99_ms:>9.2f}")
    for name, goal in GOALS.items():
        if name in found:
            digits = 0 if found[name] >= 100 else 2 if found[name] >= 0.1 else 4
            print(f"{name:<34}{found[name]:>8.{digits}f}  goal {goal.text(found[name])}")
    out.parent.mkdir(parents=True, exist_ok=True)
    measured = {name: asdict(one) for name, one in figures.items()}
    whole = {"where": where, "figures": measured, "ratios": found, "bytes_per_fare": others.get("bytes_per_fare")}
    out.write_text(json.dumps(whole, indent=2) + "\n")
