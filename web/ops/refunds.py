"""The desk of disputes, and what the operator took back. What was decided, and why, is told by the database."""

from flask import Response, request

from web.pages import ask, render, see_other, url


def disputes(session: str) -> Response:
    """Show the disputes that wait, oldest first."""
    return render("ops/disputes.html", document=ask("ops.disputes", session), done=request.args.get("done", ""))


def dispute(session: str, dispute_id: str, error: str = "") -> Response:
    """Show one dispute with its evidence, and the form that decides it."""
    document = ask("ops.dispute", session, p_dispute_id=dispute_id)
    return render("ops/dispute.html", 422 if error else 200, document=document, error=error, typed=request.form)


def open_dispute(session: str, receipt: str) -> Response:
    """Write down a dispute of a passenger who called."""
    document = ask("ops.open_dispute", session, p_receipt=receipt, p_why=_typed("why"))
    return see_other(f"/ops/disputes/{document['dispute_id']}")


def move_fare(session: str, receipt: str) -> Response:
    """Move a fare that was paid to the wrong vehicle."""
    document = ask("ops.move_fare", session, p_receipt=receipt, p_account=_typed("account"))
    return see_other(url(f"/ops/payment/{receipt}", moved=document["outcome"]))


def decide_dispute(session: str, dispute_id: str) -> Response:
    """Give back, decline, or decide what another one proposed."""
    outcome = ask(
        "ops.decide_dispute", session, p_dispute_id=dispute_id, p_decision=_typed("decision"),
        p_amount=_typed("amount"), p_method=_typed("method"), p_reason=_typed("reason"),
    )["outcome"]  # fmt: skip
    if outcome in ("refunded", "declined", "proposed", "open"):
        return see_other(url("/ops/disputes", done=outcome))
    return dispute(session, dispute_id, outcome)


def reversal(session: str, receipt: str, error: str = "") -> Response:
    """Preview what happens when the operator took a payment back."""
    document = ask("ops.reversal", session, p_receipt=receipt)
    return render("ops/reversal.html", 422 if error else 200, document=document, error=error, typed=request.form)


def propose_reversal(session: str, receipt: str) -> Response:
    """Propose to record it; a second person decides."""
    outcome = ask("ops.propose_reversal", session, p_receipt=receipt, p_reason=_typed("reason"))["outcome"]
    if outcome == "proposed":
        return see_other(url("/ops/reversals", done=outcome))
    return reversal(session, receipt, outcome)


def _typed(field: str) -> str:
    return request.form.get(field, "").strip()
