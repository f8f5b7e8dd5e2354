"""Finance's page: takings, commission, what is held for others, and the trial balance."""

from flask import Response, request

from web.core import csv_rows
from web.i18n import formats
from web.pages import ask, show

COLUMNS = ("fare", "fee", "dues", "owners", "in", "out")


def finance(session: str) -> Response:
    """Show what was taken and earned, and what is owed."""
    return show("ops/finance.html", "ops.finance", session, **_period())


def finance_csv(session: str) -> Response:
    """Download the days of the period for a spreadsheet."""
    document = ask("ops.finance", session, **_period())
    days = document["days"]
    rows = (
        (row["business_on"], *(formats.plain(row[f"{name}_cents"]) for name in COLUMNS)) for row in document["rows"]
    )
    header = ("business_on", *(f"{name}_kes" for name in COLUMNS))
    return csv_rows.download(f"lipa-fare-finance-{days['period']}-{days['starts_on']}.csv", header, rows)


def _period() -> dict[str, str]:
    return {f"p_{name}": request.args.get(name, "") for name in ("period", "on", "asof")}
