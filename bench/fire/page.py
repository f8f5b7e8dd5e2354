"""Writes the result of a run into docs/fire.md, a row a run; a run of the same settings replaces its row."""

import textwrap
import time
from collections import Counter
from pathlib import Path

from bench.fire.run import Report

HEAD = """# Fault injection

Written by `python -m bench.fire --write docs/fire.md`; [how it is done](../bench/fire/README.md). Web, worker and
PostgreSQL run as in production; the simulated operator is a process of its own, and its books are the truth. After
each fault the load pauses, everything has to drain within 120 s, and the database is compared with the operator's
books, with an independent model in plain Python, and with the invariants as SQL. In the volume form payers at a high
rate go on, fault after fault; what became final is compared after each fault, everything after some tens of faults
and, read once more from nothing, at the end. A zero is given with its bound: no failure in N trials says that the rate
is below about 3/N. The faults follow the seed; threads and processes don't, so a second run of a seed meets the same
faults and not the same microsecond.

## Runs
"""
COLUMNS = ("day", "seed", "minutes", "fares acknowledged", "lost", "doubled", "unbalanced", "paid out", "paid twice",
           "faults", "restarts", "longest drain", "looks under load")  # fmt: skip


def write(path: Path, report: Report) -> None:
    """Add the run's row, and what it was made of."""
    old = path.read_text(encoding="utf-8") if path.exists() else HEAD
    parts = old.partition("## Runs\n")
    rows = [line for line in parts[2].splitlines() if line.startswith("| 2")]
    settings = report.settings
    mark = f"| {settings.seed} | {minutes_of(report)} |"
    rows = [row for row in rows if mark not in row] + [row_of(report)]
    details = [block for block in parts[2].split("\n### ")[1:] if block.partition("\n")[0] != title(report)]
    details = [block.rstrip() for block in details] + [detail_of(report)]
    table = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS), *rows]
    path.write_text(HEAD + "\n".join(table) + "\n\n" + "\n\n".join(f"### {block}" for block in details) + "\n")


def title(report: Report) -> str:
    form = ", volume form" if report.settings.volume else ""
    return f"Seed {report.settings.seed}, {report.settings.minutes:g} minutes{form}"


def minutes_of(report: Report) -> str:
    return f"{report.settings.minutes:g}{' volume' if report.settings.volume else ''}"


def row_of(report: Report) -> str:
    found = report.findings
    values = (
        time.strftime("%F"), report.settings.seed, minutes_of(report), found.acknowledged,
        bound(found.lost, found.acknowledged), bound(found.doubled, found.acknowledged),
        bound(found.unbalanced, found.acknowledged), found.paid_out, bound(found.paid_twice, found.paid_out),
        report.faults.total(), report.restarts, f"{report.longest_drain:.0f} s after {report.drain_after}",
        report.looks,
    )  # fmt: skip
    return "| " + " | ".join(map(str, values)) + " |"


def bound(failures: int, trials: int) -> str:
    """The count; of a zero also what it says about the rate."""
    return str(failures) if failures or not trials else f"0 (below {3 / trials:.1e})"


def of_volume(report: Report) -> str:
    """What the payers of the volume form did and heard."""
    if not report.volume:
        return ""
    count = Counter(report.volume)
    heard = ", ".join(f"{what} {times}" for what, times in sorted(report.refusals.items()))
    return (
        f" Payers at the PayBill: {count['S']} payments, {count['A']} acknowledged, {count['posted']} posted;"
        f" {count['D']} messages twice, {count['R']} again because no acknowledgement came ({heard}). Longest"
        f" wait of an acknowledged payment for its fare: {report.longest_wait:.0f} s. {report.rests} times all rested;"
        f" {count['journals']} journals were read from nothing at the end; {report.seconds / 60:.0f} minutes in all."
    )


def detail_of(report: Report) -> str:
    counts = report.operations
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(report.faults.items()))
    skipped = "".join(f"\n\nSkipped: {name} ({why})." for name, why in sorted(report.skipped.items()))
    text = (
        f"`{report.settings.command}`: {counts.get('invoke', 0)} operations of"
        f" {report.settings.clients} passengers and 6 people who sign in; {counts.get('ok', 0)} said yes,"
        f" {counts.get('fail', 0)} no, {counts.get('info', 0)} nothing. {report.findings.unsure} payments that nobody"
        f" acknowledged are not posted yet. Faults: {kinds}.{of_volume(report)}"
    )
    return f"{title(report)}\n" + textwrap.fill(text, 118, break_long_words=False, break_on_hyphens=False) + skipped
