"""Journals by hand: what finance proposes, with both balances before and after, and what a second person posts."""

from flask import Response, request

from web.pages import ask, render, see_other, url

FIELDS = ("from", "to", "amount", "corrects")


def journals(session: str, error: str = "") -> Response:
    """Show the accounts, the journals, and the preview of what is typed."""
    typed = request.form if error else request.args
    document = ask("ops.journals", session, **{f"p_{name}": typed.get(name, "").strip() for name in FIELDS})
    return render(
        "ops/journals.html", 422 if error else 200, document=document, typed=typed, error=error,
        done=request.args.get("done", ""),
    )  # fmt: skip


def propose_journal(session: str) -> Response:
    """Propose a journal; on an error, show what was typed again."""
    fields = {f"p_{name}": request.form.get(name, "").strip() for name in (*FIELDS, "reason", "document")}
    outcome = ask("ops.propose_journal", session, **fields)["outcome"]
    return see_other(url("/ops/journals", done=outcome)) if outcome == "proposed" else journals(session, outcome)


def decide_journal(session: str, manual_id: str) -> Response:
    """Post or decline what another person proposed."""
    decision = request.form.get("decision", "")
    document = ask("ops.decide_journal", session, p_manual_id=manual_id, p_decision=decision)
    return see_other(url("/ops/journals", done=document["outcome"]))
