"""Points of passengers: what we owe, what pays for it, what was given and used, and signs of farming."""

from flask import Response

from web.pages import show


def loyalty(session: str) -> Response:
    """Show what points cost us, and who seems to pay themselves."""
    return show("ops/loyalty.html", "ops.loyalty", session)
