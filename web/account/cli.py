"""`flask create-user`: how the first people get in, from a terminal, never with a password of ours.

    flask create-user --phone 0712000000 --name "Demo Mmiliki" --role owner --scope-owner 1

The password comes from LIPA_NEW_PASSWORD (or the file named by LIPA_NEW_PASSWORD_FILE), else it is
asked for; in production it must be 12 characters or more and none of the words everybody tries. The second
step is set up by the person, at the first sign-in, after a code by SMS (docs/decisions/sign-in.md); before there is an SMS
gateway `flask second-factor-code` prints that code. In a demo LIPA_NEW_TOTP (base32) gives the second step beforehand.
Works as the owner of the database (DATABASE_URL); a known phone gets the new password.
"""

import os
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from web.account.second_factor import PURPOSE
from web.core import config, db
from web.security import one_time_codes, passwords, phones, totp

# Where a role is held; all others are for the whole platform.
SCOPES = {"owner": "owner", "sacco_admin": "sacco", "sacco_treasurer": "sacco", "crew": "vehicle"}


@click.command("create-user")
@click.option("--phone", required=True, help="The phone number that the person signs in with.")
@click.option("--name", default="", help="For people to recognise; kept sealed.")
@click.option("--role", type=click.Choice((*SCOPES, "ops", "finance", "auditor")), required=True)
@click.option("--scope-owner", type=click.IntRange(min=1), help="owner_id, for the role owner.")
@click.option("--scope-sacco", type=click.IntRange(min=1), help="sacco_id, for a SACCO's officials.")
@click.option("--scope-vehicle", type=click.IntRange(min=1), help="vehicle_id, for the role crew.")
@click.option("--lang", type=click.Choice(("sw", "en")), default="sw", show_default=True)
def create_user(
    *,
    phone: str,
    name: str,
    role: str,
    scope_owner: int | None,
    scope_sacco: int | None,
    scope_vehicle: int | None,
    lang: str,
) -> None:
    """Register a person and grant one role; again with the same phone sets a new password."""
    number = phones.normalise(phone)
    if number is None:
        raise click.BadParameter("not a Kenyan phone number", param_hint="--phone")
    kind, scope = SCOPES.get(role, "platform"), {"owner": scope_owner, "sacco": scope_sacco, "vehicle": scope_vehicle}
    given = {name: scope_id for name, scope_id in scope.items() if scope_id is not None}
    if set(given) != {kind} - {"platform"}:
        raise click.BadParameter(
            "an owner has --scope-owner, a SACCO's official --scope-sacco, a crew --scope-vehicle, nobody else has one"
        )
    settings = config.load()
    password = _password(settings)
    as_owner_of_the_database(settings)
    try:
        secret = passwords.verifier(password, db.value("config.setting", p_setting="password_params"))
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from None
    user_id = db.value(
        "accounts.register_user", p_phone_hash=phones.lookup_hash(number),
        p_phone_sealed=phones.seal("phone", number.encode()), p_last3=phones.last3(number),
        p_name_sealed=phones.seal("name", name.encode()) if name else None, p_lang=lang,
        p_salt=secret.salt, p_params=secret.params, p_verifier=secret.sha256,
    )  # fmt: skip
    db.call(
        "access.grant_role", p_user_id=user_id, p_role=role,
        p_scope_kind=kind, p_scope_id=given.get(kind),
    )  # fmt: skip
    if settings.mode == "demo" and (app_secret := os.environ.get("LIPA_NEW_TOTP", "")):
        db.call("accounts.register_second_factor", p_user_id=user_id, p_secret_sealed=totp.sealed(app_secret))
    click.echo(f"user {user_id}, phone ..{phones.last3(number)}, is {role}")


@click.command("forget-second-factor")
@click.option("--phone", required=True, help="The phone number that the person signs in with.")
def forget_second_factor(phone: str) -> None:
    """For who has lost the phone and the paper: a new app is set up at the next sign-in. Be sure who asks."""
    number = phones.normalise(phone)
    if number is None:
        raise click.BadParameter("not a Kenyan phone number", param_hint="--phone")
    as_owner_of_the_database(config.load())
    outcome = db.value("accounts.forget_second_factor", p_phone_hash=phones.lookup_hash(number))
    if outcome != "forgotten":
        raise click.ClickException("nobody with a second step has that phone")
    click.echo(f"the second step of ..{phones.last3(number)} is forgotten; all sessions ended; the person was told")


@click.command("second-factor-code")
@click.option("--phone", required=True, help="The phone number that the person signs in with.")
@with_appcontext
def second_factor_code(phone: str) -> None:
    """Print, once, the code that an SMS would bring before the first app is set up. Be sure whom you hand it to."""
    number = phones.normalise(phone)
    if number is None:
        raise click.BadParameter("not a Kenyan phone number", param_hint="--phone")
    as_owner_of_the_database(config.load())
    known, digits = phones.lookup_hash(number), one_time_codes.drawn()
    outcome = db.value(
        "accounts.release_code", p_phone_hash=known, p_purpose=PURPOSE,
        p_code_hash=one_time_codes.hashed(PURPOSE, known, digits),
    )  # fmt: skip
    if outcome == "set_up":
        raise click.ClickException("their app is set up already: flask forget-second-factor comes first")
    if outcome != "given":
        raise click.ClickException("nobody who may sign in has that phone")
    click.echo(f"{digits} for ..{phones.last3(number)}: after the password, under 'I have a code already'")


# The domain schemas whose functions the commands call.
OWNED_SCHEMAS = ("accounts", "access", "audit", "config", "privacy")


def _password(settings: config.Settings) -> str:
    """Never one that others know: where real money is, no default gets in."""
    path = os.environ.get("LIPA_NEW_PASSWORD_FILE")
    given = os.environ.get("LIPA_NEW_PASSWORD") or (Path(path).read_text(encoding="utf-8").strip() if path else "")
    given = given or str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    if settings.mode == "production" and passwords.is_default(given):
        raise click.ClickException("in production a password has 12 characters or more and is no default")
    return given


def as_owner_of_the_database(settings: config.Settings) -> None:
    """Call functions of the domain schemas as the owner of the tables; no login role may call them."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException("DATABASE_URL is not set")
    db.configure(replace(settings, database_urls=dict.fromkeys(OWNED_SCHEMAS, url)))
