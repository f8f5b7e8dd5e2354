"""The conductor's page: who has paid on this trip. Opened by a link that dies with the trip, or signed in."""

import secrets

from flask import Response, request

from web import caller, cookies
from web.core import db
from web.pages import ask, render, see_other, url

EVERY_SECONDS = 15


def link(token: str) -> Response:
    """What will open. Only the button opens it: whatever looks ahead at links in messages uses none of them up."""
    return render("crew/link.html", token=token[:64])


def open_link(token: str) -> Response:
    """This browser looks at the trip from now on."""
    session = secrets.token_urlsafe(32)
    outcome = db.value(
        "crew.open_link", p_link=caller.session_hash(token), p_session=caller.session_hash(session),
        p_previous=caller.session_hash(cookies.session_token()),
    )  # fmt: skip
    if outcome != "open":
        return render("crew/link.html", 403, token="", over=True)
    response = see_other("/crew/")
    cookies.set_session(response, session)
    return response


def home(session: str) -> Response:
    """Who has paid, newest first; looks again by itself unless told not to."""
    return render(
        "crew/home.html", document=ask("crew.home", session), every=EVERY_SECONDS,
        paused=request.args.get("live") == "no", done=request.args.get("done", ""),
    )  # fmt: skip


def start_trip(session: str) -> Response:
    """The next trip."""
    document = ask("crew.start_trip", session, p_plate=request.form.get("plate", ""))
    return see_other(url("/crew/", done=document["outcome"]))


def end_trip(session: str) -> Response:
    """The trip is over; by a link, so is this page."""
    document = ask("crew.end_trip", session, p_plate=request.form.get("plate", ""))
    return see_other(url("/crew/", done=document["outcome"]))
