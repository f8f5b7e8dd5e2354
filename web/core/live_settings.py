"""Settings that texts of pages show: what a crew dials, how many tries are allowed, how long a code is valid.

They are read from the database once a minute. Until the first answer, texts show the defaults below.
"""

import time
from typing import Any

from flask import Flask, current_app

from web.core import db

ANSWER_WITHIN = 0.3
KEEP_SECONDS, RETRY_SECONDS = 60.0, 5.0
DEFAULTS = {
    "crew": "USSD", "help_phone": "0700 000 000", "sign_in_tries": "5", "sign_in_minutes": "15",
    "code_tries": "5", "code_minutes": "5",
}  # fmt: skip


def init_app(app: Flask) -> None:
    app.extensions["lipa.live_settings"] = (0.0, DEFAULTS)
    app.jinja_env.globals |= {"crew_dial_code": crew_dial_code, "help_phone": help_phone}


def crew_dial_code() -> str:
    """Such as *384*46*5#."""
    return str(settings()["crew"])


def help_phone() -> str:
    """The telephone number of our office, as people dial it."""
    return str(settings()["help_phone"])


def settings() -> dict[str, Any]:
    """The settings by name, such as code_minutes."""
    until, known = current_app.extensions["lipa.live_settings"]
    if time.monotonic() >= until:
        keep = KEEP_SECONDS
        try:
            known = DEFAULTS | db.value("account.live_settings", within=ANSWER_WITHIN)
        except (db.DatabaseUnavailableError, db.DatabaseError):  # also on the page of an error
            keep = RETRY_SECONDS
        current_app.extensions["lipa.live_settings"] = (time.monotonic() + keep, known)
    return dict(known)
