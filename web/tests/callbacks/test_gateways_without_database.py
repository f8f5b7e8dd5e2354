"""The USSD and SMS gateways without a database: every USSD request gets a screen, and no report is lost."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from web import errors
from web.core import db
from web.security import phones, sealing
from web.tests.conftest import TOKEN, FakeDatabase

USSD = f"/telco/{TOKEN}/ussd"
SMS = f"/telco/{TOKEN}/sms"
FORM = {"sessionId": "s1", "phoneNumber": "+254712345126", "networkCode": "63902", "serviceCode": "*384*46#"}


def dial(client: FlaskClient, query: str = "", **changes: str) -> str:
    answer = client.post(USSD + query, data=FORM | changes)
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return answer.text


def test_ussd_request_is_one_call_and_its_result_is_the_screen(client: FlaskClient, fake: FakeDatabase) -> None:
    assert dial(client, text="4628*1") == "CON Lipa Fare."
    ((_, arguments),) = fake.calls
    passed = [arguments[f"p_{name}"] for name in ("input", "input_mode", "phone_last3")]
    assert passed == ["4628*1", "cumulative", "126"]
    assert sealing.open_sealed("phone", arguments["p_phone_sealed"]) == b"254712345126"


@pytest.mark.parametrize(("value", "mode"), [("last_key", "last_key"), ("LAST_KEY", "cumulative"), ("", "cumulative")])
def test_address_says_that_the_last_key_is_sent(client: FlaskClient, fake: FakeDatabase, value: str, mode: str) -> None:
    dial(client, f"?input={value}", text="1")
    assert fake.calls[-1][1]["p_input_mode"] == mode


@pytest.mark.parametrize(("last", "is_pin"), [("73915", True), ("73915#", True), (" 73915 ", True), ("739150", False)])
def test_pin_is_five_digits(client: FlaskClient, fake: FakeDatabase, last: str, is_pin: bool) -> None:
    dial(client, text=f"5*{last}")
    arguments = fake.calls[0][1]
    hashes = phones.pin_hashes("73915") if is_pin else (None, None)
    assert (arguments["p_pin_key_ids"], arguments["p_pin_hashes"]) == hashes


INVALID = "END Ombi si sahihi. Piga tena."


@pytest.mark.parametrize(("changes", "screen"), [
    *(({"phoneNumber": phone}, "END Namba ya simu") for phone in ("", "SAFARICOM", "a" * 64, "12345", "+44712345126")),
    *(({"text": text}, INVALID) for text in ("*" * 1000, "1" * 10_240, "1\0")),
    *(({"sessionId": session}, INVALID) for session in ("", "s" * 129, "s\0")),
])  # fmt: skip
def test_invalid_field_ends_it(client: FlaskClient, fake: FakeDatabase, changes: dict[str, str], screen: str) -> None:
    text = dial(client, **changes)
    assert text == screen if screen == INVALID else text.startswith(screen)
    assert fake.calls == []


def test_without_a_database_the_screen_says_how_to_pay(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.dial_ussd"] = db.DatabaseUnavailableError("gone")
    screen = dial(client)
    assert screen.startswith("END Samahani")
    assert "PayBill 400222" in screen
    assert "pay PayBill 400222" in screen, "in both languages: only the database knows the chosen one"
    assert len(screen) - 4 <= 160


def test_refusal_is_shown_in_both_languages_and_fits_a_screen(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.dial_ussd"] = db.DatabaseError("LFF10")
    assert dial(client) == "END Salio halitoshi. Not enough money in this wallet."
    texts = [*errors.ERRORS.values(), errors.UNKNOWN, errors.AWAY]
    assert max(len(f"{text.sw} {text.en}") for text in texts) <= 160


@pytest.mark.parametrize(("path", "form", "call"), [
    (f"{USSD}/end", FORM | {"status": "Success"},
     ("telco.end_ussd", {"p_session_id": "s1", "p_status": "Success", "p_error": None})),
    (f"{SMS}/delivery",
     {"id": "m1", "status": "Rejected", "failureReason": "UserInBlackList", "phoneNumber": "+254712345126"},
     ("telco.note_delivery", {"p_message_id": "m1", "p_status": "Rejected", "p_failure_reason": "UserInBlackList"})),
    # Long fields are cut off, and numbers masked.
    (f"{SMS}/delivery", {"id": "m1", "status": "x" * 1000, "failureReason": "\0absent: 0712345126"},
     ("telco.note_delivery", {"p_message_id": "m1", "p_status": "x" * 128, "p_failure_reason": "absent: *******126"})),
])  # fmt: skip
def test_report_is_one_call(
    client: FlaskClient, fake: FakeDatabase, path: str, form: dict[str, str], call: tuple[str, dict[str, Any]]
) -> None:
    assert client.post(path, data=form).status_code == 200
    assert fake.calls == [call]


def test_sms_from_a_person_is_sealed(client: FlaskClient, fake: FakeDatabase) -> None:
    form = {"id": "m2", "from": "+254712345126", "to": "22384", "text": "T nauli yangu"}
    assert client.post(f"{SMS}/inbound", data=form).status_code == 200
    arguments = fake.calls[0][1]
    assert (arguments["p_phone_last3"], arguments["p_phone_hash"]) == ("126", phones.lookup_hash("254712345126"))
    assert sealing.open_sealed("sms", arguments["p_text_sealed"]) == b"T nauli yangu"


@pytest.mark.parametrize("path", ["sms/delivery", "sms/inbound", "ussd/end"])
def test_report_without_id_or_refused_is_quarantined(client: FlaskClient, fake: FakeDatabase, path: str) -> None:
    for function in ("note_delivery", "take_sms", "end_ussd"):
        fake.fails[f"telco.{function}"] = db.DatabaseError("22001")
    for form in ({"status": "x"}, {"id": "m", "sessionId": "s", "status": "x"}):
        assert client.post(f"/telco/{TOKEN}/{path}", data=form).status_code == 200
        function, arguments = fake.calls[-1]
        assert function == "telco.quarantine_callback"
        assert b"status=x" in sealing.open_sealed("body", arguments["p_body_sealed"])


@pytest.mark.parametrize(("text", "passed"), [
    ("6*1000*1", ["new_hash", "new_sealed"]), ("6*1000*1*123456", ["typed_hash"]), ("123 456#", ["typed_hash"]),
    ("12345", []), ("", []),
])  # fmt: skip
def test_a_code_is_made_or_hashed_for_a_withdrawal(
    client: FlaskClient, fake: FakeDatabase, text: str, passed: list[str]
) -> None:
    dial(client, text=text)
    assert sorted(json.loads(fake.calls[-1][1]["p_codes"])) == passed
