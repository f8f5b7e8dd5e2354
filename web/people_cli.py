"""`flask create-user`: how the first people get in, from a terminal, never with a password of ours.

    flask create-user --phone 0712000000 --name "Demo Mmiliki" --role owner --scope-owner 1

The password comes from LIPA_NEW_PASSWORD (or the file named by LIPA_NEW_PASSWORD_FILE), else it is
asked for. Works as the owner of the database (DATABASE_URL); a known phone gets the new password.
"""

import os
from dataclasses import replace
from pathlib import Path

import click

from web import config, db, passwords, phones


@click.command("create-user")
@click.option("--phone", required=True, help="The phone number that the person signs in with.")
@click.option("--name", default="", help="For people to recognise; kept sealed.")
@click.option("--role", type=click.Choice(("owner", "ops", "finance", "auditor")), required=True)
@click.option("--scope-owner", type=click.IntRange(min=1), help="owner_id, for the role owner.")
@click.option("--lang", type=click.Choice(("sw", "en")), default="sw", show_default=True)
def create_user(phone: str, name: str, role: str, scope_owner: int | None, lang: str) -> None:
    """Register a person and grant one role; again with the same phone sets a new password."""
    number = phones.normalise(phone)
    if number is None:
        raise click.BadParameter("not a Kenyan phone number", param_hint="--phone")
    if (role == "owner") != (scope_owner is not None):
        raise click.BadParameter("needed for the role owner, and for no other", param_hint="--scope-owner")
    try:
        secret = passwords.verifier(_password())
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from None
    _as_owner_of_the_database()
    user_id = db.value(
        "security.register_user", p_phone_hash=phones.lookup_hash(number),
        p_phone_sealed=phones.seal("phone", number.encode()), p_last3=phones.last3(number),
        p_name_sealed=phones.seal("name", name.encode()) if name else None, p_lang=lang,
        p_salt=secret.salt, p_params=secret.params, p_verifier=secret.sha256,
    )  # fmt: skip
    db.call(
        "security.grant_role", p_user_id=user_id, p_role=role,
        p_scope_kind="owner" if scope_owner else "platform", p_scope_id=scope_owner,
    )  # fmt: skip
    click.echo(f"user {user_id}, phone ..{phones.last3(number)}, is {role}")


def _password() -> str:
    path = os.environ.get("LIPA_NEW_PASSWORD_FILE")
    given = os.environ.get("LIPA_NEW_PASSWORD") or (Path(path).read_text(encoding="utf-8").strip() if path else "")
    return given or str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _as_owner_of_the_database() -> None:
    """These two functions are behind no door: only who owns the tables may call them."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException("DATABASE_URL is not set")
    db.configure(replace(config.load(), database_urls={"security": url}))
