"""The conductor's page: who has paid on this trip. Opened by a link that dies with the trip, or signed in."""

import secrets

from flask import Response, request

from web import doors, pages
from web.core import db
from web.doors import address
from web.pages import ask, go, render

EVERY_SECONDS = 15


def link(token: str) -> Response:
    """What will open. Only the button opens it: whatever looks ahead at links in messages uses none of them up."""
    return render("crew/link.html", token=token[:64])


def open_link(token: str) -> Response:
    """This browser looks at the trip from now on."""
    session = secrets.token_urlsafe(32)
    outcome = db.value(
        "crew.open_link", p_link=pages.session_hash(token), p_session=pages.session_hash(session),
        p_previous=pages.session_hash(doors.session_token()),
    )  # fmt: skip
    if outcome != "open":
        return render("crew/link.html", 403, token="", over=True)
    response = go("/crew/")
    doors.set_session(response, session)
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
    return go(address("/crew/", done=document["outcome"]))


def end_trip(session: str) -> Response:
    """The trip is over; by a link, so is this page."""
    document = ask("crew.end_trip", session, p_plate=request.form.get("plate", ""))
    return go(address("/crew/", done=document["outcome"]))
