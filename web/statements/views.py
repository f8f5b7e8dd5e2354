"""An account's statement for owners and SACCOs: page, PDF, CSV and XLSX, equal to the cent for the same asof."""

from typing import Any

from flask import Response, request

from web.pages import ask, render, see_other, url
from web.statements import csv_file, pdf_file, tables, xlsx_file

PLACES = {"owners": "/owner", "sacco": "/sacco"}
# So many rows of a table stand on one page, so that it stays light; the files have all.
SIZES = {"lines": 12, "vehicles": 7, "vehicle_purposes": 15}


def statement(session: str) -> Response:
    """Show the statement of a day, week or month."""
    document = _statement(session)
    return render(
        "statement.html", document=document, place=place(), tables=tables.of_statement(document, place()),
        facts=tables.facts(document), verify=tables.verify_address(document), sizes=SIZES,
        done=request.args.get("done", ""),
    )  # fmt: skip


def statement_csv(session: str) -> Response:
    """Download it for a spreadsheet or a program."""
    document = _statement(session)
    return csv_file.download(document, tables.of_statement(document, place()))


def statement_xlsx(session: str) -> Response:
    """Download it as a spreadsheet."""
    document = _statement(session)
    return xlsx_file.download(document, tables.of_statement(document, place()))


def statement_pdf(session: str) -> Response:
    """Download it for printing, for a bank or a landlord."""
    document = _statement(session)
    return pdf_file.download(document, tables.of_statement(document, place()))


def set_day_messages(session: str) -> Response:
    """Set whether this person gets the day's figures by SMS."""
    outcome = ask("owners.set_day_messages", session, p_state=request.form.get("state", ""))["outcome"]
    return see_other(url("/owner/statement", done=outcome) + "#sms")


def place() -> str:
    """Where this party's pages are."""
    return PLACES[str(request.blueprint)]


def _statement(session: str) -> dict[str, Any]:
    plate = {"p_plate": request.args.get("plate", "")} if request.blueprint == "owners" else {}
    period = {f"p_{name}": request.args.get(name, "") for name in ("period", "on", "asof")}
    return ask(f"{request.blueprint}.account_statement", session, **plate, **period)
