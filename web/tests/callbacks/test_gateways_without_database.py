"""The USSD and SMS gateways without a database: every turn is a screen, and nothing that was said is lost."""

from typing import ClassVar

import pytest
from flask.testing import FlaskClient

from web import errors
from web.core import db
from web.security import phones
from web.tests.conftest import TOKEN, FakeDatabase

USSD = f"/telco/{TOKEN}/ussd"


class TestUssd:
    FORM: ClassVar = {
        "sessionId": "s1",
        "phoneNumber": "+254712345126",
        "networkCode": "63902",
        "serviceCode": "*384*46#",
    }

    def test_a_turn_is_one_call_and_its_reply_is_the_screen(self, client: FlaskClient, database: FakeDatabase) -> None:
        answer = client.post(USSD, data=self.FORM | {"text": "4628*1"})
        assert answer.text == "CON Lipa Fare."
        assert answer.mimetype == "text/plain"
        told = database.calls[0][1]
        assert (told["p_input"], told["p_input_mode"], told["p_phone_last3"]) == ("4628*1", "cumulative", "126")
        assert phones.open_sealed("phone", told["p_phone_sealed"]) == b"254712345126"

    def test_a_gateway_that_sends_the_last_key_says_so_in_its_address(
        self, client: FlaskClient, database: FakeDatabase
    ) -> None:
        for said, mode in (("last_key", "last_key"), ("LAST_KEY", "cumulative"), ("", "cumulative")):
            client.post(f"{USSD}?input={said}", data=self.FORM | {"text": "1"})
            assert database.calls[-1][1]["p_input_mode"] == mode

    @pytest.mark.parametrize(
        ("last", "is_one"), [("73915", True), ("73915#", True), (" 73915 ", True), ("739150", False)]
    )
    def test_a_crews_number_is_five_digits_however_the_key_after_it_comes(
        self, client: FlaskClient, database: FakeDatabase, last: str, is_one: bool
    ) -> None:
        client.post(USSD, data=self.FORM | {"text": f"5*{last}"})
        told = database.calls[0][1]
        ids, hashes = phones.pin_hashes("73915") or ([], [])
        assert (told["p_pin_key_ids"], told["p_pin_hashes"]) == ((ids, hashes) if is_one else (None, None))

    @pytest.mark.parametrize("phone", ["", "SAFARICOM", "a" * 64, "12345", "+44712345126"])
    def test_a_number_that_is_none_ends_the_session(
        self, client: FlaskClient, database: FakeDatabase, phone: str
    ) -> None:
        assert client.post(USSD, data=self.FORM | {"phoneNumber": phone}).text.startswith("END Namba ya simu")
        assert database.calls == []

    @pytest.mark.parametrize(
        "changed", [{"text": "*" * 1000}, {"text": "1" * 10_240}, {"text": "1\0"}, {"sessionId": ""},
                    {"sessionId": "s" * 129}, {"sessionId": "s\0"}]
    )  # fmt: skip
    def test_nonsense_ends_the_session(
        self, client: FlaskClient, database: FakeDatabase, changed: dict[str, str]
    ) -> None:
        assert client.post(USSD, data=self.FORM | changed).text == "END Ombi si sahihi. Piga tena."
        assert database.calls == []

    def test_without_a_database_the_passenger_reads_how_to_pay_all_the_same(
        self, client: FlaskClient, database: FakeDatabase
    ) -> None:
        database.fails["telco.dial_ussd"] = db.DatabaseUnavailableError("gone")
        answer = client.post(USSD, data=self.FORM)
        assert answer.status_code == 200
        assert answer.text.startswith("END Samahani")
        assert "PayBill 400222" in answer.text
        assert "pay PayBill 400222" in answer.text, "which language is chosen only the database knows"
        assert len(answer.text) - 4 <= 160

    def test_a_refusal_is_said_in_both_languages(self, client: FlaskClient, database: FakeDatabase) -> None:
        database.fails["telco.dial_ussd"] = db.DatabaseError("LFF10")
        assert client.post(USSD, data=self.FORM).text == "END Salio halitoshi. Not enough money in this wallet."

    def test_every_refusal_fits_a_screen(self) -> None:
        said = [*errors.ERRORS.values(), errors.UNKNOWN, errors.AWAY]
        assert max(len(f"{words.sw} {words.en}") for words in said) <= 160

    def test_the_end_of_a_session_is_noted(self, client: FlaskClient, database: FakeDatabase) -> None:
        answer = client.post(f"{USSD}/end", data=self.FORM | {"status": "Success"})
        assert answer.status_code == 200
        assert database.calls == [("telco.end_ussd", {"p_session_id": "s1", "p_status": "Success", "p_error": None})]


class TestSms:
    def test_a_delivery_report_is_noted(self, client: FlaskClient, database: FakeDatabase) -> None:
        form = {"id": "m1", "status": "Rejected", "failureReason": "UserInBlackList", "phoneNumber": "+254712345126"}
        assert client.post(f"/telco/{TOKEN}/sms/delivery", data=form).status_code == 200
        told = {"p_message_id": "m1", "p_status": "Rejected", "p_failure_reason": "UserInBlackList"}
        assert database.calls == [("telco.note_delivery", told)]

    def test_of_a_field_only_what_fits_a_code_is_kept_and_no_number(
        self, client: FlaskClient, database: FakeDatabase
    ) -> None:
        form = {"id": "m1", "status": "x" * 1000, "failureReason": "\0absent: 0712345126"}
        assert client.post(f"/telco/{TOKEN}/sms/delivery", data=form).status_code == 200
        told = {"p_message_id": "m1", "p_status": "x" * 128, "p_failure_reason": "absent: *******126"}
        assert database.calls == [("telco.note_delivery", told)]

    def test_a_message_from_a_person_is_sealed(self, client: FlaskClient, database: FakeDatabase) -> None:
        form = {"id": "m2", "from": "+254712345126", "to": "22384", "text": "T nauli yangu"}
        assert client.post(f"/telco/{TOKEN}/sms/inbound", data=form).status_code == 200
        told = database.calls[0][1]
        assert (told["p_phone_last3"], told["p_phone_hash"]) == ("126", phones.lookup_hash("254712345126"))
        assert phones.open_sealed("sms", told["p_text_sealed"]) == b"T nauli yangu"

    @pytest.mark.parametrize("path", ["sms/delivery", "sms/inbound", "ussd/end"])
    def test_a_report_without_its_id_or_that_the_database_refuses_is_quarantined(
        self, client: FlaskClient, database: FakeDatabase, path: str
    ) -> None:
        for function in ("note_delivery", "take_sms", "end_ussd"):
            database.fails[f"telco.{function}"] = db.DatabaseError("22001")
        for form in ({"status": "x"}, {"id": "m", "sessionId": "s", "status": "x"}):
            assert client.post(f"/telco/{TOKEN}/{path}", data=form).status_code == 200
            function, told = database.calls[-1]
            assert function == "telco.quarantine_callback"
            assert b"status=x" in phones.open_sealed("body", told["p_body_sealed"])
