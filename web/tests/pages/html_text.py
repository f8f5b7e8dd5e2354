"""Reading a page as a person does."""

import re
import zlib
from html import unescape

from flask.testing import FlaskClient

DRAWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\) Tj")


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer.get_data(as_text=True)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def pdf_texts(data: bytes) -> list[str]:
    """The texts of a PDF that uses its own fonts, in the order in which they are drawn."""
    texts: list[str] = []
    for stream in re.findall(rb"stream\n(.*?)\nendstream", data, re.S):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        texts += [re.sub(rb"\\(.)", rb"\1", text).decode("latin-1") for text in DRAWN.findall(drawn)]
    return texts
