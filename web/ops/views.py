"""The operators' pages: what waits for a person, and the acts that settle it, each confirmed on its own page."""

from flask import Response, request

from web.pages import ask, render, see_other, show, url


def home(session: str) -> Response:
    """What waits."""
    return render(
        "ops/home.html", document=ask("ops.home", session), alarm=request.args.get("alarm", ""),
        done=request.args.get("done", ""), about=request.args.get("about", "")[:40],
    )  # fmt: skip


def placement(session: str, receipt: str) -> Response:
    """Which vehicle, and what will happen; nothing moves here."""
    return show(
        "ops/placement.html", "ops.assignment", session,
        p_receipt=receipt, p_account=request.args.get("account", ""),
    )  # fmt: skip


def assign_suspense(session: str, receipt: str) -> Response:
    """Now it moves; or, over the day's cap, the same page says how much may still."""
    document = ask("ops.assign_suspense", session, p_receipt=receipt, p_vehicle_id=request.form.get("vehicle_id", ""))
    if document["outcome"] == "over_cap":
        return see_other(url(f"/ops/suspense/{receipt}", account=request.args.get("account", "")))
    return see_other(url("/ops/", done=document["outcome"], about=receipt))


def retry_outbox(session: str, outbox_id: str) -> Response:
    """Another round for work that was given up."""
    ask("ops.retry_outbox", session, p_outbox_id=outbox_id)
    return see_other(url("/ops/", done="retried"))


def ask_status_again(session: str, receipt: str) -> Response:
    """M-Pesa is asked once more about a payment whose money is held."""
    ask("ops.ask_status_again", session, p_receipt=receipt)
    return see_other(url("/ops/", done="retried"))


def retry_callback(session: str, callback_id: str) -> Response:
    """Another round for a message that was kept."""
    ask("ops.retry_callback", session, p_callback_id=callback_id)
    return see_other(url("/ops/", done="retried"))


def acknowledge_alarm(session: str, alarm_id: str) -> Response:
    """Somebody has looked, and says what it was."""
    document = ask("ops.acknowledge_alarm", session, p_alarm_id=alarm_id, p_reason=request.form.get("reason", ""))
    again = {"no_reason": alarm_id}.get(document["outcome"], "")
    return see_other(url("/ops/", done=document["outcome"], alarm=again))
