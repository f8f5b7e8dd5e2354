"""Errors: the table from codes to texts, and the form of an error for a machine and for a person."""

import re

import pytest
from flask.testing import FlaskClient

from web import errors
from web.core import db
from web.tests.conftest import TOKEN, FakeDatabase, raising

GSM7 = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
           "¿abcdefghijklmnopqrstuvwxyzäöñüà")  # fmt: skip


@pytest.mark.parametrize("code", errors.ERRORS)
def test_every_code_has_a_status_and_texts_that_fit_a_screen(code: str) -> None:
    assert re.fullmatch("LF[VANCFB][0-9]{2}", code)
    assert 400 <= errors.status_of(code) < 600
    texts = errors.ERRORS[code]
    for text in (texts.sw, texts.en):
        assert 0 < len(text) <= 156
        assert set(text) <= GSM7
    assert re.fullmatch("C2B0001[1-6]", texts.mpesa)


@pytest.mark.parametrize(("code", "status"), [
    ("LFV10", 400), ("LFA10", 403), ("LFN10", 404), ("LFC10", 409), ("LFF10", 422), ("LFB10", 503), ("40001", 503),
    ("57014", 503), ("55P03", 503), ("42883", 500), ("LFX99", 500)
])  # fmt: skip
def test_third_character_of_a_code_is_its_status(code: str, status: int) -> None:
    assert errors.status_of(code) == status


@pytest.mark.parametrize("trouble", [db.DatabaseUnavailableError("gone"), *map(db.DatabaseError, errors.BUSY_STATES)])
def test_machine_is_asked_to_try_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    monkeypatch.setattr(db, "value", raising(trouble))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert (answer.get_json()["status"], answer.get_json()["detail"]) == (503, errors.AWAY.en)
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("code", [errors.NOT_SIGNED_IN, *errors.SECOND_FACTOR])
def test_machine_is_not_redirected_to_a_form(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(db, "value", raising(db.DatabaseError(code)))
    answer = client.post(f"/telco/{TOKEN}/c2b/validation", json={})
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert answer.get_json()["code"] == code


@pytest.mark.parametrize(("lang", "words"), [("sw", "haupatikani"), ("en", "We can&#39;t find that page")])
def test_person_gets_a_page_in_their_language(client: FlaskClient, lang: str, words: str) -> None:
    client.set_cookie("lipa_lang", lang)
    answer = client.get("/no/such/page", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert words in answer.text
    assert f'<html lang="{lang}">' in answer.text


@pytest.mark.parametrize("path", ["/login", f"/telco/{TOKEN}/ussd", f"/telco/{TOKEN}/c2b/validation"])
@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_body_over_64_kb_is_413_of_any_type(client: FlaskClient, fake: FakeDatabase, path: str, kind: str) -> None:
    file = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 70_000 + b"\r\n--b--\r\n"
    body = file if "multipart" in kind else b"text=" + b"x" * 70_000
    assert client.post(path, content_type=kind, data=body).status_code == 413
    assert "telco.validate_fare" not in fake.called
