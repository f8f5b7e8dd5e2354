"""Fares and entries as CSV for a spreadsheet, without text that it would run as a formula, or convert to a number."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, stream_with_context

from web.i18n import formats

HEADER = (
    "paid_at_eat", "receipt", "plate", "route", "channel", "payer_last3",
    "amount_kes", "commission_kes", "business_on", "stage", "seats",
)  # fmt: skip
ENTRIES_HEADER = ("at_eat", "kind", "reference", "amount_kes", "balance_kes", "business_on", "reason")
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Numbers (007, 12E4567890), dates and times (6/9, 3-4-26, 7:15, 5MAR), and words with a value.
CONVERTED = re.compile(
    r"[0-9]+(?:[.,:/ E-][0-9]+)*"
    r"|[0-9]*[ /-]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ /-]?[0-9]*|true|false",
    re.IGNORECASE,
)


def download(statement: dict[str, Any], fares: Iterable[dict[str, Any]]) -> Response:
    """The fares of owners.statement, each with its split, in a file named by the period; sent while it is read."""
    purposes = statement["purposes"]
    header = (*HEADER, *(f"{purpose}_kes" for purpose in purposes))
    return _file(file_name(statement, "csv"), header, (_fare(fare, purposes) for fare in fares))


def download_entries(wallet: dict[str, Any], entries: Iterable[dict[str, Any]]) -> Response:
    """The entries of owners.wallet, newest first, each with the balance after it."""
    name = f"lipa-fare-{wallet['plate'].replace(' ', '')}-{wallet['purpose']}.csv"
    return _file(name, ENTRIES_HEADER, map(_entry, entries))


def file_name(statement: dict[str, Any], kind: str) -> str:
    days = statement["days"]
    return f"lipa-fare-{days['period']}-{days['starts_on']}.{kind}"


def _file(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Response:
    response = Response(stream_with_context(_lines(header, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Some hundred lines at a time, so that memory holds no more of a large file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % 500 == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _fare(fare: dict[str, Any], purposes: list[str]) -> tuple[str, ...]:
    return (
        fare["local_at"].replace("T", " ")[:19], _cell(fare["receipt"]), _cell(fare["plate"]),
        f"Njia {fare['route']}", _cell(fare["channel"]), f"..{fare['payer_last3']}" if fare["payer_last3"] else "",
        formats.plain(fare["amount_cents"]), formats.plain(fare["commission_cents"]), fare["business_on"],
        _cell(fare["stage"] or ""), str(fare["seats"] or ""),
        *(formats.plain(fare["parts"].get(purpose, 0)) for purpose in purposes),
    )  # fmt: skip


def _entry(entry: dict[str, Any]) -> tuple[str, ...]:
    return (
        entry["at"].replace("T", " ")[:19], entry["kind"], _cell(entry["reference"]), formats.plain(entry["cents"]),
        formats.plain(entry["balance_cents"]), entry["on"], _cell(entry["reason"] or ""),
    )  # fmt: skip


def _cell(text: str) -> str:
    """The cell, with an apostrophe if a spreadsheet would not take it for text."""
    return f"'{text}" if text.startswith(FORMULA) or CONVERTED.fullmatch(text.strip()) else text
