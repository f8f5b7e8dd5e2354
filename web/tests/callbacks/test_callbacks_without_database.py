"""What an operator hears when the database refuses, is slow or is away: never a lie, never a long wait."""

import io
import json
import socket
import time

import pytest
from flask.testing import FlaskClient

import web
from web.callbacks import receive
from web.core import db
from web.security import phones, sealing
from web.tests.conftest import TOKEN, FakeDatabase

CONFIRMATION = f"/telco/{TOKEN}/c2b/confirmation"
VALIDATION = f"/telco/{TOKEN}/c2b/validation"
FARE = {
    "TransactionType": "Pay Bill", "TransID": "QKX7A1B2C3", "TransTime": "20261123071400", "TransAmount": "60.00",
    "BusinessShortCode": "400222", "BillRefNumber": "4628", "OrgAccountBalance": "100.00", "MSISDN": "2547 ***** 126",
    "FirstName": "JOHN",
}  # fmt: skip
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Success"}


def test_a_confirmation_is_one_call_with_the_fields_as_they_came(client: FlaskClient, database: FakeDatabase) -> None:
    answer = client.post(CONFIRMATION, json=FARE)
    assert (answer.status_code, answer.get_json()) == (200, ACCEPTED)
    ((function, told),) = database.calls
    assert function == "telco.confirm_fares"
    assert (told["p_receipt"], told["p_amount"], told["p_bill_ref"]) == (["QKX7A1B2C3"], ["60.00"], ["4628"])
    assert (told["p_payer_hash"], told["p_payer_last3"]) == ([None], ["126"])
    (sealed,) = told["p_body_sealed"]
    assert b"JOHN" not in sealed
    assert json.loads(sealing.open_sealed("body", sealed)) == FARE


@pytest.mark.parametrize("amount", [60, 60.5, "60", "60.00"])
def test_an_amount_goes_on_as_the_text_that_was_sent(
    client: FlaskClient, database: FakeDatabase, amount: object
) -> None:
    client.post(CONFIRMATION, json=FARE | {"TransAmount": amount})
    assert database.calls[0][1]["p_amount"] == [str(amount)]


def test_a_number_typed_as_account_is_masked_before_the_database_sees_it(
    client: FlaskClient, database: FakeDatabase
) -> None:
    client.post(CONFIRMATION, json=FARE | {"BillRefNumber": "0712345126"})
    client.post(VALIDATION, json=FARE | {"BillRefNumber": "0712345126"})
    assert [told["p_bill_ref"] for _, told in database.calls] == [["*******126"], "*******126"]


def test_when_posting_fails_the_message_is_kept_and_acknowledged(client: FlaskClient, database: FakeDatabase) -> None:
    database.fails["telco.confirm_fares"] = db.DatabaseError("LFB10")
    answer = client.post(CONFIRMATION, json=FARE)
    assert (answer.status_code, answer.get_json()) == (200, ACCEPTED)
    assert database.called == ["telco.confirm_fares", "telco.keep_callback"]
    told = database.calls[1][1]
    assert (told["p_kind"], told["p_reason"]) == ("c2b_confirmation", "LFB10")
    assert json.loads(told["p_message"])["receipt"] == "QKX7A1B2C3"


def test_when_posting_is_too_slow_the_message_is_still_kept(client: FlaskClient, database: FakeDatabase) -> None:
    database.fails["telco.confirm_fares"] = db.DatabaseTimeoutError("telco.confirm_fares")
    assert client.post(CONFIRMATION, json=FARE).status_code == 200
    assert database.called == ["telco.confirm_fares", "telco.keep_callback"]


def test_when_it_can_not_even_be_kept_the_bytes_are_quarantined(client: FlaskClient, database: FakeDatabase) -> None:
    database.fails["telco.confirm_fares"] = db.DatabaseError("22000")
    database.fails["telco.keep_callback"] = db.DatabaseError("22000")
    assert client.post(CONFIRMATION, json=FARE).status_code == 200
    assert database.called[-1] == "telco.quarantine_callback"


@pytest.mark.parametrize("failure", [db.DatabaseUnavailableError("gone"), db.DatabaseError("42501")])
def test_when_nothing_could_be_committed_the_answer_is_503(
    client: FlaskClient, database: FakeDatabase, failure: Exception
) -> None:
    for function in ("confirm_fares", "keep_callback", "quarantine_callback"):
        database.fails[f"telco.{function}"] = failure
    answer = client.post(CONFIRMATION, json=FARE)
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert "Retry-After" in answer.headers


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"text"', b"{", b"TransID=1", b"\xff\xfe{", b'{"TransID":{}}', b'{"TransID":true}',
     b'{"TransAmount":NaN}', b'{"TransID":"1","TransID":"2"}', b'{"BillRefNumber":"A\\u0000B"}',
     b'{"a":[[[[[[1]]]]]]}'],
)  # fmt: skip
def test_an_unreadable_confirmation_is_quarantined_and_acknowledged(
    client: FlaskClient, database: FakeDatabase, body: bytes
) -> None:
    answer = client.post(CONFIRMATION, data=body)
    assert (answer.status_code, answer.get_json()) == (200, ACCEPTED)
    ((function, told),) = database.calls
    assert function == "telco.quarantine_callback"
    assert told["p_reason"]
    assert sealing.open_sealed("body", told["p_body_sealed"]) == body


@pytest.mark.parametrize(
    ("code", "said"), [("0", "Accepted"), ("C2B00012", "Rejected"), ("C2B00013", "Rejected"), ("C2B00015", "Rejected")]
)
def test_validation_says_what_the_database_decides(
    client: FlaskClient, database: FakeDatabase, code: str, said: str
) -> None:
    database.gives["telco.validate_fare"] = code
    assert client.post(VALIDATION, json=FARE).get_json() == {"ResultCode": code, "ResultDesc": said}


def test_validation_of_an_unreadable_body_is_refused_before_money_moves(
    client: FlaskClient, database: FakeDatabase
) -> None:
    assert client.post(VALIDATION, data=b"{").get_json()["ResultCode"] == "C2B00016"
    assert database.calls == []


@pytest.mark.parametrize("failure", [db.DatabaseUnavailableError("gone"), db.DatabaseError("42883")])
def test_validation_that_we_can_not_answer_leaves_it_to_the_operators_default(
    client: FlaskClient, database: FakeDatabase, failure: Exception
) -> None:
    database.fails["telco.validate_fare"] = failure
    assert client.post(VALIDATION, json=FARE).status_code in (500, 503)


def test_three_tries_fit_into_the_time_an_operator_is_owed_an_answer_in() -> None:
    assert receive.SETTLE_WITHIN + receive.KEEP_WITHIN + receive.QUARANTINE_WITHIN < 3


def test_a_body_in_chunks_that_is_too_long_is_not_cut_off_and_kept(client: FlaskClient, database: FakeDatabase) -> None:
    chunks = {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    answer = client.post(CONFIRMATION, input_stream=io.BytesIO(b" " * 70_000), environ_overrides=chunks)
    assert (answer.status_code, database.calls) == (413, [])


class TestStkResult:
    PATH = f"/telco/{TOKEN}/stk/ref-1"

    @staticmethod
    def paid(*items: dict[str, object]) -> dict[str, object]:
        result = {"MerchantRequestID": "1", "CheckoutRequestID": "2", "ResultCode": 0, "ResultDesc": "done"}
        return {"Body": {"stkCallback": {**result, "CallbackMetadata": {"Item": list(items)}}}}

    def test_the_metadata_is_read_by_name_and_not_by_place(self, client: FlaskClient, database: FakeDatabase) -> None:
        items: list[dict[str, object]] = [
            {"Name": "Balance"}, {"Name": "PhoneNumber", "Value": 254712345126},
            {"Name": "TransactionDate", "Value": 20261123071400}, {"Name": "Amount", "Value": 1.00},
            {"Name": "MpesaReceiptNumber", "Value": "QKX7A1B2C3"},
        ]  # fmt: skip
        assert client.post(self.PATH, json=self.paid(*items)).get_json() == ACCEPTED
        ((function, told),) = database.calls
        assert function == "telco.settle_push"
        payer_hash = phones.lookup_hash("254712345126")
        assert json.loads(told["p_message"]) == {
            "payment_ref": "ref-1", "result_code": "0", "receipt": "QKX7A1B2C3", "amount": "1.0",
            "trans_time": "20261123071400", "payer_hash": f"\\x{payer_hash.hex()}", "payer_last3": "126",
        }  # fmt: skip

    @pytest.mark.parametrize("code", [1032, "1032", "SFC_IC0003"])
    def test_a_failure_has_a_code_and_nothing_else(
        self, client: FlaskClient, database: FakeDatabase, code: object
    ) -> None:
        client.post(self.PATH, json={"Body": {"stkCallback": {"ResultCode": code, "ResultDesc": "no"}}})
        told = json.loads(database.calls[0][1]["p_message"])
        assert (told["result_code"], told["receipt"], told["amount"]) == (str(code), None, None)

    @pytest.mark.parametrize(
        "body",
        [
            {}, [], {"Body": {}}, {"Body": []}, {"Body": {"stkCallback": []}}, {"stkCallback": {"ResultCode": 0}},
            {"Body": {"stkCallback": {"ResultCode": 0, "CallbackMetadata": {"Item": {}}}}},
            {"Body": {"stkCallback": {"ResultCode": 0, "CallbackMetadata": {}}}},
            {"Body": {"stkCallback": {"ResultCode": 0, "CallbackMetadata": {"Item": ["Amount"]}}}},
            {"Body": {"stkCallback": {"ResultCode": {}}}},
            {"Body": {"stkCallback": {"ResultCode": 0, "CallbackMetadata": {"Item": [
                {"Name": "Amount", "Value": 1}, {"Name": "Amount", "Value": 2}]}}}},
        ],
    )  # fmt: skip
    def test_a_shape_we_do_not_know_is_quarantined(
        self, client: FlaskClient, database: FakeDatabase, body: object
    ) -> None:
        assert client.post(self.PATH, json=body).get_json() == ACCEPTED
        assert database.called == ["telco.quarantine_callback"]

    def test_a_result_that_can_not_be_settled_is_kept_with_its_payment(
        self, client: FlaskClient, database: FakeDatabase
    ) -> None:
        database.fails["telco.settle_push"] = db.DatabaseError("55P03")
        client.post(self.PATH, json=self.paid({"Name": "Amount", "Value": 60}))
        function, told = database.calls[1]
        assert function == "telco.keep_callback"
        assert (told["p_kind"], json.loads(told["p_message"])["payment_ref"]) == ("stk_result", "ref-1")


@pytest.mark.parametrize(("path", "code"), [("status/r1/result", "0"), ("status/r1/timeout", "timeout")])
def test_an_answer_to_a_question_is_one_call(client: FlaskClient, database: FakeDatabase, path: str, code: str) -> None:
    assert client.post(f"/telco/{TOKEN}/{path}", json={"Result": {"ResultCode": 0}}).get_json() == ACCEPTED
    ((function, told),) = database.calls
    assert function == "telco.settle_status"
    assert (told["p_ref"], told["p_result_code"], told["p_said_receipt"]) == ("r1", code, None)


@pytest.mark.parametrize("trouble", [db.DatabaseError("55P03"), db.DatabaseTimeoutError("telco.settle_status")])
def test_an_answer_that_can_not_be_settled_is_kept_aside_and_will_be_asked_for_again(
    client: FlaskClient, database: FakeDatabase, trouble: Exception
) -> None:
    database.fails["telco.settle_status"] = trouble
    assert client.post(f"/telco/{TOKEN}/status/r1/result", json={"Result": {}}).get_json() == ACCEPTED
    assert database.called == ["telco.settle_status", "telco.quarantine_callback"]


def test_an_answer_that_nobody_could_write_down_is_a_503(client: FlaskClient, database: FakeDatabase) -> None:
    database.fails["telco.settle_status"] = db.DatabaseUnavailableError("gone")
    assert client.post(f"/telco/{TOKEN}/status/r1/result", json={"Result": {}}).status_code == 503


def test_a_database_that_refuses_connections_is_a_503_within_three_seconds(environ: dict[str, str]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        client = web.create_app(
            environ | {"LIPA_TELCO_URL": f"postgresql://lipa_telco@127.0.0.1:{port}/x"}
        ).test_client()
        assert_503_in_time(client)


def test_a_database_that_takes_the_connection_and_never_speaks_is_a_503_within_three_seconds(
    environ: dict[str, str],
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"postgresql://lipa_telco@127.0.0.1:{silent.getsockname()[1]}/x"
        assert_503_in_time(web.create_app(environ | {"LIPA_TELCO_URL": url}).test_client())


def assert_503_in_time(client: FlaskClient) -> None:
    """Confirmation and validation both say so, quickly."""
    for path, limit in ((CONFIRMATION, 3.0), (VALIDATION, 3.0)):
        began = time.monotonic()
        assert client.post(path, json=FARE).status_code == 503
        assert time.monotonic() - began < limit
