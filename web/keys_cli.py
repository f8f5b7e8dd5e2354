"""`flask keys status | rehash-phones | reseal`: change a key in a maintenance window. docs/decisions/privacy-and-keys.md.

Web and worker are stopped meanwhile. The commands connect with DATABASE_URL as the owner of the tables and work in
batches, each in one transaction. They may be interrupted: started again they go on, because what is already under
the new key is recognised by itself.
"""

from collections.abc import Iterator

import click

from web.account import cli
from web.core import config, db
from web.security import phones

BATCH = click.option("--batch", type=click.IntRange(1, 10_000), default=500, show_default=True, help="Rows at a time.")
BATCH_SECONDS = 600.0
CREW_NUMBERS = "accounts.crew_pins.verifier"
Hashes = list[tuple[bytes, bytes]]


@click.group()
def keys() -> None:
    """Change the key that seals, or the key that phones are looked up by."""
    cli.as_owner_of_the_database(config.load())


@keys.command()
@BATCH
def status(batch: int) -> None:
    """Count what is under which key; fails while anything is under an older one."""
    _report(batch)


@keys.command("rehash-phones")
@BATCH
def rehash_phones(batch: int) -> None:
    """Give every phone that we can open its hash under LIPA_LOOKUP_KEY, wherever it stands."""
    _refuse_while_serving()
    total = sum(len(moves) for moves in _moves(batch))
    if total:
        _unlink_strangers(batch)
    done = 0
    for moves in _moves(batch):
        if moves:
            db.value(
                "privacy.rehash_phones", within=BATCH_SECONDS,
                p_from=[before for before, _ in moves], p_to=[after for _, after in moves],
            )  # fmt: skip
            done += len(moves)
            click.echo(f"phones: {done} of {total}")
    _report(batch)


@keys.command()
@BATCH
def reseal(batch: int) -> None:
    """Open what older keys sealed and seal it with the first of LIPA_SEAL_KEYS."""
    _refuse_while_serving()
    column: dict[str, str]
    for column in db.call("privacy.sealed_columns"):
        done = 0
        for page in _older(column["sealed_column"], batch):
            again = [(key, sealed, new) for key, sealed in page if (new := _sealed_again(column["kind"], sealed))]
            done += db.value(
                "privacy.store_resealed", within=BATCH_SECONDS,
                p_key_id=phones.sealing_key(), p_sealed_column=column["sealed_column"],
                p_row_keys=[key for key, _, _ in again], p_before=[sealed for _, sealed, _ in again],
                p_after=[new for _, _, new in again],
            )  # fmt: skip
            click.echo(f"{column['sealed_column']}: {done}")
    _report(batch)


def _refuse_while_serving() -> None:
    """A process with the old key would write values under it behind our back."""
    found = [str(row["role"]) for row in db.call("privacy.serving_roles")]
    if found:
        raise click.ClickException(f"stop web and worker first; still connected: {', '.join(found)}")


def _moves(batch: int) -> Iterator[Hashes]:
    """Page by page, the hash now and the hash under our key, where they differ. What no key opens stays as it is."""
    after = b""
    while page := db.call("privacy.phones_batch", within=BATCH_SECONDS, p_after=after, p_limit=batch):
        after = bytes(page[-1]["phone_hash"])
        pairs = [(bytes(row["phone_hash"]), _new_hash(bytes(row["phone_sealed"]))) for row in page]
        yield [(before, new) for before, new in pairs if new and new != before]


def _new_hash(sealed: bytes) -> bytes | None:
    try:
        return phones.lookup_hash(phones.open_sealed("phone", sealed).decode())
    except phones.DecryptionError:
        return None


def _unlink_strangers(batch: int) -> None:
    """Before the known phones move, because afterwards a other_owner's old hash can't be told from a new one."""
    after: str | None = ""
    while after is not None:
        after = db.value("privacy.unlink_unknown_payers", within=BATCH_SECONDS, p_after=after, p_limit=batch)
        if after:
            click.echo(f"payers known by a hash alone: payments looked at up to {after}")


def _older(column: str, batch: int) -> Iterator[list[tuple[str, bytes]]]:
    """Page by page, what another key than the first sealed."""
    after: str | None = None
    while page := db.call(
        "privacy.sealed_batch", within=BATCH_SECONDS,
        p_sealed_column=column, p_key_id=phones.sealing_key(), p_after=after, p_limit=batch,
    ):  # fmt: skip
        after = page[-1]["row_key"]
        yield [(row["row_key"], bytes(row["sealed"])) for row in page]


def _sealed_again(kind: str, sealed: bytes) -> bytes | None:
    try:
        return phones.seal(kind, phones.open_sealed(kind, sealed))
    except phones.DecryptionError:
        return None


def _report(batch: int) -> None:
    """Say what is left; fail while something is."""
    sealing, lookup = phones.sealing_key(), phones.lookup_key_id()
    older = 0
    for row in db.call("privacy.sealed_under", within=BATCH_SECONDS):
        note = ""
        if row["sealed_column"] == CREW_NUMBERS:
            note = "" if row["key_id"] == lookup else "  (older: each of them chooses a new number and is told why)"
        elif row["key_id"] != sealing:
            note = "  (older)"
            older += row["sealed_values"]
        click.echo(f"{row['sealed_column']}  {row['key_id']}  {row['sealed_values']}{note}")
    left = sum(len(moves) for moves in _moves(batch))
    click.echo(f"left to reseal: {older}; phones left to rehash: {left}")
    if older or left:
        raise click.ClickException("something is still under an older key")
    click.echo(f"everything is under {sealing} and {lookup}: older keys may be thrown away")
