"""Records the addresses that operators' messages come from; staff are told about a new one.

The lists of addresses that operators publish disagree with each other, so an unknown address is no reason to refuse
a message about money. Each process records an address once an hour, after the answer is made, so that fares
do not wait for each other at the row of their common sender.
"""

import ipaddress
import logging
import time

from flask import Flask, Response, current_app, request

from web.core import db

log = logging.getLogger("lipa.sources")

NOTE_WITHIN = 0.2
AGAIN_AFTER, AGAIN_AFTER_FAILURE = 3600.0, 60.0
MOST_REMEMBERED = 1024


def init_app(app: Flask) -> None:
    """Look at the address after every message of an operator."""
    app.after_request_funcs.setdefault("telco", []).append(note_source)


def note_source(response: Response) -> Response:
    """Record the address of a message that was taken, if this process has not seen it lately.

    Not after a spooled one: the database is away.
    """
    if response.status_code == 200 and "lipa.spooled" not in request.environ:
        _note(request.remote_addr or "")
    return response


def _note(address: str) -> None:
    quiet_until: dict[str, float] = current_app.extensions.setdefault("lipa.sources", {})
    now = time.monotonic()
    if quiet_until.get(address, 0.0) > now or not _is_address(address):
        return
    if len(quiet_until) >= MOST_REMEMBERED:
        quiet_until.clear()
    quiet_until[address] = now + AGAIN_AFTER
    try:
        if db.value("telco.note_source", within=NOTE_WITHIN, p_source=address) == "new":
            log.warning("operators' messages come from a new address")
    except (db.DatabaseUnavailableError, db.DatabaseError) as error:
        quiet_until[address] = now + AGAIN_AFTER_FAILURE
        log.warning("an address was not noted: %s", error)


def _is_address(written: str) -> bool:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return False
    return True
