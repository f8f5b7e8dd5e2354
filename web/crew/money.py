"""A crew tells the cash of its trips, and writes down promises while M-Pesa is silent. On a page of its own: the list
refreshes itself, and would drop what is being typed."""

from flask import Response, abort, request

from web.pages import ask, render, see_other, url

PLACE = "/crew/money"


def money(session: str, error: str = "") -> Response:
    """Show what was told of each trip of the shift, the promises, and the forms."""
    document = ask("crew.home", session)
    plate = request.values.get("plate", "")
    vehicle = next((vehicle for vehicle in document["vehicles"] if plate in ("", vehicle["plate"])), None)
    if vehicle is None:
        abort(404)
    return render("crew/money.html", 422 if error else 200, document=document, vehicle=vehicle, error=error,
                  typed=request.form, done=request.args.get("done", ""))  # fmt: skip


def tell_cash(session: str) -> Response:
    """Write down the cash of a trip."""
    typed = {name: request.form.get(name, "") for name in ("seats", "cash", "digital")}
    outcome = ask("crew.tell_cash", session, p_plate=request.form.get("plate", ""),
                  p_trip_id=request.form.get("trip", ""),
                  **{f"p_{name}": value for name, value in typed.items()})["outcome"]  # fmt: skip
    return _done(session, outcome, "told")


def make_promise(session: str) -> Response:
    """Write down a promise."""
    typed = {f"p_{name}": request.form.get(name, "") for name in ("plate", "last3", "amount")}
    return _done(session, ask("crew.make_promise", session, **typed)["outcome"], "promised")


def withdraw_promise(session: str) -> Response:
    """Take a promise back that was written down wrongly."""
    outcome = ask("crew.withdraw_promise", session, p_promise_id=request.form.get("promise", ""))["outcome"]
    return see_other(url(PLACE, plate=request.form.get("plate", ""), done=outcome))


def _done(session: str, outcome: str, well: str) -> Response:
    if outcome != well:
        return money(session, outcome)
    return see_other(url(PLACE, plate=request.form.get("plate", ""), done=outcome))
