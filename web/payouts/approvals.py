"""Payouts that wait for a second person: the SACCO's treasurer or our finance, all that is needed on one page."""

from flask import Response, request

from web import confirmations
from web.pages import ask, render

PLACES = {"sacco": "/sacco/approvals", "ops": "/ops/approvals"}


def payout_approvals(session: str, payout_ref: str = "", error: str = "", status: int = 200) -> Response:
    """Show what waits, or one payout with the form that decides about it."""
    document = ask(f"{request.blueprint}.payout_approvals", session, p_payout_ref=payout_ref)
    return render(
        "payouts/approval.html" if payout_ref else "payouts/approvals.html", status, document=document, error=error,
        place=PLACES[request.blueprint or ""], typed=request.form, done=request.args.get("done", ""),
    )  # fmt: skip


def decide_payout(session: str, payout_ref: str) -> Response:
    """Approve a payout or decline it, with a fresh second factor."""
    decision = request.form.get("decision", "")
    return confirmations.confirm_any(
        session, f"{request.blueprint}.decide_payout", DONE, PLACES[request.blueprint or ""],
        lambda session, error, status: payout_approvals(session, payout_ref, error, status),
        refusals="payout_decision.", p_payout_ref=payout_ref, p_decision=decision,
        p_reason=request.form.get("reason", ""),
    )  # fmt: skip


# What may follow from a decision: it is on its way, waits for our M-Pesa account, or the money is back.
DONE = ("queued", "approved", "cancelled", "expired", "sent", "paid", "failed", "unknown")
