"""`flask import-statement FILE`: reads a statement in this process, as the tables' owner."""

from pathlib import Path

import click

from web.core import cli, config
from web.i18n import labels
from worker.statements.importer import Importer, Outcome


def run(file: str, account: str | None) -> None:
    """Read the file; fail if it can't be read, or if its balances don't agree with its lines."""
    cli.connect_as_owner(config.load())
    path = Path(file)

    def show(rows: int) -> None:
        click.echo(f"{rows:,} rows", err=True)

    outcome = Importer("recon", "command", show).read(path, path.name, account)
    for line in describe(outcome):
        click.echo(line)
    if outcome.state not in ("read", "known") or outcome.proof == "unproven":
        raise SystemExit(1)


def describe(outcome: Outcome) -> list[str]:
    """What became of a file, line by line."""
    if outcome.state == "failed":
        code, _, what = outcome.failure.partition(": ")
        return [labels.label("statement_failure", code, "en", what=what)]
    if outcome.state != "read":
        return [labels.label("statement_done", outcome.state, "en")]
    bad = [f"row {number:>9,}  {labels.label('bad_row', reason, 'en')}" for number, reason in outcome.bad]
    more = outcome.bad_count - len(outcome.bad)
    counts = (outcome.new, outcome.known, outcome.conflicting, outcome.failed, outcome.bad_count)
    return [
        *bad, *([f"and {more:,} more rows"] if more else []),
        "".join(f"{name:>14}" for name in ("new", "known", "conflicting", "not completed", "set aside")),
        "".join(f"{count:>14,}" for count in counts),
        f"statement {outcome.statement_id}: {labels.label('statement_proof', outcome.proof, 'en')}",
    ]  # fmt: skip
