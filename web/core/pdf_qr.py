"""A QR code in a PDF, drawn as squares."""

import segno
from fpdf import FPDF


def draw_qr(pdf: FPDF, text: str, place: tuple[float, float], size: float) -> None:
    """The code of a text, its upper left corner at that place, all in the PDF's unit."""
    rows = list(segno.make(text, error="m").matrix)
    step = size / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                pdf.rect(place[0] + x * step, place[1] + y * step, step, step, style="F")
