"""The figures of the service, and who hears of alarms (docs/decisions/audit-log-and-alarms.md)."""

from flask import Response, request

from web.pages import ask, see_other, show


def figures(session: str) -> Response:
    """Show every figure, its bounds and its state."""
    return show("ops/figures.html", "ops.figures", session)


def week(session: str) -> Response:
    """Show the pilot's figures of one week beside the week before."""
    return show("ops/week.html", "ops.week", session, p_on=request.args.get("on", ""))


def set_on_call(session: str) -> Response:
    """Put oneself on the list of those who get the SMS about alarms, or take oneself off it."""
    ask("ops.set_on_call", session, p_state=request.form.get("state", ""))
    return see_other("/ops/figures")
