"""Fares as CSV for a spreadsheet, without text that it would run as a formula, or convert to a number or a date."""

import csv
import io
import re
from typing import Any

from flask import Response

from web.i18n import formats

HEADER = (
    "paid_at_eat", "receipt", "plate", "route", "channel", "payer_last3",
    "amount_kes", "commission_kes", "business_on",
)  # fmt: skip
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Numbers (007, 12E4567890), dates and times (6/9, 3-4-26, 7:15, 5MAR), and words with a value.
CONVERTED = re.compile(
    r"[0-9]+(?:[.,:/ E-][0-9]+)*"
    r"|[0-9]*[ /-]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ /-]?[0-9]*|true|false",
    re.IGNORECASE,
)


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
        fare["local_at"].replace("T", " ")[:19], _cell(fare["receipt"]), _cell(fare["plate"]),
        f"Njia {fare['route']}", _cell(fare["channel"]), f"..{fare['payer_last3']}" if fare["payer_last3"] else "",
        formats.plain(fare["amount_cents"]), formats.plain(fare["commission_cents"]), fare["business_on"],
    )  # fmt: skip


def _cell(text: str) -> str:
    """The cell, with an apostrophe if a spreadsheet would not take it for text."""
    return f"'{text}" if text.startswith(FORMULA) or CONVERTED.fullmatch(text.strip()) else text
