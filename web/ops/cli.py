"""`flask verify-seals`: recompute every seal from the ledger and name what was changed (docs/decisions/ledger.md)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import click

from web.core import cli, config, db

JOURNALS = 20_000  # in one part
PART_SECONDS = 600.0
Fault = dict[str, Any]


@click.command("verify-seals")
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    metavar="DAY:XXXX-XXXX",
    help="A fingerprint kept outside, from an SMS or a statement: 2026-11-28:0A1B-2C3D. May be repeated.",
)
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True)  # fmt: skip
def verify_seals(anchors: tuple[str, ...], workers: int) -> None:
    """Compare every journal and entry with its seal, the chain, and fingerprints kept outside. Fails on a difference.

    Only a fingerprint from outside tells that the newest rows were deleted together with their seals.
    """
    cli.connect_as_owner(config.load())
    given = [_parse(anchor) for anchor in anchors]
    faults, sums = verify(workers)
    lines = [_describe(fault) for fault in faults]
    for day, fingerprint in given:
        if not db.call("ledger.find_fingerprint", p_on=day, p_fingerprint=fingerprint):
            lines.append(f"{day}  no seal of that day has the fingerprint {fingerprint}: rows and seals are gone")
    click.echo("\n".join([*lines, "{} seals, {} journals, {} entries, ".format(*sums)
                          + f"{len(given)} fingerprints: {len(lines)} faults"]))  # fmt: skip
    if lines:
        raise SystemExit(1)


def verify(workers: int) -> tuple[list[Fault], list[int]]:
    """Verify all seals, a part on each connection: the faults, and how many seals, journals and entries."""
    parts = db.call("ledger.seal_ranges", p_journals=JOURNALS)
    with ThreadPoolExecutor(workers) as threads:
        rest = threads.submit(db.call, "ledger.unsealed_faults", within=PART_SECONDS)
        with click.progressbar(threads.map(_verify, parts), length=len(parts), label="seals") as shown:
            faults = [fault for part in shown for fault in part]
        faults += rest.result()
    faults.sort(key=lambda fault: [fault[name] or 0 for name in ("seal_id", "journal_id", "line_no")])
    return faults, [sum(part[name] for part in parts) for name in ("seals", "journals", "entries")]


def _parse(anchor: str) -> tuple[date, str]:
    day, _, fingerprint = anchor.partition(":")
    try:
        return date.fromisoformat(day), fingerprint
    except ValueError as error:
        raise click.BadParameter("not DAY:XXXX-XXXX", param_hint="--anchor") from error


def _verify(part: dict[str, Any]) -> list[Fault]:
    return db.call("ledger.verify_seals", within=PART_SECONDS, p_from=part["first_seal"], p_to=part["last_seal"])


def _describe(fault: Fault) -> str:
    """The day first, because that is what people ask."""
    words = (("seal", "seal_id"), ("journal", "journal_id"), ("line", "line_no"))
    named = [f"{word} {fault[column]}" for word, column in words if fault[column] is not None]
    return "  ".join([str(fault["business_on"] or "no day"), fault["fault"], *named])
