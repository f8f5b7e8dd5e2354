"""The answer to an operator when the database refuses, is slow or is unavailable: always true, and within 3 seconds."""

import io
import json
import socket
import time

import pytest
from flask.testing import FlaskClient

import web
from web.callbacks import outage, receive
from web.core import db
from web.security import phones, sealing
from web.tests.conftest import TOKEN, FakeDatabase

CONFIRMATION = f"/telco/{TOKEN}/c2b/confirmation"
VALIDATION = f"/telco/{TOKEN}/c2b/validation"
STATUS = f"/telco/{TOKEN}/status/r1/result"
PAYOUT = f"/telco/{TOKEN}/payout/r1/result"
STK = f"/telco/{TOKEN}/stk/ref-1"
FARE = {
    "TransactionType": "Pay Bill", "TransID": "QKX7A1B2C3", "TransTime": "20261123071400", "TransAmount": "60.00",
    "BusinessShortCode": "400222", "BillRefNumber": "4628", "OrgAccountBalance": "100.00", "MSISDN": "2547 ***** 126",
    "FirstName": "JOHN",
}  # fmt: skip
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Success"}
UNAVAILABLE = db.DatabaseUnavailableError("gone")


def is_accepted(client: FlaskClient, path: str, body: object = FARE) -> bool:
    answer = client.post(path, json=body)
    return (answer.status_code, answer.get_json()) == (200, ACCEPTED)


def test_confirmation_is_one_call_with_the_fields_as_they_came(client: FlaskClient, fake: FakeDatabase) -> None:
    assert is_accepted(client, CONFIRMATION)
    ((function, arguments),) = fake.calls
    assert function == "telco.confirm_fares"
    passed = [arguments[f"p_{name}"] for name in ("receipt", "amount", "bill_ref")]
    assert passed == [["QKX7A1B2C3"], ["60.00"], ["4628"]]
    assert (arguments["p_payer_hash"], arguments["p_payer_last3"]) == ([None], ["126"])
    (sealed,) = arguments["p_body_sealed"]
    assert b"JOHN" not in sealed
    assert json.loads(sealing.open_sealed("body", sealed)) == FARE


@pytest.mark.parametrize("amount", [60, 60.5, "60", "60.00"])
def test_amount_is_passed_as_the_text_that_was_sent(client: FlaskClient, fake: FakeDatabase, amount: object) -> None:
    client.post(CONFIRMATION, json=FARE | {"TransAmount": amount})
    assert fake.calls[0][1]["p_amount"] == [str(amount)]


def test_number_typed_as_account_is_masked_before_the_database(client: FlaskClient, fake: FakeDatabase) -> None:
    for path in (CONFIRMATION, VALIDATION):
        client.post(path, json=FARE | {"BillRefNumber": "0712345126"})
    assert [arguments["p_bill_ref"] for _, arguments in fake.calls] == [["*******126"], "*******126"]


def test_confirmation_that_is_not_posted_is_kept(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.confirm_fares"] = db.DatabaseError("LFB10")
    assert is_accepted(client, CONFIRMATION)
    assert fake.called == ["telco.confirm_fares", "telco.keep_callback"]
    arguments = fake.calls[1][1]
    assert arguments["p_kind"] == "c2b_confirmation"
    assert arguments["p_reason"] == "LFB10"
    assert json.loads(arguments["p_message"])["receipt"] == "QKX7A1B2C3"


@pytest.mark.parametrize(("failing", "failure", "last"), [
    (2, db.DatabaseError("22000"), "telco.quarantine_callback"), (3, UNAVAILABLE, "telco.confirm_fares"),
    (3, db.DatabaseError("42501"), "telco.quarantine_callback")
], ids=["can't be kept", "unavailable", "not permitted"])  # fmt: skip
def test_confirmation_that_can_not_be_kept_is_quarantined_or_spooled(
    client: FlaskClient, fake: FakeDatabase, failing: int, failure: Exception, last: str
) -> None:
    functions = [f"telco.{name}" for name in ("confirm_fares", "keep_callback", "quarantine_callback")]
    fake.fails = dict.fromkeys(functions[:failing], failure)
    assert is_accepted(client, CONFIRMATION)
    assert fake.called[-1] == last
    assert bool(outage.spool().files()) == (failing == 3)


@pytest.mark.parametrize("body", [
    b"", b"null", b"[]", b'"text"', b"{", b"TransID=1", b"\xff\xfe{", b'{"a":' * 101 + b"1" + b"}" * 101,
    b'{"TransID":"QKX7A1B2C3","TransAmount":"60.00","First'
])  # fmt: skip
def test_unreadable_confirmation_is_quarantined(client: FlaskClient, fake: FakeDatabase, body: bytes) -> None:
    answer = client.post(CONFIRMATION, data=body)
    assert (answer.status_code, answer.get_json()) == (200, ACCEPTED)
    ((function, arguments),) = fake.calls
    assert function == "telco.quarantine_callback"
    assert arguments["p_reason"]
    is_readable = b"QKX7A1B2C3" in body
    assert (arguments["p_receipt"], arguments["p_amount"]) == (("QKX7A1B2C3", "60.00") if is_readable else (None, None))
    assert sealing.open_sealed("body", arguments["p_body_sealed"]) == body


@pytest.mark.parametrize(
    ("code", "text"), [("0", "Accepted"), ("C2B00012", "Rejected"), ("C2B00013", "Rejected"), ("C2B00015", "Rejected")]
)
def test_validation_is_what_the_database_decides(client: FlaskClient, fake: FakeDatabase, code: str, text: str) -> None:
    fake.gives["telco.validate_fare"] = code
    assert client.post(VALIDATION, json=FARE).get_json() == {"ResultCode": code, "ResultDesc": text}


def test_unreadable_validation_is_rejected(client: FlaskClient, fake: FakeDatabase) -> None:
    assert client.post(VALIDATION, data=b"{").get_json()["ResultCode"] == "C2B00016"
    assert fake.calls == []


@pytest.mark.parametrize("failure", [UNAVAILABLE, db.DatabaseError("42883")])
def test_failed_validation_leaves_the_default(client: FlaskClient, fake: FakeDatabase, failure: Exception) -> None:
    fake.fails["telco.validate_fare"] = failure
    assert client.post(VALIDATION, json=FARE).status_code in (500, 503)


def test_three_tries_take_less_than_3_seconds() -> None:
    assert sum(receive.LIVE) < 3


def test_too_long_body_in_chunks_is_413_and_not_stored(client: FlaskClient, fake: FakeDatabase) -> None:
    chunks = {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    answer = client.post(CONFIRMATION, input_stream=io.BytesIO(b" " * 70_000), environ_overrides=chunks)
    assert (answer.status_code, fake.calls) == (413, [])


def stk_result(code: object = 0, **more: object) -> dict[str, object]:
    return {"Body": {"stkCallback": {"ResultCode": code, "ResultDesc": "whatever", **more}}}


def test_stk_metadata_is_read_by_name_in_any_order(client: FlaskClient, fake: FakeDatabase) -> None:
    values = {"PhoneNumber": 254712345126, "TransactionDate": 20261123071400, "Amount": 1.00,
              "MpesaReceiptNumber": "QKX7A1B2C3"}  # fmt: skip
    items = [{"Name": "Balance"}, *({"Name": name, "Value": value} for name, value in values.items())]
    assert is_accepted(client, STK, stk_result(CallbackMetadata={"Item": items}))
    ((function, arguments),) = fake.calls
    assert function == "telco.settle_push"
    payer_hash = phones.lookup_hash("254712345126")
    assert json.loads(arguments["p_message"]) == {
        "payment_ref": "ref-1", "result_code": "0", "receipt": "QKX7A1B2C3", "amount": "1.0",
        "trans_time": "20261123071400", "payer_hash": f"\\x{payer_hash.hex()}", "payer_last3": "126",
    }  # fmt: skip


@pytest.mark.parametrize("code", [1032, "1032", "SFC_IC0003"])
def test_stk_failure_has_a_code_and_nothing_else(client: FlaskClient, fake: FakeDatabase, code: object) -> None:
    client.post(STK, json=stk_result(code))
    message = json.loads(fake.calls[0][1]["p_message"])
    assert (message["result_code"], message["receipt"], message["amount"]) == (str(code), None, None)


@pytest.mark.parametrize("body", [
    {}, [], {"Body": {}}, {"Body": []}, {"Body": {"stkCallback": []}}, {"stkCallback": {"ResultCode": 0}},
    {"Body": {"stkCallback": "1032"}}
])  # fmt: skip
def test_stk_result_of_unknown_form_is_quarantined(client: FlaskClient, fake: FakeDatabase, body: object) -> None:
    assert is_accepted(client, STK, body)
    assert fake.called == ["telco.quarantine_callback"]


ODD_METADATA: list[object] = [
    None, {}, [], "", True, {"Item": None}, {"Item": {}}, {"Item": ["Amount"]}, {"Item": [None, [], {"Name": {}}]},
    {"Item": [{"Value": 1}]}, {"item": [1]}, {"Item": [{"Name": "Amount", "Value": 1}, {"Name": "Amount", "Value": 2}]},
]  # fmt: skip


@pytest.mark.parametrize("metadata", ODD_METADATA, ids=repr)
@pytest.mark.parametrize("code", [1032, "1037", 0])
def test_stk_result_with_odd_metadata_is_read_by_its_code(
    client: FlaskClient, fake: FakeDatabase, metadata: object, code: object
) -> None:
    assert is_accepted(client, STK, stk_result(code, CallbackMetadata=metadata))
    ((function, arguments),) = fake.calls
    message = json.loads(arguments["p_message"])
    assert (function, message["result_code"]) == ("telco.settle_push", str(code))
    assert (message["receipt"], message["amount"]) == (None, None)


def test_amount_that_comes_twice_is_none_and_the_receipt_is_read(client: FlaskClient, fake: FakeDatabase) -> None:
    pairs = [("Amount", 1), ("MpesaReceiptNumber", "QKX7A1B2C3"), ("Amount", 2), ("PhoneNumber", {"a": []})]
    items = [{"Name": name, "Value": value} for name, value in pairs]
    assert is_accepted(client, STK, stk_result(CallbackMetadata={"Item": items}))
    message = json.loads(fake.calls[0][1]["p_message"])
    assert (message["receipt"], message["amount"], message["flag"]) == ("QKX7A1B2C3", None, "field_replaced")


def test_stk_result_that_can_not_be_settled_is_kept(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.settle_push"] = db.DatabaseError("55P03")
    client.post(STK, json=stk_result(CallbackMetadata={"Item": [{"Name": "Amount", "Value": 60}]}))
    function, arguments = fake.calls[1]
    assert function == "telco.keep_callback"
    assert (arguments["p_kind"], json.loads(arguments["p_message"])["payment_ref"]) == ("stk_result", "ref-1")


@pytest.mark.parametrize(("path", "code"), [("result", "0"), ("timeout", "timeout")])
def test_status_result_is_one_call(client: FlaskClient, fake: FakeDatabase, path: str, code: str) -> None:
    assert is_accepted(client, f"/telco/{TOKEN}/status/r1/{path}", {"Result": {"ResultCode": 0}})
    ((function, arguments),) = fake.calls
    assert function == "telco.settle_status"
    assert (arguments["p_ref"], arguments["p_result_code"], arguments["p_said_receipt"]) == ("r1", code, None)


def test_unsettled_status_result_is_quarantined(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.settle_status"] = db.DatabaseError("55P03")
    assert is_accepted(client, STATUS, {"Result": {}})
    assert fake.called == ["telco.settle_status", "telco.quarantine_callback"]


@pytest.mark.parametrize(
    "parameters",
    ["", [], {"ResultParameter": "x"}, {"ResultParameter": [1, {"Key": []}, {"Key": "Amount", "Value": {}}]},
     {"ResultParameter": [{"Key": "ReceiptNo", "Value": "A"}, {"Key": "ReceiptNo", "Value": "B"}]}],
    ids=repr,
)  # fmt: skip
def test_odd_part_of_a_status_result_says_nothing(client: FlaskClient, fake: FakeDatabase, parameters: object) -> None:
    assert is_accepted(client, STATUS, {"Result": {"ResultCode": 0, "ResultParameters": parameters}})
    ((function, arguments),) = fake.calls
    assert (function, arguments["p_result_code"]) == ("telco.settle_status", "0")
    assert not [value for name, value in arguments.items() if name.startswith("p_said") and value is not None]


# What is written instead of FARE's field, and whether the fare is flagged. Only receipt and amount are needed.
UNNEEDED: list[tuple[str, bytes, bool]] = [
    ("FirstName", b'"A\\u0000B"', True), ("FirstName", b'"\\ud800"', True), ("FirstName", b'"Caf\xe9"', True),
    ("FirstName", b'"O\\\'Brien"', True), ("FirstName", b'"A\tB"', False), ("FirstName", b"[[[[[[[[[1]]]]]]]]]", False),
    ("FirstName", b'"A","FirstName":"B"', True), ("OrgAccountBalance", b'{"a":1}', True),
    ("OrgAccountBalance", b"NaN", False), ("OrgAccountBalance", b"1e999", False), ("MSISDN", b"true", True),
    ("MSISDN", b"254712345126", False), ("MSISDN", b'"\xff\xfe"', True), ("BillRefNumber", b"[]", True),
    ("TransTime", b"{}", True),
]  # fmt: skip


@pytest.mark.parametrize(("field", "written", "flagged"), UNNEEDED, ids=repr)
def test_unreadable_field_that_nobody_needs_keeps_no_fare_out(
    client: FlaskClient, fake: FakeDatabase, field: str, written: bytes, flagged: bool
) -> None:
    body = json.dumps(FARE).encode().replace(json.dumps(FARE[field]).encode(), written)
    assert client.post(CONFIRMATION, data=body).get_json() == ACCEPTED
    ((function, arguments),) = fake.calls
    assert (function, arguments["p_receipt"], arguments["p_amount"]) == (
        "telco.confirm_fares", ["QKX7A1B2C3"], ["60.00"])  # fmt: skip
    assert arguments.get("p_flag") == (["field_replaced"] if flagged else None)
    (sealed,) = arguments["p_body_sealed"]
    assert sealing.open_sealed("body", sealed) == body


@pytest.mark.parametrize("path", [STK, STATUS, STATUS.replace("result", "timeout"), PAYOUT,
                                  PAYOUT.replace("result", "timeout"), CONFIRMATION + "/x"])  # fmt: skip
def test_message_of_every_kind_is_spooled(client: FlaskClient, fake: FakeDatabase, path: str) -> None:
    names = ("settle_push", "settle_status", "settle_payout", "quarantine_callback")
    fake.fails = dict.fromkeys((f"telco.{name}" for name in names), UNAVAILABLE)
    assert is_accepted(client, path, {"Result": {}})
    assert outage.spool().files()


@pytest.mark.parametrize("listens", [False, True], ids=["refuses connections", "never answers"])
def test_unavailable_database_is_answered_within_3_seconds(environ: dict[str, str], listens: bool) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen()
        url = f"postgresql://lipa_telco@127.0.0.1:{silent.getsockname()[1]}/x"
        client = web.create_app(environ | {"LIPA_TELCO_URL": url}).test_client()
        for path, status, seconds in ((CONFIRMATION, 200, 3.0), (CONFIRMATION, 200, 0.2), (VALIDATION, 503, 3.0)):
            began = time.monotonic()
            assert client.post(path, json=FARE).status_code == status
            assert time.monotonic() - began < seconds
