"""The crew's page: who has paid on this trip. It needs a sign-in, or a link that ends with the trip."""

import secrets

from flask import Response, abort, request

from web import caller, cookies, i18n
from web.core import db
from web.pages import ask, render, see_other, url

REFRESH_SECONDS = 15


def link(token: str) -> Response:
    """Show a button that opens the list. A link preview of a messaging app must not use up the link."""
    return render("crew/link.html", token=token[:64])


def open_link(token: str) -> Response:
    """Give this browser a session for the trip."""
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
    """Show who has paid, newest first. The page refreshes itself unless paused."""
    return render(
        "crew/home.html", document=ask("crew.home", session), every=REFRESH_SECONDS,
        paused=request.args.get("live") == "no", done=request.args.get("done", ""),
    )  # fmt: skip


def check_form(session: str) -> Response:
    """Ask what a passenger said. A page of its own, because the list refreshes itself while somebody types."""
    return _check(session, request.args.get("plate", ""), "")


def check_word(session: str) -> Response:
    """Show whether that number is paid, and the form for the next passenger."""
    return _check(session, request.form.get("plate", ""), request.form.get("word", ""))


def _check(session: str, plate: str, word: str) -> Response:
    document = ask("crew.check_word", session, p_plate=plate, p_text=word, p_lang=i18n.language())
    return render("crew/check.html", document=document)


def new_trip(session: str) -> Response:
    """Ask before a new trip closes the list."""
    return _confirm(session, "start")


def last_stop(session: str) -> Response:
    """Ask before the trip ends."""
    return _confirm(session, "end")


def start_trip(session: str) -> Response:
    """Start a trip, after the one that the page showed."""
    document = ask("crew.start_trip", session, **_trip())
    return see_other(url("/crew/", done=document["outcome"]))


def end_trip(session: str) -> Response:
    """End the trip; a session opened by a link ends with it."""
    document = ask("crew.end_trip", session, **_trip())
    return see_other(url("/crew/", done=document["outcome"]))


def breakdown(session: str) -> Response:
    """Ask where the vehicle broke down, then show what goes back."""
    asked = request.args
    document = ask("crew.breakdown", session, p_plate=asked.get("plate", ""), p_stage_id=asked.get("stage", ""))
    return render("crew/breakdown.html", document=document)


def break_down(session: str) -> Response:
    """Note a breakdown of the trip that the page showed."""
    document = ask("crew.break_down", session, **_trip(), p_stage_id=request.form.get("stage", ""))
    return see_other(url("/crew/", done=document["outcome"]))


def _trip() -> dict[str, str]:
    return {"p_plate": request.form.get("plate", ""), "p_trip_id": request.form.get("trip", "")}


def _confirm(session: str, act: str) -> Response:
    document = ask("crew.home", session)
    asked = request.args.get("plate", "")
    vehicle = next((vehicle for vehicle in document["vehicles"] if vehicle["plate"] == asked), None)
    if vehicle is None:
        abort(404)
    return render("crew/confirm.html", document=document, vehicle=vehicle, act=act)
