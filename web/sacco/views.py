"""Pages for SACCO officials: their vehicles' takings and dues; the people, whom the admin proposes."""

from typing import Any

from flask import Response, request

from web import person_actions
from web.core import csv_rows
from web.core.csv_rows import cell
from web.i18n import formats
from web.pages import ask, render, see_other, show, url

HEADER = (
    "plate", "route", "from", "to", "takings_kes", "usual_kes", "dues_kes", "dues_month_kes", "sign", "last_fare_eat",
)  # fmt: skip


def home(session: str) -> Response:
    """Show which vehicles take fares, their takings and dues."""
    return show("sacco/home.html", "sacco.home", session, **_period())


def vehicles_csv(session: str) -> Response:
    """Download the same vehicles for a spreadsheet."""
    document = ask("sacco.home", session, **_period())
    days = document["days"]
    name = f"lipa-fare-sacco-{days['period']}-{days['starts_on']}.csv"
    return csv_rows.download(name, HEADER, (_row(vehicle, days) for vehicle in document["vehicles"]))


def vehicle(session: str, plate: str) -> Response:
    """Show one vehicle: its days, and its target."""
    document = ask("sacco.vehicle", session, p_plate=plate, **_period())
    return render("sacco/vehicle.html", document=document, done=request.args.get("done", ""))


def set_target(session: str, plate: str) -> Response:
    """Set what a vehicle is expected to take on a day."""
    typed = request.form.get("target", "")
    outcome = ask("sacco.set_target", session, p_plate=plate, p_target=typed)["outcome"]
    if outcome == "target_set":
        return see_other(url(f"/sacco/vehicle/{plate}", done=outcome) + "#target")
    document = ask("sacco.vehicle", session, p_plate=plate, **_period())
    return render("sacco/vehicle.html", 422, document=document, done=outcome, typed=typed)


def fare(session: str, receipt: str) -> Response:
    """Show one fare of the SACCO's vehicles and its split."""
    return show("fare.html", "sacco.fare", session, p_receipt=receipt, p_asof=request.args.get("asof", ""))


def people(session: str) -> Response:
    """Show officials, crews, and the proposals that wait."""
    document = ask("sacco.people", session)
    actions = person_actions.offered(document)
    return render("sacco/people.html", document=document, actions=actions, done=request.args.get("done", ""))


def _period() -> dict[str, str]:
    return {f"p_{name}": request.args.get(name, "") for name in ("period", "on", "asof")}


def _row(vehicle: dict[str, Any], days: dict[str, str]) -> tuple[str, ...]:
    usual = vehicle["usual_cents"]
    return (
        cell(vehicle["plate"]), f"Njia {vehicle['route']}", days["starts_on"], days["ends_on"],
        formats.plain(vehicle["cents"]), "" if usual is None else formats.plain(usual),
        formats.plain(vehicle["dues_cents"]), formats.plain(vehicle["month_dues_cents"]), vehicle["sign"],
        (vehicle["last_at"] or "").replace("T", " ")[:19],
    )  # fmt: skip
