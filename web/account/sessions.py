"""Where am I signed in, and on which devices? For everybody who has pages (with the owners: docs/decisions/sign-in.md)."""

from flask import Response, request

from web.pages import ask, render, see_other, url


def sessions(session: str) -> Response:
    """Every browser of mine that is still let in, and every device that is known."""
    return render("sessions.html", document=ask("account.sessions", session), done=request.args.get("done", ""))


def end_session(session: str) -> Response:
    """One of them, or all but this one, opens nothing any more."""
    ask("account.end_session", session, p_place=request.form.get("place", ""))
    return see_other(url("/sessions", done="ended"))


def forget_device(session: str) -> Response:
    """What is open there ends, this browser too if it is the one; the next sign-in there is told to me."""
    ask("account.forget_device", session, p_place=request.form.get("place", ""))
    return see_other(url("/sessions", done="forgotten"))
