"""A person's own sessions and devices, for everyone who has pages."""

from flask import Response, request

from web.pages import ask, render, see_other, url


def sessions(session: str) -> Response:
    """Show the open sessions and known devices of this person."""
    return render("sessions.html", document=ask("account.sessions", session), done=request.args.get("done", ""))


def end_session(session: str) -> Response:
    """End one session, or all but this one."""
    ask("account.end_session", session, p_place=request.form.get("place", ""))
    return see_other(url("/sessions", done="ended"))


def forget_device(session: str) -> Response:
    """Forget a device and end its sessions; the next sign-in there is reported by SMS."""
    ask("account.forget_device", session, p_place=request.form.get("place", ""))
    return see_other(url("/sessions", done="forgotten"))
