"""What a crew dials, as the setting says: asked of the database once a minute; while nobody knows, the word USSD."""

import time

from flask import Flask, current_app

from web import db

ANSWER_WITHIN = 0.3
KEEP_SECONDS, AGAIN_SECONDS = 60.0, 5.0
UNKNOWN = "USSD"


def prepare(app: Flask) -> None:
    """Nothing is known yet."""
    app.extensions["lipa.dial"] = (0.0, UNKNOWN)
    app.jinja_env.globals["crew_dial"] = crew


def crew() -> str:
    """Such as *384*46*5#."""
    until, code = current_app.extensions["lipa.dial"]
    if time.monotonic() >= until:
        keep = KEEP_SECONDS
        try:
            code = db.value("owners.dial_codes", within=ANSWER_WITHIN)["crew"]
        except db.Away:
            keep = AGAIN_SECONDS
        current_app.extensions["lipa.dial"] = (time.monotonic() + keep, code)
    return str(code)
