"""Entry point: `gunicorn app:app` for the web, `flask worker` and `flask jobs` for the worker, and other commands."""

import os

import click
from flask import Flask

import web
from web.account.cli import create_user, forget_second_factor, second_factor_code
from web.fleet.cli import import_fleet
from web.keys_cli import keys

# Also where no script of ours starts the process: libpq would mix these with the addresses in our settings.
for _name in [name for name in os.environ if name.startswith("PG")]:
    del os.environ[_name]


def create_app() -> Flask:
    """The web application with its commands."""
    application = web.create_app()
    for command in (worker, jobs, create_user, forget_second_factor, second_factor_code, keys, import_fleet):
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


def __getattr__(name: str) -> Flask:
    """Make `app:app` only when it is used, so that `app:create_app()` does not make a second one."""
    if name == "app":
        application = create_app()
        globals()["app"] = application
        return application
    raise AttributeError(name)
