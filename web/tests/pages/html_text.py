"""Reading a page as a person does."""

import re
from html import unescape

from flask.testing import FlaskClient


def page(client: FlaskClient, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer.get_data(as_text=True)


def words(html: str) -> str:
    """What a person reads of it."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
