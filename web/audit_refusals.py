"""What the web refuses is counted in the database: a form without our token, an act without its second factor.

The guard or the error handler leaves one word (`turned_away`); after the answer is made, the database counts it
(docs/decisions/audit-log-and-alarms.md). What an API function refuses in an outcome, and who comes too often, it has counted itself.
"""

import hashlib
import logging

from flask import Response, request

from web import doors, rate_limits
from web.core import db

log = logging.getLogger("lipa.refusals")

NOTE_WITHIN = 0.2


def note(response: Response) -> Response:
    """After every request: nothing, or one call that counts a refusal; when that can't be done, the answer stands."""
    why = request.environ.get(doors.TURNED_AWAY)
    if why:
        session = doors.session_token()
        try:
            db.value(
                "account.note_refusal", within=NOTE_WITHIN, p_why=why, p_function=request.endpoint,
                p_address=rate_limits.address_hash(),
                p_session=hashlib.sha256(session.encode()).digest() if session else None,
            )  # fmt: skip
        except (db.DatabaseUnavailableError, db.DatabaseError) as error:
            log.warning("a refusal was not noted: %s", error)
    return response
