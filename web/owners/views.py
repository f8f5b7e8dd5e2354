"""Pages for vehicle owners. Every figure links to the rows behind it, and each page says as of when it is."""

from flask import Response, request

from web.owners import csv_file
from web.pages import ask, show

ROWS = 50
ROWS_OF_CSV = 1_000_000


def home(session: str) -> Response:
    """Show all vehicles and takings."""
    return show("owners/home.html", "owners.home", session, **_period())


def vehicle(session: str, plate: str) -> Response:
    """Show one vehicle."""
    return show("owners/vehicle.html", "owners.vehicle", session, p_plate=plate, **_period())


def fares(session: str) -> Response:
    """Show the fares behind a figure."""
    return show(
        "owners/fares.html", "owners.fares", session,
        p_before=request.args.get("before", ""), p_limit=ROWS, **_filters(),
    )  # fmt: skip


def fares_csv(session: str) -> Response:
    """Download the same fares for a spreadsheet."""
    return csv_file.download(ask("owners.fares", session, p_before="", p_limit=ROWS_OF_CSV, **_filters()))


def fare(session: str, receipt: str) -> Response:
    """Show one fare and its split."""
    return show("owners/fare.html", "owners.fare", session, p_receipt=receipt, p_asof=_asof())


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
        p_sub_wallet_id=sub_wallet_id, p_before=request.args.get("before", ""), p_asof=_asof(),
    )  # fmt: skip


def _asof() -> str:
    return request.args.get("asof", "")


def _period() -> dict[str, str]:
    return {"p_period": request.args.get("period", ""), "p_on": request.args.get("on", ""), "p_asof": _asof()}


def _filters() -> dict[str, str]:
    return {"p_plate": request.args.get("plate", ""), "p_hour": request.args.get("hour", ""), **_period()}
