"""`flask keys status | rehash-phones | reseal`: change a key in a maintenance window. docs/decisions/0075.

Web and worker are stopped meanwhile. The commands connect with DATABASE_URL as the owner of the tables and work in
batches, each in one transaction. They may be interrupted: started again they go on, because what is already under
the new key is recognised by itself.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
from psycopg.rows import TupleRow, tuple_row

from web import phones

BATCH = click.option("--batch", type=click.IntRange(1, 10_000), default=500, show_default=True, help="Rows at a time.")
CREW_NUMBERS = "security.crew_pins.verifier"
Owner = psycopg.Connection[TupleRow]


@click.group()
def keys() -> None:
    """Change the key that seals, or the key that phones are looked up by."""


@keys.command()
@BATCH
def status(batch: int) -> None:
    """Count what is under which key; fails while anything is under an older one."""
    with _connect() as owner:
        _report(owner, batch)


@keys.command("rehash-phones")
@BATCH
def rehash_phones(batch: int) -> None:
    """Give every phone that we can open its hash under LIPA_LOOKUP_KEY, wherever it stands."""
    with _connect() as owner:
        _refuse_while_serving(owner)
        total = sum(len(_moves(page)) for page in _phones(owner, batch))
        if total:
            _unlink_strangers(owner, batch)
        done = 0
        for page in _phones(owner, batch):
            moves = _moves(page)
            with owner.transaction(), owner.cursor() as cursor:
                cursor.executemany("select security.rename_phone(p_from => %s, p_to => %s)", moves)
            done += len(moves)
            if moves:
                click.echo(f"phones: {done} of {total}")
        _report(owner, batch)


@keys.command()
@BATCH
def reseal(batch: int) -> None:
    """Open what older keys sealed and seal it with the first of LIPA_SEAL_KEYS."""
    key_id = phones.sealing_key()
    with _connect() as owner:
        _refuse_while_serving(owner)
        for column, kind in owner.execute("select sealed_column, kind from security.sealed_columns()").fetchall():
            after, done = None, 0
            while page := owner.execute(
                "select row_key, sealed from security.sealed_page(%s, %s, %s, %s)", (column, key_id, after, batch)
            ).fetchall():
                after = page[-1][0]
                again = [(key, sealed, new) for key, sealed in page if (new := _sealed_again(kind, sealed))]
                row_keys, before, new_values = ([row[place] for row in again] for place in range(3))
                with owner.transaction():
                    owner.execute(
                        "select security.put_resealed(%s, %s, %s::text[], %s::bytea[], %s::bytea[])",
                        (key_id, column, row_keys, before, new_values),
                    )
                done += len(again)
                click.echo(f"{column}: {done}")
        _report(owner, batch)


def _connect() -> Owner:
    path = os.environ.get("DATABASE_URL_FILE")
    url = os.environ.get("DATABASE_URL") or (Path(path).read_text(encoding="utf-8").strip() if path else "")
    if not url:
        raise click.ClickException("DATABASE_URL is not set")
    return psycopg.connect(url, autocommit=True, row_factory=tuple_row)


def _refuse_while_serving(owner: Owner) -> None:
    """A process with the old key would write values under it behind our back."""
    found = owner.execute(
        "select distinct usename from pg_stat_activity where datname = current_database() and usename ~ '^lipa_'"
        " and usename not in ('lipa_auditor', current_user) order by 1"
    ).fetchall()
    if found:
        raise click.ClickException(f"stop web and worker first; still connected: {', '.join(row[0] for row in found)}")


def _phones(owner: Owner, batch: int) -> Iterator[list[TupleRow]]:
    """All phones with a sealed number, page by page in the order of the hash."""
    after = b""
    while page := owner.execute("select * from security.phones_page(%s, %s)", (after, batch)).fetchall():
        after = page[-1][0]
        yield page


def _moves(page: list[TupleRow]) -> list[tuple[bytes, bytes]]:
    """The hash now and the hash under our key, where they differ. What no key opens stays as it is."""
    moves = []
    for now, sealed in page:
        try:
            new = phones.lookup_hash(phones.open_sealed("phone", sealed).decode())
        except phones.SealBroken:
            continue
        if new != now:
            moves.append((now, new))
    return moves


def _unlink_strangers(owner: Owner, batch: int) -> None:
    """Before the known phones move, because afterwards a stranger's old hash can't be told from a new one."""
    after: str | None = ""
    while after is not None:
        with owner.transaction():
            row = owner.execute("select security.unlink_strangers(%s, %s)", (after, batch)).fetchone()
        after = row[0] if row else None
        if after:
            click.echo(f"payments of payers known by a hash alone: looked at up to {after}")


def _sealed_again(kind: str, sealed: bytes) -> bytes | None:
    try:
        return phones.seal(kind, phones.open_sealed(kind, sealed))
    except phones.SealBroken:
        return None


def _report(owner: Owner, batch: int) -> None:
    """What is left; raises while something is."""
    sealing, lookup = phones.sealing_key(), phones.lookup_key_id()
    older = 0
    for column, key_id, values in owner.execute("select * from security.sealed_under()").fetchall():
        if column == CREW_NUMBERS:
            note = "" if key_id == lookup else "  (older: each crew member chooses a new number and is told why)"
        else:
            older += values if key_id != sealing else 0
            note = "" if key_id == sealing else "  (older)"
        click.echo(f"{column}  {key_id}  {values}{note}")
    moves = sum(len(_moves(page)) for page in _phones(owner, batch))
    click.echo(f"left to reseal: {older}; phones left to rehash: {moves}")
    if older or moves:
        raise click.ClickException("something is still under an older key")
    click.echo(f"everything is under {sealing} and {lookup}: older keys may be thrown away")
