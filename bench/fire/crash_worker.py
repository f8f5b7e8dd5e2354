"""The worker, with a crash point of LIPA_CRASH_AT in place (web/tests/payout_lives.py). Product code never reads it."""

import os

from flask import Flask

import worker
from web import create_app
from web.tests import payout_lives


def main() -> None:
    if named := os.environ.pop("LIPA_CRASH_AT", ""):
        payout_lives.install(named)
    app: Flask = create_app()
    with app.app_context():
        worker.run()


if __name__ == "__main__":
    main()
