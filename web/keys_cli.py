"""`flask keys`: what is sealed under which key, before an old one is taken away. docs/decisions/0075."""

import click

from web import db, phones

COUNT_SECONDS = 120.0


@click.command("keys")
def keys() -> None:
    """Count what each key seals; says whether only the first of LIPA_SEAL_KEYS is in use."""
    found = db.call("worker.sealed_under", within=COUNT_SECONDS)
    for row in found:
        click.echo(f"{row['sealed_column']}  {row['key_id']}  {row['sealed_values']}")
    older = {row["key_id"] for row in found} - {phones.sealing_key()}
    if older:
        raise click.ClickException(f"still in use: {', '.join(sorted(older))}")
    click.echo(f"everything is under {phones.sealing_key()}: older keys may be taken out of LIPA_SEAL_KEYS")
