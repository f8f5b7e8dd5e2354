"""A route's fare board: proposed by one official of its SACCO, approved by another; staff only look."""

from typing import Any

from flask import Response, request

from web.fleet.fields import BANDS
from web.pages import ask, render, see_other, url

WORDS = ("effective_from", "name", "starts_at", "ends_at", "cap")


def fleet_route(session: str, route_id: str, error: str = "") -> Response:
    """Show a route: its fares, what counts now, what waits for approval, and its history."""
    document = ask(f"{request.blueprint}.fleet_route", session, p_route_id=route_id)
    return render(
        "fleet/fares.html", 422 if error else 200, document=document, error=error, typed=request.form,
        home=f"/{request.blueprint}/fleet", done=request.args.get("done", ""),
    )  # fmt: skip


def propose_fares(session: str, route_id: str) -> Response:
    """Propose fares, an event or a cap."""
    typed: dict[str, Any] = {band: request.form.getlist(band) for band in (*BANDS, "event")}
    typed |= {word: request.form.get(word, "") for word in WORDS}
    outcome = ask(
        "sacco.propose_fares", session, p_route_id=route_id, p_kind=request.form.get("kind", ""), p_typed=typed
    )["outcome"]
    if outcome != "proposed":
        return fleet_route(session, route_id, outcome)
    return see_other(url(_path(route_id), done=outcome))


def decide_fares(session: str, proposal_id: str) -> Response:
    """Approve a proposal, decline it, or withdraw one's own."""
    document = ask(
        "sacco.decide_fares", session, p_proposal_id=proposal_id, p_decision=request.form.get("decision", ""),
        p_reason=request.form.get("reason", ""),
    )  # fmt: skip
    return see_other(url(_path(document["route_id"]), done=document["outcome"]))


def switch_band(session: str, route_id: str) -> Response:
    """Switch to the rain fares for some hours or back, or end an event early."""
    outcome = ask(
        "sacco.switch_band", session, p_route_id=route_id, p_switch=request.form.get("switch", ""),
        p_hours=request.form.get("hours", ""),
    )["outcome"]  # fmt: skip
    return see_other(url(_path(route_id), done=outcome))


def _path(route_id: object) -> str:
    return f"/sacco/fleet/routes/{route_id}"
