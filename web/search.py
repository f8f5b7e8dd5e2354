"""One search box for staff, owners and SACCOs: to the one thing that is found, or a list of a few.

The form is a POST, because people type phone numbers into it: no number may be in an address, a log or a bookmark. A
number leaves this module as a look-up hash only.
"""

from typing import Any

from flask import Response, request

from web.pages import ask, render, see_other
from web.security import phones

# By the first part of the address: the party whose function searches.
PARTIES = {"ops": "ops", "owner": "owners", "sacco": "sacco"}
# Where each kind of thing is shown, by that part and the list that it is in.
PLACES = {
    ("ops", "payments"): "/ops/payment/{receipt}",
    ("ops", "people"): "/ops/people/{user_id}",
    ("ops", "alarms"): "/ops/alarms/{alarm_id}",
    ("ops", "vehicles"): "/ops/fleet/vehicles/{plate}",
    ("sacco", "vehicles"): "/sacco/fleet/vehicles/{plate}",
    ("sacco", "payments"): "/sacco/fare/{receipt}",
    ("owner", "payments"): "/owner/fare/{receipt}",
    ("owner", "vehicles"): "/owner/vehicle/{plate}",
}
LISTS = ("alarms", "people", "vehicles", "payments")


def search(session: str) -> Response:
    """Find a receipt, phone, plate, door code or name. A number in the address is refused: it would be in logs."""
    typed = request.values.get("q", "").strip()[:100]
    phone = phones.parse(typed)
    if phone and request.method == "GET":
        typed, phone, error = "", None, "phone"
    else:
        error = ""
    document = ask(
        f"{request.blueprint}.search", session, p_text="" if phone else typed,
        p_phone_hash=phones.lookup_hash(phone) if phone else None,
    )  # fmt: skip
    found = [(place(kind, row), row) for kind in LISTS for row in document.get(kind, ())]
    if len(found) == 1 and found[0][0]:
        return see_other(found[0][0])
    return render("search.html", 422 if error else 200, document=document, asked_for=typed or phone, error=error,
                  found=found, place=place)  # fmt: skip


def place(kind: str, row: dict[str, Any]) -> str:
    """The address of something that was found; '' if this party has no page of it."""
    return PLACES.get((request.path.split("/")[1], kind), "").format_map(row).replace(" ", "")
