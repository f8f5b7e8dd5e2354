"""Names the caller for the database: by the hash of a session token, and by a keyed hash of the address."""

import hashlib
import hmac
import ipaddress

from flask import current_app, request


def session_hash(session: str) -> bytes:
    """The only form in which the database knows a session or device token."""
    return hashlib.sha256(session.encode()).digest()


def address_hash() -> bytes:
    """A keyed hash of the caller's address; for IPv6 of its /64 network, because one home has 2^64 addresses."""
    written = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        network = written
    else:
        network = str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False))
    return hmac.digest(current_app.extensions["lipa"].lookup_key, b"address:" + network.encode(), "sha256")
