"""Pages of SACCOs, their routes, owners and vehicles, each for staff and for the SACCO's own officials."""

from typing import Any

from flask import Response, request

from web import confirmations
from web.fleet import fields, sticker
from web.pages import ask, render, see_other, url

# Actions on a vehicle that have a page of their own, and their outcome.
CHANGES = {"close": "closed", "reopen": "reopened", "move": "moved", "transfer": "proposed"}


def fleet(session: str, error: str = "") -> Response:
    """Show the SACCOs; to the official of one, that one."""
    document = ask(f"{request.blueprint}.fleet", session, p_sacco="", p_find="", p_after="")
    if request.blueprint == "sacco" and len(document["saccos"]) == 1:
        return see_other(_path("saccos", document["saccos"][0]["sacco_id"]))
    return _render("fleet/saccos.html", document, error)


def add_sacco(session: str) -> Response:
    """Register a SACCO, and propose its first admin."""
    document = _change(session, "sacco", "")
    if document["outcome"] != "registered":
        return fleet(session, document["outcome"])
    return see_other(_path("saccos", document["sacco_id"]))


def sacco(session: str, sacco_id: str) -> Response:
    """Show one SACCO: its routes, owners and vehicles, each with its checklist."""
    return _page(session, "fleet/sacco.html", sacco_id)


def fleet_form(session: str, sacco_id: str, form: str, error: str = "") -> Response:
    """Show the form for a route, an owner or a vehicle."""
    return _page(session, f"fleet/new_{form}.html", sacco_id, error)


def add_to_fleet(session: str, sacco_id: str, form: str) -> Response:
    """Register a route, an owner or a vehicle, and go on to the next step."""
    document = _change(session, form, sacco_id)
    if document["outcome"] not in ("registered", "known"):
        return fleet_form(session, sacco_id, form, document["outcome"])
    if form == "vehicle":
        return see_other(_path("vehicles", document["plate"].replace(" ", "")))
    if form == "owner":
        known = "1" if document["outcome"] == "known" else ""
        place = _path("saccos", sacco_id, "vehicle")
        return see_other(url(place, owner_id=str(document["owner_id"]), find=document["find"] or "", known=known))
    return see_other(_path("saccos", sacco_id))


def fleet_vehicle(session: str, plate: str, error: str = "") -> Response:
    """Show a vehicle: its checklist, and all that it needs to take fares."""
    return _vehicle(session, plate, "fleet/vehicle.html", error, 422 if error else 200)


def give_code(session: str, plate: str) -> Response:
    """Give the vehicle a door code."""
    outcome = _change(session, "code", plate)["outcome"]
    if outcome != "given":
        return fleet_vehicle(session, plate, outcome)
    return see_other(url(_path("vehicles", plate), done=outcome))


def print_sticker(session: str, plate: str) -> Response:
    """The sticker for the vehicle's door, to print."""
    vehicle = ask(f"{request.blueprint}.fleet_vehicle", session, p_plate=plate, p_find="")["vehicle"]
    if not vehicle["door_code"]:
        return see_other(_path("vehicles", plate))
    response = Response(sticker.draw(vehicle), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{vehicle["plate"].replace(" ", "")}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def vehicle_change(session: str, plate: str, action: str, error: str = "", status: int = 200) -> Response:
    """Show what closing, reopening, moving or transferring a vehicle will do."""
    return _vehicle(session, plate, "fleet/change.html", error, status, action=action)


def change_vehicle(session: str, plate: str, action: str) -> Response:
    """Close, reopen or move a vehicle, or propose its transfer."""
    typed, _ = fields.read(action)
    return confirmations.confirm(
        session, f"{request.blueprint}.change_fleet", CHANGES[action], _path("vehicles", plate),
        lambda session, error, status: vehicle_change(session, plate, action, error, status), refusals="fleet_not.",
        p_action=action, p_subject=plate, p_typed=typed,
    )  # fmt: skip


def _change(session: str, action: str, subject: str) -> dict[str, Any]:
    typed, error = fields.read(action)
    if error:
        return {"outcome": error}
    return ask(f"{request.blueprint}.change_fleet", session, p_action=action, p_subject=subject, p_typed=typed)


def _page(session: str, template: str, sacco_id: str, error: str = "") -> Response:
    document = ask(
        f"{request.blueprint}.fleet", session, p_sacco=sacco_id, p_find=request.args.get("find", ""),
        p_after=request.args.get("after", ""),
    )  # fmt: skip
    return _render(template, document, error)


def _render(template: str, document: dict[str, Any], error: str) -> Response:
    return render(
        template, 422 if error else 200, document=document, error=error, typed=request.form or request.args,
        home=_path(), party=request.blueprint, bands=fields.BANDS,
    )  # fmt: skip


def _vehicle(session: str, plate: str, template: str, error: str, status: int, **values: str) -> Response:
    document = ask(f"{request.blueprint}.fleet_vehicle", session, p_plate=plate, p_find=request.values.get("find", ""))
    return render(
        template, status, document=document, error=error, typed=request.form, home=_path(), party=request.blueprint,
        place=_path("vehicles", plate), done=request.args.get("done", ""), **values,
    )  # fmt: skip


def _path(*parts: object) -> str:
    return "/".join((f"/{request.blueprint}/fleet", *map(str, parts)))
