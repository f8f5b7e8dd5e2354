"""Reconciliation: days, breaks and how two people end them, the month's report, and the trust proof."""

from typing import Any

from flask import Response, request

from web.core import csv_rows
from web.i18n import formats
from web.pages import ask, render, see_other, show, url

BREAKS = "/ops/breaks"
COLUMNS = ("break_id", "found_on", "ended_at", "kind", "receipt", "resolution", "reason", "proposed_by", "decided_by",
           "journal_id", "difference_kes")  # fmt: skip


def reconciliation(session: str) -> Response:
    """Show market days: what M-Pesa told, and whether it is explained."""
    return show("ops/reconciliation.html", "ops.reconciliation", session)


def breaks(session: str, error: str = "") -> Response:
    """Show open breaks, worst and oldest first, or those of a kind or day."""
    asked = {f"p_{name}": request.args.get(name, "") for name in ("kind", "on")}
    return render(
        "ops/breaks.html", 422 if error else 200, document=ask("ops.breaks", session, **asked), error=error,
        typed=request.form, chosen=request.form.getlist("break"), done=request.args.get("done", ""),
        left=request.args.get("left", "0"),
    )  # fmt: skip


def one_break(session: str, break_id: str, error: str = "") -> Response:
    """Show both sides of one break, and how it can end."""
    document = ask("ops.one_break", session, p_break_id=break_id)
    return render("ops/break.html", 422 if error else 200, document=document, error=error, typed=request.form,
                  done=request.args.get("done", ""))  # fmt: skip


def resolve_breaks(session: str) -> Response:
    """Propose or decide how the ticked breaks end, all for the same reason."""
    chosen = request.form.getlist("listed" if request.form.get("all") else "break")
    if not chosen:
        return breaks(session, "none_chosen")
    document = _resolve(session, ",".join(chosen))
    if document["done"]:
        return see_other(url(BREAKS, done=document["outcome"], left=document["left"]))
    return breaks(session, document["outcome"])


def resolve_break(session: str, break_id: str) -> Response:
    """Propose or decide how one break ends."""
    document = _resolve(session, break_id)
    if document["done"]:
        return see_other(url(f"{BREAKS}/{break_id}", done=document["outcome"]))
    return one_break(session, break_id, document["outcome"])


def month(session: str) -> Response:
    """Show the month's report."""
    return show("ops/reconciliation_month.html", "ops.reconciliation_month", session, p_month=_month())


def month_csv(session: str) -> Response:
    """Download the breaks that people resolved in the month."""
    document = ask("ops.reconciliation_month", session, p_month=_month())
    rows = (
        (
            str(row["break_id"]), row["on"], row["ended_at"], row["kind"], row["receipt"] or "", row["resolution"],
            row["reason"], _actor(row["proposer"]), _actor(row["decider"]), str(row["journal_id"] or ""),
            "" if row["difference_cents"] is None else formats.plain(row["difference_cents"]),
        )
        for row in document["resolved"]
    )  # fmt: skip
    return csv_rows.download(f"lipa-fare-breaks-{document['month']}.csv", COLUMNS, rows)


def trust(session: str) -> Response:
    """Show whether M-Pesa and the bank hold what we owe, and what each part consists of."""
    document = ask("ops.trust", session)
    return render("ops/trust.html", document=document, done=request.args.get("done", ""))


def want_trust_proof(session: str) -> Response:
    """Ask for a new comparison."""
    document = ask("ops.want_trust_proof", session)
    return see_other(url("/ops/trust", done=document["outcome"]))


def _resolve(session: str, break_ids: str) -> dict[str, Any]:
    decision = request.form.get("decision", "")
    if decision:
        seen = ",".join(request.form.getlist("seen"))
        return ask("ops.decide_resolution", session, p_break_ids=break_ids, p_decision=decision, p_seen=seen)
    return ask(
        "ops.propose_resolution", session, p_break_ids=break_ids, p_resolution=request.form.get("resolution", ""),
        p_reason=request.form.get("reason", "").strip(),
    )  # fmt: skip


def _month() -> str:
    return request.args.get("month", "")


def _actor(card: dict[str, str]) -> str:
    return f"{card['actor']} ..{card['last3']}"
