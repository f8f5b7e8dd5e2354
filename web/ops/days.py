"""The market days: open ones and what stands in their way, closed ones with their fingerprints; closing by hand."""

from datetime import date

from flask import Response, abort, request

from web.pages import ask, render, see_other, url


def days(session: str, error: str = "") -> Response:
    """Show the days, and the form that closes the oldest open one when its statement doesn't come."""
    return render("ops/days.html", 422 if error else 200, document=ask("ops.days", session), error=error,
                  typed=request.form, done=request.args.get("done", ""))  # fmt: skip


def close_day(session: str, day: str) -> Response:
    """Close one day by hand, with a reason; on an error, show what was typed again."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    outcome = ask("ops.close_day", session, p_on=on, p_reason=request.form.get("reason", ""))["outcome"]
    return see_other(url("/ops/days", done=outcome)) if outcome in ("closed", "known") else days(session, outcome)
