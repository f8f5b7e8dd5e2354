"""Counts in the database what the web itself refuses: a form without our token, an action without a second factor.

A guard or an error handler marks the request. After the answer is made, the database counts the refusal
(docs/decisions/audit-log-and-alarms.md). API functions and rate limits record their own refusals.
"""

import logging

from flask import Response, after_this_request, request

from web import caller, cookies
from web.core import db

log = logging.getLogger("lipa.refusals")

NOTE_WITHIN = 0.2


def mark(why: str) -> None:
    """Mark this request as refused before any API function could record it."""

    @after_this_request
    def note_refusal(response: Response) -> Response:
        """Count it with one call. If that fails, the answer stays the same."""
        session = cookies.session_token()
        try:
            db.value(
                "account.note_refusal", within=NOTE_WITHIN, p_why=why, p_function=request.endpoint,
                p_address=caller.address_hash(), p_session=caller.session_hash(session) if session else None,
            )  # fmt: skip
        except (db.DatabaseUnavailableError, db.DatabaseError) as error:
            log.warning("a refusal was not noted: %s", error)
        return response
