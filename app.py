"""The door to the code: `gunicorn app:app`, or `flask worker`, `flask jobs` for the work behind the pages."""

import click
from flask import Flask

import web
from web.account.cli import create_user, forget_second_factor, second_factor_code
from web.keys_cli import keys


def create_app() -> Flask:
    """The web application with its commands."""
    application = web.create_app()
    application.cli.add_command(worker)
    application.cli.add_command(jobs)
    application.cli.add_command(create_user)
    application.cli.add_command(forget_second_factor)
    application.cli.add_command(second_factor_code)
    application.cli.add_command(keys)
    return application


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(once: bool) -> None:
    """Send what is in the outbox: SMS, pushes, queries; retry what was kept."""
    # Imported here, so that the web never loads what talks to the outside.
    from worker import run  # noqa: PLC0415

    run(once=once)


@click.command()
@click.argument("names", nargs=-1)
def jobs(names: tuple[str, ...]) -> None:
    """Run the due jobs of the calendar once, or the named ones (checkpoints …)."""
    from worker import run_jobs  # noqa: PLC0415

    run_jobs(names)


def __getattr__(name: str) -> Flask:
    """`app:app` is made when asked for, so that `app:create_app()` doesn't make a second one."""
    if name == "app":
        application = create_app()
        globals()["app"] = application
        return application
    raise AttributeError(name)
