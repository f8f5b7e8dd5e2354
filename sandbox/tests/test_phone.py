"""The phone page, from dialling to the SMS, without script."""

import dataclasses
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, CHEBET, Daraja
from sandbox.tests.fake_lipa import CONFIRM, FakeLipa


def read_page(http: FlaskClient, phone: str = AMINA, **query: str) -> str:
    answer = http.get("/", query_string={"simu": phone, **query})
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def press(http: FlaskClient, do: str = "", typed: str = "", phone: str = AMINA, **form: str) -> str:
    answer = http.post("/", data={"simu": phone, "do": do, "typed": typed, **form})
    assert answer.status_code == 303
    return read_page(http, phone)


def test_session_sends_answers_joined_by_stars(http: FlaskClient, lipa: FakeLipa) -> None:
    assert "Weka namba ya gari" in press(http, "call", "*384*46#")
    assert "Lipa KES 60" in press(http, "call", "4628")
    assert "Weka PIN ya M-Pesa" in press(http, "call", "1")
    hops = [call.form for call in lipa.wait_for("/ussd", 3)]
    assert [hop["text"] for hop in hops] == ["", "4628", "4628*1"]
    assert len({hop["sessionId"] for hop in hops}) == 1
    assert {(hop["phoneNumber"], hop["serviceCode"]) for hop in hops} == {(f"+{AMINA}", "*384*46#")}
    end = lipa.wait_for("/telco/current/ussd/end")[0].form
    assert (end["status"], end["hopsCount"], end["input"]) == ("Success", "3", "4628*1")


def test_direct_code_counts_as_typed(http: FlaskClient, lipa: FakeLipa) -> None:
    press(http, "dial:*384*46*4628*60#")
    assert lipa.wait_for("/ussd")[0].form["text"] == "4628*60"
    press(http, "call", "1")
    assert lipa.wait_for("/ussd", 2)[1].form["text"] == "4628*60*1"


def test_keys_type_and_clear_deletes(http: FlaskClient) -> None:
    press(http, key="*")
    press(http, typed="*", key="3")
    assert 'name="typed" value="*38"' in press(http, typed="*3", key="8")
    assert 'name="typed" value="*3"' in press(http, "clear", typed="*38")


def test_hanging_up_ends_the_session(http: FlaskClient, lipa: FakeLipa) -> None:
    press(http, "call")
    press(http, "end")
    assert lipa.wait_for("/ussd/end")[0].form["status"] == "Incomplete"


@pytest.mark.parametrize("code", ["*100#", "0722", "*384*46"])
def test_other_codes_are_invalid(http: FlaskClient, lipa: FakeLipa, code: str) -> None:
    assert "invalid MMI code" in press(http, "call", code)
    assert not lipa.calls


@pytest.mark.parametrize("answer", [(503, "CON x"), (200, "hello"), (200, ""), (200, "CON ")])
def test_invalid_ussd_answer_ends_the_session(http: FlaskClient, lipa: FakeLipa, answer: tuple[int, str]) -> None:
    lipa.answer = lambda call: answer
    assert "invalid MMI code" in press(http, "call", "*384*46#")
    assert lipa.wait_for("/ussd/end")[0].form["status"] == "Failed"


def test_screen_shows_182_characters(http: FlaskClient, lipa: FakeLipa) -> None:
    lipa.answer = lambda call: (200, "CON " + "a" * 181 + "bc")
    text = press(http, "call", "*384*46#")
    assert "a" * 181 + "b<" in text
    assert "183/182" in text


def test_prompt_then_message(http: FlaskClient, daraja: Daraja, operator: Operator) -> None:
    daraja.push()
    prompt = read_page(http)
    assert "Unataka kulipa Ksh60.00 kwa LIPA FARE akaunti 4628?" in prompt
    assert 'type="password"' in prompt
    assert "http-equiv" not in prompt  # a reload would interrupt typing
    after = press(http, "call", "1234")
    receipt = operator.books.all()[0].receipt
    assert f"{receipt} Confirmed. Ksh60.00 sent to LIPA FARE" in press(http, "sms")
    assert f"/fare/{receipt}" in after
    assert "1234" not in re.sub("254199000101|ws_CO_[0-9]+", "", after)


@pytest.mark.parametrize(("do", "code"), [("end", "1032"), ("ignore", "1037")])
def test_prompt_is_cancelled_or_ignored(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, do: str, code: str) -> None:
    daraja.push()
    press(http, do)
    assert lipa.wait_for("/stk/pay-1")[0].json["Body"]["stkCallback"]["ResultCode"] == int(code)


def test_paybill_menu_pays(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    assert "PayBill 400222" in press(http, "paybill")
    press(http, "call", "kzz 001a")
    assert "Kiasi si sahihi" in press(http, "call", "6,0")
    assert "Ada ya M-PESA: 5.00" in press(http, "call", "120")
    assert "Confirmed. Ksh120.00" in press(http, "call", "1234")  # the page opens M-PESA's message
    payment = operator.books.all()[0]
    assert (payment.account, payment.amount_cents, payment.payer) == ("kzz 001a", 12_000, AMINA)
    assert "Transaction cost, Ksh5.00" in press(http, "sms")


@pytest.mark.parametrize(("phone", "pin", "text"), [(AMINA, "0000", "PIN si sahihi"), (CHEBET, "1234", "halitoshi")])
def test_paybill_menu_refuses(
    http: FlaskClient, lipa: FakeLipa, operator: Operator, *, phone: str, pin: str, text: str
) -> None:
    for do, typed in (("paybill", ""), ("call", "4628"), ("call", "60")):
        press(http, do, typed, phone)
    assert text in press(http, "call", pin, phone)
    assert operator.books.all() == []


def test_refused_account_is_shown(http: FlaskClient, lipa: FakeLipa) -> None:
    lipa.answer = lambda call: (200, '{"ResultCode":"C2B00012"}')
    for do, typed in (("paybill", ""), ("call", "NOSUCH"), ("call", "60")):
        press(http, do, typed)
    assert "Malipo yamekataliwa: Invalid Account Number" in press(http, "call", "1234")


def test_page_reloads_until_the_message_comes(http: FlaskClient, lipa: FakeLipa) -> None:
    press(http, "call", "*384*46#")
    press(http, "call", "4628")
    assert 'http-equiv="refresh"' in press(http, "call", "1")
    form = {"username": "sandbox", "to": f"+{AMINA}", "message": "Lipa Fare: KES 60 imelipwa."}
    http.post("/version1/messaging", data=form, headers={"apiKey": "sms-key"})
    assert "KES 60 imelipwa." in read_page(http)


def test_the_handset_speaks_the_language_of_the_page(http: FlaskClient, lipa: FakeLipa) -> None:
    lipa.answer = lambda call: (200, "CON 98 Kiswahili" if "98" in call.form["text"] else "CON 98 English")
    http.post("/", data={"simu": AMINA, "do": "call", "lugha": "en"})
    assert "98 Kiswahili" in read_page(http, lugha="en")
    assert "98 English" in press(http, "call") or "98 English" in press(http, "call", "*384*46#")


@pytest.mark.parametrize(("name", "accounts", "cents"), [
    ("five", ["4628"] * 5, 6000), ("large", ["4628"], 350_000), ("wrong", ["4629"], 6000),
])  # fmt: skip
def test_a_scenario_is_one_button(
    http: FlaskClient, lipa: FakeLipa, operator: Operator, *, name: str, accounts: list[str], cents: int
) -> None:
    assert "http-equiv" in press(http, f"play:{name}")
    payments = operator.books.all()
    assert [payment.account for payment in payments] == accounts, [payment.state for payment in payments]
    assert {payment.amount_cents for payment in payments} == {cents}


def test_a_reload_wipes_no_text(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    page = press(http, "play:large")
    assert 'name="typed"' not in page
    operator.sms_gateway.accept(f"+{AMINA}", "LIPAFARE", "Lipa Fare: KES 3,500 imelipwa.")
    assert "Inasubiri" not in read_page(http)
    assert 'name="typed"' in press(http, "sms")


def test_the_demo_opens_the_owners_page(app: Flask, lipa: FakeLipa, operator: Operator) -> None:
    """Only where the demo's password is known, and on the host of the pages."""
    for host, owner, calls in (("127.0.0.1", "", 0), ("other.example", "0199:x", 0), ("127.0.0.1", "0199:x", 1)):
        operator.settings = dataclasses.replace(operator.settings, demo_owner=owner)
        answer = app.test_client().get("/fare/UKT9B9VLRD", base_url=f"http://{host}")
        assert answer.headers["Location"] == f"{lipa.url}/owner/fare/UKT9B9VLRD"
        assert [call.path for call in lipa.calls].count("/login") == calls


def test_page_shows_the_exchanges(http: FlaskClient, lipa: FakeLipa) -> None:
    press(http, "call", "*384*46#")
    text = read_page(http)
    assert "Simu ilituma: *384*46#" in text
    assert CONFIRM[:20] not in text
    assert "The phone sent: *384*46#" in read_page(http, lugha="en")


def test_phone_number_in_any_spelling(http: FlaskClient) -> None:
    assert "0199 555 123" in read_page(http, "+254 199 555 123")
    assert "Namba si sahihi" in read_page(http, "12345")


def test_ussd_text_is_escaped(http: FlaskClient, lipa: FakeLipa) -> None:
    lipa.answer = lambda call: (200, "CON <script>alert(1)</script>")
    raw = http.post("/", data={"simu": AMINA, "do": "call", "typed": "*384*46#"}, follow_redirects=True)
    assert "<script" not in raw.get_data(as_text=True)


def test_form_of_another_site_is_refused(http: FlaskClient) -> None:
    for origin in ("http://evil.example", "null"):
        assert http.post("/", data={"do": "call"}, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/?lugha=en", "/sandbox/", "/sandbox/?lugha=en"])
def test_page_is_small_and_has_no_script(http: FlaskClient, lipa: FakeLipa, operator: Operator, path: str) -> None:
    for _ in range(3):
        press(http, "dial:*384*46#")
        press(http, "call", "4628")
        press(http, "call", "1")
    operator.webhook_sender.wait_until_idle()
    answer: Any = http.get(path)
    style = http.get("/static/sandbox.css").get_data()
    assert len(answer.get_data()) + len(style) <= 30 * 1024
    assert b"<script" not in answer.get_data()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
