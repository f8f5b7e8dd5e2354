"""Pages for vehicle owners. Every figure links to the rows behind it, and each page says as of when it is."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import Response, request

from web.owners import csv_file, xlsx_file
from web.pages import ask, render, see_other, show, url

ROWS = 50
ROWS_OF_A_DAY = 1_000_000
ROWS_OF_A_READING = 5_000


def home(session: str) -> Response:
    """Show all vehicles and takings."""
    return show("owners/home.html", "owners.home", session, **_period())


def vehicle(session: str, plate: str) -> Response:
    """Show one vehicle."""
    return show("owners/vehicle.html", "owners.vehicle", session, p_plate=plate, **_period())


def set_target(session: str, plate: str) -> Response:
    """Set what a vehicle is expected to take on a day."""
    typed = request.form.get("target", "")
    outcome = ask("owners.set_target", session, p_plate=plate, p_target=typed)["outcome"]
    if outcome == "target_set":
        return see_other(url(f"/owner/vehicle/{plate}", done=outcome) + "#target")
    document = ask("owners.vehicle", session, p_plate=plate, **_period())
    return render("owners/vehicle.html", 422, document=document, done=outcome, typed=typed)


def fares(session: str) -> Response:
    """Show the fares behind a figure."""
    return show(
        "owners/fares.html", "owners.fares", session,
        p_before=request.args.get("before", ""), p_limit=ROWS, **_filters(),
    )  # fmt: skip


def fares_csv(session: str) -> Response:
    """Download the same fares for a spreadsheet, with their split."""
    statement = _statement(session)
    rows = _rows(session, statement, p_hour=request.args.get("hour", ""))
    first = list(itertools.islice(rows, 1))  # what is wrong with the address is said before the file begins
    return csv_file.download(statement, itertools.chain(first, rows))


def fares_xlsx(session: str) -> Response:
    """Download the period as a spreadsheet: its days with their split, and its fares."""
    statement = _statement(session)
    return xlsx_file.download(statement, _rows(session, statement, p_hour=""))


def fare(session: str, receipt: str) -> Response:
    """Show one fare and its split."""
    return show("fare.html", "owners.fare", session, p_receipt=receipt, p_asof=_asof())


def all_wallets(session: str) -> Response:
    """Show all sub_wallets."""
    return wallets(session, purpose="")


def wallets(session: str, purpose: str) -> Response:
    """Show the sub_wallets of one purpose."""
    return show("owners/wallets.html", "owners.wallets", session, p_purpose=purpose, p_asof=_asof())


def wallet(session: str, sub_wallet_id: str) -> Response:
    """Show one sub_wallet and its entries."""
    return show(
        "owners/wallet.html", "owners.wallet", session,
        p_sub_wallet_id=sub_wallet_id, p_before=request.args.get("before", ""), p_limit=ROWS, p_asof=_asof(),
    )  # fmt: skip


def wallet_csv(session: str, sub_wallet_id: str) -> Response:
    """Download all entries of one sub_wallet, with running balances."""
    first = _entries(session, sub_wallet_id, "", _asof())
    return csv_file.download_entries(first, _all_entries(session, first))


def _statement(session: str) -> dict[str, Any]:
    return ask("owners.statement", session, p_plate=request.args.get("plate", ""), **_period())


def _rows(session: str, statement: dict[str, Any], p_hour: str) -> Iterator[dict[str, Any]]:
    """The fares of a statement, newest day first, a day at a time: a file of a month never lies in memory whole."""
    days = statement["days"]
    first, on = date.fromisoformat(days["starts_on"]), date.fromisoformat(min(days["ends_on"], days["today"]))
    while on >= first:
        yield from ask(
            "owners.fares", session, p_plate=request.args.get("plate", ""), p_period="day", p_on=on.isoformat(),
            p_hour=p_hour, p_before="", p_limit=ROWS_OF_A_DAY, p_asof=statement["asof"],
        )["rows"]  # fmt: skip
        on -= timedelta(days=1)


def _entries(session: str, sub_wallet_id: str, before: str, asof: str) -> dict[str, Any]:
    return ask(
        "owners.wallet", session, p_sub_wallet_id=sub_wallet_id, p_before=before, p_limit=ROWS_OF_A_READING, p_asof=asof
    )


def _all_entries(session: str, reading: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The entries of a first reading, and of those after it."""
    while True:
        yield from reading["rows"][:ROWS_OF_A_READING]
        if len(reading["rows"]) <= ROWS_OF_A_READING:
            return
        before = reading["rows"][ROWS_OF_A_READING - 1]["place"]
        reading = _entries(session, str(reading["sub_wallet_id"]), before, reading["asof"])


def _asof() -> str:
    return request.args.get("asof", "")


def _period() -> dict[str, str]:
    return {"p_period": request.args.get("period", ""), "p_on": request.args.get("on", ""), "p_asof": _asof()}


def _filters() -> dict[str, str]:
    return {"p_plate": request.args.get("plate", ""), "p_hour": request.args.get("hour", ""), **_period()}
