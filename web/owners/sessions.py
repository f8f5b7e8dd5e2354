"""Where am I signed in? For everybody who has pages (why it stands with the owners: decision 0050)."""

from flask import Response, request

from web.doors import address
from web.pages import ask, go, render


def sessions(session: str) -> Response:
    """Every browser of mine that is still let in."""
    return render("sessions.html", document=ask("owners.sessions", session), done=request.args.get("done", ""))


def end_session(session: str) -> Response:
    """One of them, or all but this one, opens nothing any more."""
    ask("owners.end_session", session, p_place=request.form.get("place", ""))
    return go(address("/sessions", done="ended"))
