"""Fares and entries as CSV for a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from flask import Response

from web.core import csv_rows
from web.core.csv_rows import cell
from web.i18n import formats

HEADER = (
    "paid_at_eat", "receipt", "plate", "route", "channel", "payer_last3",
    "amount_kes", "commission_kes", "business_on", "stage", "seats",
)  # fmt: skip
ENTRIES_HEADER = ("at_eat", "kind", "reference", "amount_kes", "balance_kes", "business_on", "reason")


def download(statement: dict[str, Any], fares: Iterable[dict[str, Any]]) -> Response:
    """The fares of owners.statement, each with its split, in a file named by the period; sent while it is read."""
    purposes = statement["purposes"]
    header = (*HEADER, *(f"{purpose}_kes" for purpose in purposes))
    return csv_rows.download(file_name(statement, "csv"), header, (_fare(fare, purposes) for fare in fares))


def download_entries(wallet: dict[str, Any], entries: Iterable[dict[str, Any]]) -> Response:
    """The entries of owners.wallet, newest first, each with the balance after it."""
    name = f"lipa-fare-{wallet['plate'].replace(' ', '')}-{wallet['purpose']}.csv"
    return csv_rows.download(name, ENTRIES_HEADER, map(_entry, entries))


def file_name(statement: dict[str, Any], kind: str) -> str:
    days = statement["days"]
    return f"lipa-fare-{days['period']}-{days['starts_on']}.{kind}"


def _fare(fare: dict[str, Any], purposes: list[str]) -> tuple[str, ...]:
    return (
        fare["local_at"].replace("T", " ")[:19], cell(fare["receipt"]), cell(fare["plate"]),
        f"Njia {fare['route']}", cell(fare["channel"]), f"..{fare['payer_last3']}" if fare["payer_last3"] else "",
        formats.plain(fare["amount_cents"]), formats.plain(fare["commission_cents"]), fare["business_on"],
        cell(fare["stage"] or ""), str(fare["seats"] or ""),
        *(formats.plain(fare["parts"].get(purpose, 0)) for purpose in purposes),
    )  # fmt: skip


def _entry(entry: dict[str, Any]) -> tuple[str, ...]:
    return (
        entry["at"].replace("T", " ")[:19], entry["kind"], cell(entry["reference"]), formats.plain(entry["cents"]),
        formats.plain(entry["balance_cents"]), entry["on"], cell(entry["reason"] or ""),
    )  # fmt: skip
