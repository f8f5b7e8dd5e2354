"""Links to a trip for its crew: made as they are sent, so that the database never holds one
(docs/decisions/crews-and-trips.md).
"""

import hashlib
import secrets

from web.core import db

BLANK = "{link}"  # where the token goes into the text
TOKEN_BYTES = 12  # 96 bits that live for hours can't be guessed, and the SMS stays one segment


def insert_link(text: str, link_id: int, base: str) -> str | None:
    """The SMS with a new link in it; None when the trip is over."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link_hash = hashlib.sha256(token.encode()).digest()
    if db.value("worker.store_trip_link", p_link_id=link_id, p_link_hash=link_hash) != "kept":
        return None
    return text.replace(BLANK, f"{base}/c/{token}")
