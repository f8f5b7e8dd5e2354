"""Staff pages: what waits for a person, and the actions that settle it, each confirmed on its own page."""

from flask import Response, request

from web.core import metrics
from web.pages import ask, render, see_other, url


def home(session: str) -> Response:
    """Show what waits."""
    return render("ops/home.html", document=ask("ops.home", session), done=request.args.get("done", ""),
                  about=request.args.get("about", "")[:40], counts=request.args,
                  spooled=metrics.board.spooled())  # fmt: skip


def payment(session: str, receipt: str) -> Response:
    """Show a payment's whole story."""
    return render(
        "ops/payment.html", document=ask("ops.payment", session, p_receipt=receipt), moved=request.args.get("moved", "")
    )


def assignment(session: str, receipt: str, error: str = "") -> Response:
    """Preview the assignment of a payment to a vehicle."""
    account = request.args.get("account", "")
    document = ask("ops.assignment", session, p_receipt=receipt, p_account=account)
    return render(
        "ops/assignment.html", 422 if error else 200, document=document, account=account, error=error,
        typed=request.form,
    )  # fmt: skip


def assign_suspense(session: str, receipt: str) -> Response:
    """Assign a payment to a vehicle, or propose it; over the day's cap, show how much may still be assigned."""
    form = request.form
    document = ask("ops.assign_suspense", session, p_receipt=receipt, p_vehicle_id=form.get("vehicle_id", ""),
                   p_reason=form.get("reason", "").strip())  # fmt: skip
    if document["outcome"] == "over_cap":
        return see_other(url(f"/ops/suspense/{receipt}", account=request.args.get("account", "")))
    if document["outcome"] in ("no_reason", "open"):
        return assignment(session, receipt, document["outcome"])
    return see_other(url("/ops/", done=document["outcome"], about=receipt))


def assign_alike(session: str, receipt: str) -> Response:
    """Assign all payments of one wrong account to a vehicle."""
    form = request.form
    document = ask("ops.assign_alike", session, p_receipt=receipt, p_vehicle_id=form.get("vehicle_id", ""),
                   p_reason=form.get("reason", "").strip())  # fmt: skip
    counts = {name: str(document[name]) for name in ("placed", "proposed", "of")}
    return see_other(url("/ops/", done="several", **counts))


def retry_outbox(session: str, outbox_id: str) -> Response:
    """Try work again that was given up."""
    ask("ops.retry_outbox", session, p_outbox_id=outbox_id)
    return see_other(url("/ops/", done="retried"))


def ask_status_again(session: str, receipt: str) -> Response:
    """Ask M-Pesa again about a payment whose money is held."""
    ask("ops.ask_status_again", session, p_receipt=receipt)
    return see_other(url("/ops/", done="retried"))


def retry_callback(session: str, callback_id: str) -> Response:
    """Try to settle a stored message again."""
    ask("ops.retry_callback", session, p_callback_id=callback_id)
    return see_other(url("/ops/", done="retried"))


def retry_callbacks(session: str, cause: str) -> Response:
    """Try to settle all stored messages of one cause again."""
    ask("ops.retry_callbacks", session, p_cause=cause)
    return see_other(url("/ops/", done="retried"))
