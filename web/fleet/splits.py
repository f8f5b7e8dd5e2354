"""The split of a vehicle's fares: proposed by its owner or its SACCO, agreed by the other; staff only look."""

from typing import Any

from flask import Response, request

from web.fleet import fields
from web.pages import ask, render, see_other, url

PLACES = {"owners": "/owner/vehicle/{}/split", "sacco": "/sacco/fleet/vehicles/{}/split"}


def split(session: str, plate: str, error: str = "", preview: dict[str, Any] | None = None) -> Response:
    """Show the split in force, what is proposed, and the form for a proposal."""
    document = _split(session, plate)
    return render(
        "fleet/split.html", 422 if error else 200, document=document, shown=document.get("vehicle", document),
        error=error, preview=preview, typed=request.form, place=request.path, done=request.args.get("done", ""),
    )  # fmt: skip


def propose_split(session: str, plate: str) -> Response:
    """Preview a split, simulate it, or propose it to the other side."""
    document = ask(
        f"{request.blueprint}.propose_split", session, p_plate=plate, p_shares=fields.split(),
        p_step=request.form.get("step", ""),
    )  # fmt: skip
    if document["outcome"] == "proposed":
        return see_other(url(request.path, done="proposed"))
    if document["outcome"] == "simulated":
        return _simulated(_split(session, plate), document["simulation"])
    error = "" if document["outcome"] == "preview" else document["outcome"]
    return split(session, plate, error, document.get("preview"))


def split_simulation(session: str, plate: str) -> Response:
    """Show what the last 30 days would have been under the open proposal."""
    document = ask(f"{request.blueprint}.split_simulation", session, p_plate=plate)
    return _simulated(document, document["simulation"])


def decide_split(session: str, proposal_id: str) -> Response:
    """Agree to a split, decline it, or withdraw one's own proposal."""
    document = ask(
        f"{request.blueprint}.decide_split", session, p_proposal_id=proposal_id,
        p_decision=request.form.get("decision", ""), p_reason=request.form.get("reason", ""),
    )  # fmt: skip
    place = PLACES[request.blueprint or ""].format(document["plate"].replace(" ", ""))
    return see_other(url(place, done=document["outcome"]))


def _split(session: str, plate: str) -> dict[str, Any]:
    if request.blueprint == "owners":
        return ask("owners.split", session, p_plate=plate)
    return ask(f"{request.blueprint}.fleet_vehicle", session, p_plate=plate, p_find="")


def _simulated(document: dict[str, Any], simulation: dict[str, Any] | None) -> Response:
    plate = document.get("vehicle", document)["plate"]
    place = PLACES[request.blueprint or ""].format(plate.replace(" ", ""))
    return render("fleet/simulation.html", document=document, plate=plate, simulation=simulation, place=place)
