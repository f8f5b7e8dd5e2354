"""What was turned away here is told to the trail: a form that isn't one of ours, an act without its second step.

The guard or the error handler leaves one word (`turned_away`); after the answer is made, the database writes it down or
only counts it (decision 0090). What a door refuses in an outcome, and who comes too often, it has written down itself.
"""

import hashlib
import logging

from flask import Response, request

from web import db, doors, limits

log = logging.getLogger("lipa.refusals")

NOTE_WITHIN = 0.2


def note(response: Response) -> Response:
    """After every request: nothing, or a row about what was refused; when that can't be written, the answer stands."""
    why = request.environ.get(doors.TURNED_AWAY)
    if why:
        session = doors.session_token()
        try:
            db.value(
                "owners.note_refusal", within=NOTE_WITHIN, p_why=why, p_door=request.endpoint,
                p_address=limits.address_hash(),
                p_session=hashlib.sha256(session.encode()).digest() if session else None,
            )  # fmt: skip
        except (db.Away, db.Raised) as error:
            log.warning("a refusal was not noted: %s", error)
    return response
