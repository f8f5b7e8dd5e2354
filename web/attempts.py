"""A dangerous act: its own page says what will happen; then it does, with a code from the app where it needs one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Response

from web import db
from web.doors import address
from web.owners import second_step
from web.pages import ask, go

# Refusals that the act's own page tells: the second step was too long ago (decision 0065), so that a code is asked
# for; what was typed is no day.
TOLD_HERE = {"LFA86": ("second_step_again", 403), "LFV81": ("change_not.bad_day", 422)}

# Shows the act's page again: the session by now, the key of what is wrong, the status.
Page = Callable[[str, str, int], Response]


class Attempt(NamedTuple):
    """What is tried: a door, the outcome that says done, the page that tells of it, how other outcomes' keys begin."""

    door: str
    done: str
    back: str
    words: str = "change_not."


def attempt(session: str, it: Attempt, again: Page, /, **arguments: Any) -> Response:
    """Do it, or show the page again with what is wrong."""
    session, wrong = second_step.step_up(session)
    if wrong:
        return again(session, wrong, 403)
    try:
        document = ask(it.door, session, **arguments)
    except db.Raised as refused:
        if refused.code not in TOLD_HERE:
            raise
        return again(session, *TOLD_HERE[refused.code])
    if document["outcome"] != it.done:
        return again(session, it.words + document["outcome"], 422)
    return go(address(it.back, done=it.done))
