"""What tests of vendors and vouchers share: a form, and its answer in words."""

from flask.testing import FlaskClient

from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import words

LIMIT = 30 * 1024
NEW = {"kind": "fuel", "name": "Yaya Fuel", "short_code": "765432", "account": "", "phone": "0199000555"}


def post(client: FlaskClient, path: str, **form: str) -> tuple[int, str]:
    answer = client.post(path, data={**form, "csrf": csrf_of(client)}, follow_redirects=True)
    assert len(answer.data) < LIMIT
    return answer.status_code, words(answer.text)
