"""`flask keys status | rehash-phones | reseal`: change a key (docs/decisions/privacy-and-keys.md).

Web and worker are stopped meanwhile. The commands connect with DATABASE_URL as the owner of the tables and work in
batches, each in one transaction. They may be interrupted and started again: they skip what is already under the
new key.
"""

from collections.abc import Iterator

import click

from web.core import cli, config, db
from web.security import phones, sealing

BATCH = click.option("--batch", type=click.IntRange(1, 10_000), default=500, show_default=True, help="Rows at a time.")
BATCH_SECONDS = 600.0
CREW_PINS = "accounts.crew_pins.verifier"
Hashes = list[tuple[bytes, bytes]]


@click.group()
def keys() -> None:
    """Change the key that seals, or the key that phones are looked up by."""
    cli.connect_as_owner(config.load())


@keys.command()
@BATCH
def status(batch: int) -> None:
    """Count the values under each key; fail while any value is under an older key."""
    _report(batch)


@keys.command("rehash-phones")
@BATCH
def rehash_phones(batch: int) -> None:
    """Replace the hash of every phone that we can decrypt by its hash under LIPA_LOOKUP_KEY, in all tables."""
    _refuse_while_serving()
    total = sum(len(changed) for changed in _changed_hashes(batch))
    if total:
        _unlink_unknown_payers(batch)
    done = 0
    for changed in _changed_hashes(batch):
        if changed:
            db.value(
                "privacy.rehash_phones", within=BATCH_SECONDS,
                p_from=[before for before, _ in changed], p_to=[after for _, after in changed],
            )  # fmt: skip
            done += len(changed)
            click.echo(f"phones: {done} of {total}")
    _report(batch)


@keys.command()
@BATCH
def reseal(batch: int) -> None:
    """Decrypt what older keys sealed and seal it with the first of LIPA_SEAL_KEYS."""
    _refuse_while_serving()
    column: dict[str, str]
    for column in db.call("privacy.sealed_columns"):
        done = 0
        for rows in _batches_under_older_keys(column["sealed_column"], batch):
            resealed = [(key, sealed, new) for key, sealed in rows if (new := _reseal(column["kind"], sealed))]
            done += db.value(
                "privacy.store_resealed", within=BATCH_SECONDS,
                p_key_id=sealing.sealing_key_id(), p_sealed_column=column["sealed_column"],
                p_row_keys=[key for key, _, _ in resealed], p_before=[sealed for _, sealed, _ in resealed],
                p_after=[new for _, _, new in resealed],
            )  # fmt: skip
            click.echo(f"{column['sealed_column']}: {done}")
    _report(batch)


def _refuse_while_serving() -> None:
    """A process with the old key would go on writing values under it."""
    found = [str(row["role"]) for row in db.call("privacy.serving_roles")]
    if found:
        raise click.ClickException(f"stop web and worker first; still connected: {', '.join(found)}")


def _changed_hashes(batch: int) -> Iterator[Hashes]:
    """In batches, the present hash and the hash under our key, where they differ. What no key decrypts stays."""
    after = b""
    while rows := db.call("privacy.phones_batch", within=BATCH_SECONDS, p_after=after, p_limit=batch):
        after = bytes(rows[-1]["phone_hash"])
        pairs = [(bytes(row["phone_hash"]), _new_hash(bytes(row["phone_sealed"]))) for row in rows]
        yield [(before, new) for before, new in pairs if new and new != before]


def _new_hash(sealed: bytes) -> bytes | None:
    try:
        return phones.lookup_hash(sealing.open_sealed("phone", sealed).decode())
    except sealing.DecryptionError:
        return None


def _unlink_unknown_payers(batch: int) -> None:
    """Runs before the known phones change: afterwards an old hash could not be told from a new one."""
    after: str | None = ""
    while after is not None:
        after = db.value("privacy.unlink_unknown_payers", within=BATCH_SECONDS, p_after=after, p_limit=batch)
        if after:
            click.echo(f"payers known by a hash alone: payments checked up to {after}")


def _batches_under_older_keys(column: str, batch: int) -> Iterator[list[tuple[str, bytes]]]:
    """In batches, what a key other than the first sealed."""
    after: str | None = None
    while rows := db.call(
        "privacy.sealed_batch", within=BATCH_SECONDS,
        p_sealed_column=column, p_key_id=sealing.sealing_key_id(), p_after=after, p_limit=batch,
    ):  # fmt: skip
        after = rows[-1]["row_key"]
        yield [(row["row_key"], bytes(row["sealed"])) for row in rows]


def _reseal(kind: str, sealed: bytes) -> bytes | None:
    try:
        return sealing.seal(kind, sealing.open_sealed(kind, sealed))
    except sealing.DecryptionError:
        return None


def _report(batch: int) -> None:
    """Print what is left; fail while something is."""
    sealing_key, lookup_key = sealing.sealing_key_id(), phones.lookup_key_id()
    older = 0
    for row in db.call("privacy.sealed_under", within=BATCH_SECONDS):
        note = ""
        if row["sealed_column"] == CREW_PINS:
            note = (
                "" if row["key_id"] == lookup_key else "  (older: each crew member chooses a new PIN and is told why)"
            )
        elif row["key_id"] != sealing_key:
            note = "  (older)"
            older += row["sealed_values"]
        click.echo(f"{row['sealed_column']}  {row['key_id']}  {row['sealed_values']}{note}")
    left = sum(len(changed) for changed in _changed_hashes(batch))
    click.echo(f"left to reseal: {older}; phones left to rehash: {left}")
    if older or left:
        raise click.ClickException("something is still under an older key")
    click.echo(f"everything is under {sealing_key} and {lookup_key}: older keys may be thrown away")
