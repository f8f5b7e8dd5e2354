"""`flask create-user` and two commands for a lost second factor: for the first people, and from a terminal only.

    flask create-user --phone 0712000000 --name "Demo Mmiliki" --role owner --scope-owner 1

The password comes from LIPA_NEW_PASSWORD (or the file named by LIPA_NEW_PASSWORD_FILE); otherwise it is asked for.
In production it has 12 characters or more and is not a common one. People set up their second factor themselves
at the first sign-in, after a code by SMS (docs/decisions/sign-in.md); before there is an SMS gateway,
`flask second-factor-code` prints that code. In a demo, LIPA_NEW_TOTP (base32) sets up the second factor.
The commands work as the owner of the database (DATABASE_URL). A known phone gets the new password.
"""

import os
from pathlib import Path

import click
from flask.cli import with_appcontext

from web.account.second_factor import PURPOSE
from web.core import cli, config, db
from web.security import one_time_codes, passwords, phones, sealing, totp


def _parsed_phone(_context: click.Context, _option: click.Parameter, written: str) -> str:
    phone = phones.parse(written)
    if phone is None:
        raise click.BadParameter("not a Kenyan phone number")
    return phone


PHONE = click.option(
    "--phone", required=True, callback=_parsed_phone, help="The phone number that the person signs in with."
)
# What a role is granted for; all other roles are for the whole platform.
SCOPES = {"owner": "owner", "sacco_admin": "sacco", "sacco_treasurer": "sacco", "crew": "vehicle"}


@click.command("create-user")
@PHONE
@click.option("--name", default="", help="For people to recognise; kept sealed.")
@click.option("--role", type=click.Choice((*SCOPES, "ops", "finance", "auditor")), required=True)
@click.option("--scope-owner", type=click.IntRange(min=1), help="owner_id, for the role owner.")
@click.option("--scope-sacco", type=click.IntRange(min=1), help="sacco_id, for a SACCO's officials.")
@click.option("--scope-vehicle", type=click.IntRange(min=1), help="vehicle_id, for the role crew.")
@click.option("--lang", type=click.Choice(("sw", "en")), default="sw", show_default=True)
def create_user(
    *,
    phone: str, name: str, role: str, lang: str,
    scope_owner: int | None, scope_sacco: int | None, scope_vehicle: int | None,
) -> None:  # fmt: skip
    """Register a person and grant one role; for a known phone, set a new password."""
    kind, scope = SCOPES.get(role, "platform"), {"owner": scope_owner, "sacco": scope_sacco, "vehicle": scope_vehicle}
    given = {name: scope_id for name, scope_id in scope.items() if scope_id is not None}
    if set(given) != {kind} - {"platform"}:
        raise click.BadParameter("an owner needs --scope-owner, an official --scope-sacco, a crew --scope-vehicle")
    settings = config.load()
    password = _password(settings)
    cli.connect_as_owner(settings)
    try:
        secret = passwords.make_verifier(password, db.value("config.setting", p_setting="password_params"))
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    user_id = db.value(
        "accounts.register_user", p_phone_hash=phones.lookup_hash(phone),
        p_phone_sealed=sealing.seal("phone", phone.encode()), p_last3=phones.last3(phone),
        p_name_sealed=sealing.seal("name", name.encode()) if name else None, p_lang=lang,
        p_salt=secret.salt, p_params=secret.params, p_verifier=secret.sha256,
    )  # fmt: skip
    db.call("access.grant_role", p_user_id=user_id, p_role=role, p_scope_kind=kind, p_scope_id=given.get(kind))
    if settings.mode == "demo" and (app_secret := os.environ.get("LIPA_NEW_TOTP", "")):
        db.call("accounts.register_second_factor", p_user_id=user_id, p_secret_sealed=totp.seal_secret(app_secret))
    click.echo(f"user {user_id}, phone ..{phones.last3(phone)}, is {role}")


@click.command("forget-second-factor")
@PHONE
def forget_second_factor(phone: str) -> None:
    """For a person who lost the phone and the recovery codes: the next sign-in sets up a new app. Verify who asks."""
    cli.connect_as_owner(config.load())
    outcome = db.value("accounts.forget_second_factor", p_phone_hash=phones.lookup_hash(phone))
    if outcome != "forgotten":
        raise click.ClickException("nobody with a second factor has that phone")
    click.echo(f"the second factor of ..{phones.last3(phone)} is forgotten; all sessions ended; the person was told")


@click.command("second-factor-code")
@PHONE
@with_appcontext
def second_factor_code(phone: str) -> None:
    """Print the code that an SMS would bring before the first app is set up. Verify the person you give it to."""
    cli.connect_as_owner(config.load())
    known, digits = phones.lookup_hash(phone), one_time_codes.random_digits()
    outcome = db.value(
        "accounts.release_code", p_phone_hash=known, p_purpose=PURPOSE,
        p_code_hash=one_time_codes.hash_code(PURPOSE, known, digits),
    )  # fmt: skip
    if outcome == "set_up":
        raise click.ClickException("their app is set up already: flask forget-second-factor comes first")
    if outcome != "given":
        raise click.ClickException("nobody who may sign in has that phone")
    click.echo(f"{digits} for ..{phones.last3(phone)}: after the password, under 'I have a code already'")


def _password(settings: config.Settings) -> str:
    """The new password; in production, not a default that others know."""
    path = os.environ.get("LIPA_NEW_PASSWORD_FILE")
    given = os.environ.get("LIPA_NEW_PASSWORD") or (Path(path).read_text(encoding="utf-8").strip() if path else "")
    given = given or str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    if settings.mode == "production" and passwords.is_default(given):
        raise click.ClickException("in production a password has 12 characters or more and is no default")
    return given
