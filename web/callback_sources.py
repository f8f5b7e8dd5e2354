"""Where operators' messages come from: noted, and told to ops when new. Never the only door.

Published lists of operators' addresses disagree with each other, so an unknown address is no reason to
refuse money's message. It is written once an hour and process, after the answer is made, so that no
two fares meet at the row of their common sender.
"""

import ipaddress
import logging
import time

from flask import Response, current_app, request

from web.core import db
from web.doors import Auth

log = logging.getLogger("lipa.sources")

NOTE_WITHIN = 0.2
AGAIN_AFTER, AGAIN_AFTER_FAILURE = 3600.0, 60.0
MOST_REMEMBERED = 1024


def note(response: Response) -> Response:
    """After every request: nothing, or a row about an address that this process hasn't seen lately."""
    door = current_app.extensions["lipa.routes"].get(request.endpoint or "")
    if door is not None and door.auth is Auth.TOKEN and response.status_code == 200:
        _note(request.remote_addr or "")
    return response


def _note(address: str) -> None:
    noted: dict[str, float] = current_app.extensions.setdefault("lipa.sources", {})
    now = time.monotonic()
    if noted.get(address, 0.0) > now or not _is_address(address):
        return
    if len(noted) >= MOST_REMEMBERED:
        noted.clear()
    noted[address] = now + AGAIN_AFTER
    try:
        if db.value("telco.note_source", within=NOTE_WITHIN, p_source=address) == "new":
            log.warning("operators' messages come from a new address")
    except (db.DatabaseUnavailableError, db.DatabaseError) as error:
        noted[address] = now + AGAIN_AFTER_FAILURE
        log.warning("an address was not noted: %s", error)


def _is_address(written: str) -> bool:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return False
    return True
