"""What pages say as the settings have it: what a crew dials, how often one may err and how long a code is good.

Asked of the database once a minute; while nobody knows, the word USSD and the figures we began with.
"""

import time
from typing import Any

from flask import Flask, current_app

from web.core import db

ANSWER_WITHIN = 0.3
KEEP_SECONDS, AGAIN_SECONDS = 60.0, 5.0
UNKNOWN = {"crew": "USSD", "sign_in_tries": "5", "sign_in_minutes": "15", "code_tries": "5", "code_minutes": "5"}


def prepare(app: Flask) -> None:
    """Nothing is known yet."""
    app.extensions["lipa.dial"] = (0.0, UNKNOWN)
    app.jinja_env.globals["crew_dial_code"] = crew


def crew() -> str:
    """Such as *384*46*5#."""
    return str(settings()["crew"])


def settings() -> dict[str, Any]:
    """Each by its name, such as code_minutes."""
    until, known = current_app.extensions["lipa.dial"]
    if time.monotonic() >= until:
        keep = KEEP_SECONDS
        try:
            known = UNKNOWN | db.value("account.live_settings", within=ANSWER_WITHIN)
        except db.DatabaseUnavailableError:
            keep = AGAIN_SECONDS
        current_app.extensions["lipa.dial"] = (time.monotonic() + keep, known)
    return dict(known)
