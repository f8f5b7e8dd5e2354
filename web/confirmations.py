"""A dangerous action is done after its page was confirmed: with a fresh second factor where it needs one."""

from collections.abc import Callable
from typing import Any

from flask import Response

from web import reauthentication
from web.core import db
from web.pages import ask, see_other, url

# Refusals that the action's own page shows: the second factor is too old (docs/decisions/sign-in.md), so that the page asks for a
# code; what was typed is no day.
SHOWN_ON_PAGE = {"LFA86": ("second_factor_again", 403), "LFV81": ("change_not.bad_day", 422)}

# Shows the action's page again: the session by now, the key of what is wrong, the status.
ShowPage = Callable[[str, str, int], Response]


def confirm(
    session: str, function: str, done: str, back: str, show_page: ShowPage, /, *,
    refusals: str = "change_not.", **arguments: Any,
) -> Response:  # fmt: skip
    """Call the API function. Its outcome `done` leads back; any other is shown on the page, as a text of `refusals`."""
    session, error = reauthentication.reauthenticate(session)
    if error:
        return show_page(session, error, 403)
    try:
        document = ask(function, session, **arguments)
    except db.DatabaseError as refused:
        if refused.code not in SHOWN_ON_PAGE:
            raise
        return show_page(session, *SHOWN_ON_PAGE[refused.code])
    if document["outcome"] != done:
        return show_page(session, refusals + document["outcome"], 422)
    return see_other(url(back, done=done))
