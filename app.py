"""Entry point: `gunicorn app:app` for the web, `flask worker` and `flask jobs` for the worker, and other commands."""

import os

import click
from flask import Flask
from flask.cli import with_appcontext

import web
from web.account.cli import create_user, forget_second_factor, second_factor_code
from web.fleet.cli import import_fleet
from web.keys_cli import keys
from web.ops.cli import verify_seals

# Also where no script of ours starts the process: libpq would mix these with the addresses in our settings.
for _name in [name for name in os.environ if name.startswith("PG")]:
    del os.environ[_name]


def create_app() -> Flask:
    """The web application with its commands."""
    application = web.create_app()
    commands = (worker, jobs, create_user, forget_second_factor, second_factor_code, keys, import_fleet,
                import_statement, verify_seals)  # fmt: skip
    for command in commands:
        application.cli.add_command(command)
    return application


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(once: bool) -> None:
    """Send what is in the outbox (SMS, payment prompts, queries) and retry stored callbacks."""
    # Imported here, so that the web never loads the code that calls the operators.
    from worker import run  # noqa: PLC0415

    run(once=once)


@click.command()
@click.argument("names", nargs=-1)
def jobs(names: tuple[str, ...]) -> None:
    """Run the scheduled jobs that are due once, or the named ones (checkpoints …)."""
    from worker import run_jobs  # noqa: PLC0415

    run_jobs(names)


@click.command("import-statement")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--account", type=click.Choice(("utility", "working", "charges", "settlement")),
              help="Which account it is about, where the file doesn't say it.")  # fmt: skip
@with_appcontext
def import_statement(file: str, account: str | None) -> None:
    """Read a statement of M-Pesa's portal (CSV, XLS or XLSX) and match it with the ledger."""
    from worker.statements.command import run as read_statement  # noqa: PLC0415

    read_statement(file, account)


def __getattr__(name: str) -> Flask:
    """Make `app:app` only when it is used, so that `app:create_app()` does not make a second one."""
    if name == "app":
        application = create_app()
        globals()["app"] = application
        return application
    raise AttributeError(name)
