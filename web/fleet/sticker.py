"""The sticker for a vehicle's door as a PDF of half a sheet (A5): code, plate, how to pay, and a QR code that dials."""

from typing import Any
from urllib.parse import quote

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from web.core.pdf_qr import draw_qr
from web.i18n import LANGS, N_, translate

WIDTH, HEIGHT, MARGIN, QR = 210, 148, 10, 58  # mm
YELLOW = (247, 198, 0)
PAY, DIAL, PAYBILL = N_("Pay your fare by phone"), N_("Dial %(dial)s"), N_("PayBill %(number)s, account %(code)s")


def draw(vehicle: dict[str, Any]) -> bytes:
    """The sticker of a vehicle as fleet.vehicle_page shows it."""
    pdf = FPDF(unit="mm", format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(f"{vehicle['plate']} {vehicle['door_code']}")
    pdf.add_page()
    pdf.set_fill_color(*YELLOW)
    pdf.rect(0, 0, WIDTH, 24, style="F")
    pdf.set_xy(MARGIN, 6)
    _line(pdf, "Lipa Fare", 30, bold=True)
    pdf.set_xy(MARGIN, 30)
    for lang in LANGS:
        _line(pdf, translate(PAY, lang), 17)
    pdf.set_y(48)
    _line(pdf, vehicle["door_code"], min(110, 560 // len(vehicle["door_code"])), bold=True)
    pdf.set_y(92)
    _line(pdf, f"{vehicle['plate']} · {vehicle['route']}", 24, bold=True)
    for lang in LANGS:
        _line(pdf, translate(DIAL, lang, dial=vehicle["dial"]), 17, bold=True)
    if vehicle["short_code"]:
        for lang in LANGS:
            _line(pdf, translate(PAYBILL, lang, number=vehicle["short_code"], code=vehicle["door_code"]), 15)
    draw_qr(pdf, f"tel:{quote(vehicle['dial'], safe='*')}", (WIDTH - MARGIN - QR, 34), QR)
    return bytes(pdf.output())


def _line(pdf: FPDF, text: str, points: int, *, bold: bool = False) -> None:
    pdf.set_x(MARGIN)
    pdf.set_font("helvetica", "B" if bold else "", points)
    # The built-in fonts hold Latin letters only; a name in another script shows as question marks.
    written = text.encode("latin-1", "replace").decode("latin-1")
    pdf.cell(h=points * 0.42, text=written, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
