"""Dangerous actions are confirmed on a page of their own, with a new code from the app where they need one."""

from collections.abc import Callable
from typing import Any

from flask import Response

from web import reauthentication
from web.core import db
from web.pages import ask, see_other, url

# Refusals that the action's own page shows: the second factor is too old, so the page asks for a code; a date was
# not a day.
SHOWN_ON_PAGE = {"LFA86": ("second_factor_again", 403), "LFV81": ("change_not.bad_day", 422)}

# Shows the action's page again, given the session's token, the key of the error text and the status.
ShowPage = Callable[[str, str, int], Response]


def confirm(
    session: str, function: str, done: str, back: str, show_page: ShowPage, /, *,
    refusals: str = "change_not.", **arguments: Any,
) -> Response:  # fmt: skip
    """Call the API function. On the outcome `done`, go back; show any other on the page, as a text of `refusals`."""
    return confirm_any(session, function, (done,), back, show_page, refusals=refusals, **arguments)


def confirm_any(
    session: str, function: str, done: tuple[str, ...], back: str, show_page: ShowPage, /, *,
    refusals: str, **arguments: Any,
) -> Response:  # fmt: skip
    """The same where several outcomes are a success."""
    session, wrong_code = reauthentication.reauthenticate(session)
    if wrong_code:
        return show_page(session, wrong_code, 403)
    try:
        document = ask(function, session, **arguments)
    except db.DatabaseError as error:
        if error.code not in SHOWN_ON_PAGE:
            raise
        return show_page(session, *SHOWN_ON_PAGE[error.code])
    if document["outcome"] not in done:
        return show_page(session, refusals + document["outcome"], 422)
    return see_other(url(back, done=document["outcome"]))
