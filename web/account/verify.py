"""Is this statement genuine? For anybody, without signing in: a market day and the fingerprint printed on it."""

from datetime import date
from typing import Any

from flask import Response, request

from web import pages
from web.core import db

LONGEST = 40


def verify() -> Response:
    """Show the form, and the answer when an address of a QR code or the form brings a day and a fingerprint."""
    day, fingerprint = (request.args.get(name, "").strip()[:LONGEST] for name in ("day", "fingerprint"))
    if not day and not fingerprint:
        return pages.render("verify.html", day="", fingerprint="", found=None)
    return pages.render("verify.html", day=day, fingerprint=fingerprint, found=_find(day, fingerprint))


def _find(day: str, fingerprint: str) -> dict[str, Any]:
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return {"outcome": "not_a_day"}
    written = "".join(letter for letter in fingerprint if letter.isascii() and letter.isprintable())
    found: dict[str, Any] = db.value("account.verify_fingerprint", p_on=on, p_fingerprint=written)
    return found
