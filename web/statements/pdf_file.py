"""A statement as a PDF of A4 pages: for a bank, a landlord, or a folder. A QR code leads to the check of its seal."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from flask import Response
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from web import i18n
from web.core import live_settings
from web.core.pdf_qr import draw_qr
from web.i18n import N_, formats
from web.statements import csv_file, tables
from web.statements.tables import COUNT, MONEY, TEXT, Row, Table

MARGIN, QR, YELLOW, GREY = 15, 30, (247, 198, 0), (90, 90, 90)  # mm, colours
WIDTH = 210 - 2 * MARGIN
# Parts of the width that a column gets, by its name.
WIDTHS = {"what": 40, "plate": 20, "owner": 30, "purpose": 24, "on": 24, "at": 11, "fares": 13}


def download(document: dict[str, Any], made: Iterable[Table]) -> Response:
    """The file, named by its period."""
    response = Response(draw(document, made), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{csv_file.file_name(document, "pdf")}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def draw(document: dict[str, Any], made: Iterable[Table]) -> bytes:
    """All tables, one below the other; each begins again with its heading on a new page."""
    facts = tables.facts(document)
    pdf = Paper(" · ".join(value for _, value in facts[:-1]))
    pdf.add_page()
    pdf.set_font("helvetica", "B", 18)
    pdf.cell(text=plain(i18n.translate(N_("Statement"), i18n.language())), new_x=XPos.LMARGIN, new_y=YPos.NEXT, h=10)
    address = tables.verify_address(document)
    if address:
        draw_qr(pdf, address, (210 - MARGIN - QR, MARGIN), QR)
    for name, value in (*facts, *([(i18n.translate(N_("Check it at"), i18n.language()), address)] if address else [])):
        pdf.set_font("helvetica", "", 10)
        pdf.cell(w=32, h=5.5, text=plain(name))
        pdf.set_font("helvetica", "B", 10)
        pdf.multi_cell(w=WIDTH - 32 - QR - 4, h=5.5, text=plain(value), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_y(max(pdf.get_y(), MARGIN + QR + 12 if address else 0))
    for table in made:
        _draw_table(pdf, table)
    return bytes(pdf.output())


class Paper(FPDF):
    """A4 with our name and whose statement it is on every page, and the page's number."""

    def __init__(self, running: str) -> None:
        super().__init__(unit="mm", format="A4")
        self.running = plain(running)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=18)
        self.set_title(plain(f"Lipa Fare · {running}"))

    def header(self) -> None:
        """Our name on the yellow stripe; from the second page on whose statement it is."""
        self.set_fill_color(*YELLOW)
        self.rect(0, 0, 210, 9, style="F")
        self.set_xy(MARGIN, 2)
        self.set_font("helvetica", "B", 11)
        self.cell(w=30, h=5, text="Lipa Fare")
        if self.page_no() > 1:
            self.set_font("helvetica", "", 8)
            self.cell(w=WIDTH - 30, h=5, text=self.running, align=Align.R)
        self.set_y(MARGIN)

    def footer(self) -> None:
        """Where help is, and which page this is."""
        self.set_y(-13)
        self.set_font("helvetica", "", 8)
        self.set_text_color(*GREY)
        help_text = i18n.translate(N_("Help: call %(phone)s"), i18n.language(), phone=live_settings.help_phone())
        self.cell(w=WIDTH / 2, h=5, text=plain(help_text))
        self.cell(w=WIDTH / 2, h=5, text=f"{self.page_no()} / {{nb}}", align=Align.R)
        self.set_text_color(0, 0, 0)


def plain(text: str) -> str:
    """The text in the letters of the PDF's own fonts: a name's accents that they lack are left out, as in our SMS."""
    text = text.replace(formats.MINUS, "-").replace("\N{EN DASH}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return "".join(
        letter if ord(letter) < 256 else unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"
        for letter in text
    )


def _draw_table(pdf: Paper, table: Table) -> None:
    if not table.rows:
        return
    # A heading does not stand alone at the foot of a page.
    if pdf.will_page_break(30):
        pdf.add_page()
    pdf.ln(4)
    pdf.set_font("helvetica", "B", 12)
    pdf.cell(text=plain(table.title), h=8, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("helvetica", "", 9)
    pdf.set_draw_color(170, 170, 170)
    with pdf.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES, line_height=5, width=WIDTH, padding=(0.6, 1),
        col_widths=[WIDTHS.get(column.key, 24) for column in table.columns],
        text_align=[Align.L if column.kind == TEXT else Align.R for column in table.columns],
        headings_style=FontFace(emphasis="BOLD", fill_color=(241, 246, 243)),
    ) as drawn:  # fmt: skip
        drawn.row([plain(column.heading) for column in table.columns])
        for row in table.rows:
            drawn.row(_cells(table, row))
        if table.foot:
            drawn.row(_cells(table, table.foot), style=FontFace(emphasis="BOLD"))


def _cells(table: Table, row: Row) -> list[str]:
    return [
        formats.exact(value).replace(formats.MINUS, "-") if column.kind == MONEY and isinstance(value, int)
        else formats.thousands(value) if column.kind == COUNT and isinstance(value, int)
        else formats.day(str(value), i18n.language()) if column.key == "on"
        else plain(str(value or ""))
        for column, value in zip(table.columns, row.cells, strict=True)
    ]  # fmt: skip
