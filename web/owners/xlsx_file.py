"""An owner's statement as a spreadsheet: whose it is and as of when, each day with its split, and every fare."""

import tempfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from flask import Response, send_file

from web import i18n, pages
from web.i18n import N_, formats, labels
from web.owners import csv_file

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAYS = (N_("Day"), N_("Fares"), "KES", N_("Lipa Fare fee"))
FARES = (N_("Day"), N_("Time"), N_("Receipt"), N_("Vehicle"), N_("Route"), N_("Paid by"), N_("Phone"), N_("Stage"),
         N_("People"), "KES", N_("Lipa Fare fee"))  # fmt: skip


def download(statement: dict[str, Any], fares: Iterable[dict[str, Any]]) -> Response:
    """Both sheets. Rows go to a temporary file as they come, so that memory does not hold them."""
    file = tempfile.SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115  the response closes it
    # Nothing that a person typed becomes a formula, a link or a number.
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    money = {"num_format": "#,##0.00"}
    styles = {"head": book.add_format({"bold": True, "bottom": 1}), "money": book.add_format(money),
              "total": book.add_format({"bold": True, "top": 1} | money)}  # fmt: skip
    names = [labels.label("purpose", purpose, i18n.language()) for purpose in statement["purposes"]]
    _days(book.add_worksheet(_text(N_("Summary"))), statement, names, styles)
    _fares(book.add_worksheet(_text(N_("Fares"))), statement, names, styles, fares)
    book.close()
    file.seek(0)
    response = send_file(file, TYPE, as_attachment=True, download_name=csv_file.file_name(statement, "xlsx"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _text(text: str, **values: object) -> str:
    return i18n.translate(text, i18n.language(), **values)


def _days(sheet: Any, statement: dict[str, Any], names: list[str], styles: dict[str, Any]) -> None:
    lang = i18n.language()
    days, viewer = statement["days"], statement["viewer"]
    whose = pages.opened_name(viewer["name_sealed"]) or ", ".join(viewer["scopes"])
    as_of = f"{formats.day(statement['now'][:10], lang)} {statement['now'][:4]} {formats.clock(statement['now'])} EAT"
    sheet.set_column(0, len(DAYS) + len(names), 14)
    for row, text in enumerate((f"Lipa Fare · {whose}", formats.period(days, lang),
                                _text(N_("Updated %(at)s"), at=as_of))):  # fmt: skip
        sheet.write_string(row, 0, text)
    for column, text in enumerate((*(_text(text) for text in DAYS), *names)):
        sheet.write_string(4, column, text, styles["head"])
    for row, day in enumerate(statement["rows"], 5):
        sheet.write_string(row, 0, day["on"])
        sheet.write_number(row, 1, day["fares"])
        _money(sheet, row, 2, [day["cents"], *_parts(day, statement)], styles["money"])
    row = 5 + len(statement["rows"])
    sheet.write_string(row, 0, _text(N_("Total")), styles["total"])
    sheet.write_number(row, 1, statement["fares"], styles["head"])
    _money(sheet, row, 2, [statement["cents"], *_parts(statement, statement)], styles["total"])


def _fares(
    sheet: Any, statement: dict[str, Any], names: list[str], styles: dict[str, Any],
    fares: Iterable[dict[str, Any]],
) -> None:  # fmt: skip
    sheet.set_column(0, len(FARES) + len(names), 12)
    for column, text in enumerate((*(_text(text) for text in FARES), *names)):
        sheet.write_string(0, column, text, styles["head"])
    sheet.freeze_panes(1, 0)
    for row, fare in enumerate(fares, 1):
        texts = (
            fare["business_on"], fare["local_at"].replace("T", " ")[:19], fare["receipt"], fare["plate"],
            fare["route"], labels.label("channel", fare["channel"], i18n.language()),
            f"..{fare['payer_last3']}" if fare["payer_last3"] else "", fare["stage"] or "", str(fare["seats"] or ""),
        )  # fmt: skip
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
        parts = [fare["parts"].get(purpose, 0) for purpose in statement["purposes"]]
        _money(sheet, row, len(texts), [fare["amount_cents"], fare["commission_cents"], *parts], styles["money"])


def _parts(row: dict[str, Any], statement: dict[str, Any]) -> list[int]:
    return [row["parts"].get(purpose, 0) for purpose in ("fee", *statement["purposes"])]


def _money(sheet: Any, row: int, first: int, amounts: list[int], style: Any) -> None:
    for column, amount in enumerate(amounts, first):
        sheet.write_number(row, column, Decimal(formats.plain(amount)), style)
