"""Limits and thresholds: proposed by one, decided by another, and what they were before."""

from flask import Response, request

from web.doors import address
from web.pages import ask, go, render


def settings(session: str) -> Response:
    """What is in force, what is proposed, what was."""
    return render(
        "ops/settings.html", document=ask("ops.settings", session),
        done=request.args.get("done", ""), about=request.args.get("about", "")[:40],
    )  # fmt: skip


def propose_setting(session: str, setting: str) -> Response:
    """Nothing changes before another person agrees."""
    document = ask(
        "ops.propose_setting", session, p_setting=setting,
        p_value=request.form.get("value", "").strip(), p_reason=request.form.get("reason", ""),
    )  # fmt: skip
    return go(address("/ops/settings", done=document["outcome"], about=setting))


def decide_setting(session: str, change_id: str) -> Response:
    """Now it changes, or not."""
    document = ask(
        "ops.decide_setting", session, p_change_id=change_id, p_decision=request.form.get("decision", "")
    )  # fmt: skip
    return go(address("/ops/settings", done=document["outcome"], about=change_id))
