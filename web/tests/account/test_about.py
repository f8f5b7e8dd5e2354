"""What anybody may read: the privacy notice and the terms of use, in both languages, linked from every page."""

import pytest
from flask.testing import FlaskClient

from web.tests.pages.html_text import page, words

LIMIT = 30 * 1024


@pytest.mark.parametrize(("path", "sw", "en"), [
    ("/privacy", "Taarifa zako kwa Lipa Fare", "Your data at Lipa Fare"),
    ("/terms", "Pesa ni ya nani Inayobaki baada ya ada yetu si yetu.",
     "Whose money it is What is left after our fee is not ours."),
])  # fmt: skip
def test_anybody_reads_it_in_both_languages(client: FlaskClient, path: str, sw: str, en: str) -> None:
    assert f'href="{path}"' in page(client, "/login")
    for lang, text in (("sw", sw), ("en", en)):
        client.set_cookie("lipa_lang", lang)
        html = page(client, path)
        assert text in words(html)
        assert len(html.encode()) + len(client.get("/static/lipa.css").data) <= LIMIT
