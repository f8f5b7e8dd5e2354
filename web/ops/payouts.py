"""The payouts board of staff: worst first, the whole story of each, and what to do with one that has no answer."""

from flask import Response, request

from web import confirmations
from web.pages import ask, render

PLACE = "/ops/payouts"


def board(session: str) -> Response:
    """Show what is on its way, worst first, and the balances of our accounts at the operator."""
    return render("ops/payouts.html", document=ask("ops.payouts", session), done=request.args.get("done", ""))


def story(session: str, payout_ref: str, error: str = "", status: int = 200) -> Response:
    """Show one payout's whole story, and its actions."""
    return render(
        "ops/payout.html", status, document=ask("ops.payout", session, p_payout_ref=payout_ref), error=error,
        typed=request.form, done=request.args.get("done", ""), place=PLACE,
    )  # fmt: skip


def ask_again(session: str, payout_ref: str) -> Response:
    """Have the operator asked again now."""
    return confirmations.confirm(
        session, "ops.ask_payout_again", "retried", f"{PLACE}/{payout_ref}",
        lambda session, error, status: story(session, payout_ref, error, status), refusals="payout_resolve.",
        p_payout_ref=payout_ref,
    )  # fmt: skip


def resolve_payout(session: str, payout_ref: str) -> Response:
    """Propose how an unknown payout ended; a second person decides."""
    typed = {f"p_{name}": request.form.get(name, "") for name in ("result", "receipt", "paid_at", "reason")}
    return confirmations.confirm(
        session, "ops.resolve_payout", "proposed", f"{PLACE}/{payout_ref}",
        lambda session, error, status: story(session, payout_ref, error, status), refusals="payout_resolve.",
        p_payout_ref=payout_ref, **typed,
    )  # fmt: skip
