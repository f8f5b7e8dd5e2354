"""Fares as CSV for a spreadsheet, without cells that it would run as formulas."""

import csv
import io
from typing import Any

from flask import Response

from web.i18n import formats

HEADER = (
    "paid_at_eat", "receipt", "plate", "route", "channel", "payer_last3",
    "amount_kes", "commission_kes", "business_on",
)  # fmt: skip
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def download(document: dict[str, Any]) -> Response:
    """The rows of owners.fares, in a file named by the period."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(_row(fare) for fare in document["rows"])
    days = document["days"]
    response = Response(text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="lipa-fare-{days["period"]}-{days["starts_on"]}.csv"'
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _row(fare: dict[str, Any]) -> tuple[str, ...]:
    return (
        fare["local_at"].replace("T", " ")[:19], _cell(fare["receipt"]), _cell(fare["plate"]), _cell(fare["route"]),
        _cell(fare["channel"]), _cell(fare["payer_last3"] or ""),
        formats.plain(fare["amount_cents"]), formats.plain(fare["commission_cents"]), fare["business_on"],
    )  # fmt: skip


def _cell(text: str) -> str:
    """The cell, with an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
