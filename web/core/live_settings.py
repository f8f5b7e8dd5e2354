"""Settings that texts of pages show: what a crew dials, how many tries are allowed, how long a code is valid.

They are read from the database once a minute. Until the first answer, texts show the defaults below.
"""

import time
from typing import Any

from flask import Flask, current_app

from web.core import db

ANSWER_WITHIN = 0.3
KEEP_SECONDS, RETRY_SECONDS = 60.0, 5.0
DEFAULTS = {"crew": "USSD", "sign_in_tries": "5", "sign_in_minutes": "15", "code_tries": "5", "code_minutes": "5"}


def init_app(app: Flask) -> None:
    app.extensions["lipa.live_settings"] = (0.0, DEFAULTS)
    app.jinja_env.globals["crew_dial_code"] = crew_dial_code


def crew_dial_code() -> str:
    """Such as *384*46*5#."""
    return str(settings()["crew"])


def settings() -> dict[str, Any]:
    """The settings by name, such as code_minutes."""
    until, known = current_app.extensions["lipa.live_settings"]
    if time.monotonic() >= until:
        keep = KEEP_SECONDS
        try:
            known = DEFAULTS | db.value("account.live_settings", within=ANSWER_WITHIN)
        except db.DatabaseUnavailableError:
            keep = RETRY_SECONDS
        current_app.extensions["lipa.live_settings"] = (time.monotonic() + keep, known)
    return dict(known)
