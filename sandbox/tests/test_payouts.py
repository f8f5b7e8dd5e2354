"""Money out: requests, results and the books."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.payouts import payout_charge
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, Daraja, pay, plan_fault, read_money_out, set_faults
from sandbox.tests.fake_lipa import FakeLipa
from sandbox.tests.test_books import parse_cents, read_statement
from sandbox.tests.test_status import read_result as read_status

UTILITY, WORKING = 1_250_000, 20_000_000


@pytest.fixture(autouse=True)
def at_once(http: FlaskClient) -> None:
    """Money moves as soon as it can."""
    set_faults(http, payout_seconds=0)


def read_result(lipa: FakeLipa, ref: str = "out-1") -> dict[str, Any]:
    """The result about this payout, with its parameters by name."""
    result: dict[str, Any] = lipa.wait_for(f"/payout/{ref}/result")[0].json["Result"]
    items = result.get("ResultParameters", {}).get("ResultParameter", [])
    return result | {"items": {item["Key"]: item["Value"] for item in items}}


def test_phone_is_paid_as_documented(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    answer = daraja.pay_phone().get_json()
    assert answer == {
        "ConversationID": answer["ConversationID"], "OriginatorConversationID": "out-1", "ResponseCode": "0",
        "ResponseDescription": "Accept the service request successfully.",
    }  # fmt: skip
    result = read_result(lipa)
    items, receipt = result["items"], result["TransactionID"]
    ids = (result["OriginatorConversationID"], result["ConversationID"])
    assert ids == ("out-1", answer["ConversationID"])
    assert (result["ResultCode"], result["ResultType"]) == (0, 0)
    assert result["ReferenceData"]["ReferenceItem"]["Key"] == "QueueTimeoutURL"
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d", items.pop("TransactionCompletedDateTime"))
    assert items == {
        "TransactionAmount": 1200, "TransactionReceipt": receipt, "B2CRecipientIsRegisteredCustomer": "Y",
        "B2CChargesPaidAccountAvailableFunds": -5.0, "ReceiverPartyPublicName": f"{AMINA} - Amina Demo",
        "B2CUtilityAccountAvailableFunds": 11300.0, "B2CWorkingAccountAvailableFunds": 200000.0,
    }  # fmt: skip
    (row,) = read_money_out(http)
    assert (row["receipt"], row["amount_cents"], row["state"]) == (receipt, 120_000, "completed")
    assert 0 <= row["at_age_seconds"] < 60


def test_business_is_paid_as_documented(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    answer = daraja.pay_business().get_json()
    result = read_result(lipa)
    assert (result["ResultCode"], result["ResultType"]) == ("0", "0")
    assert result["OriginatorConversationID"] == answer["OriginatorConversationID"]
    assert result["ReferenceData"]["ReferenceItem"][0] == {"Key": "BillReferenceNumber", "Value": "KZZ001A"}
    balance = "{Amount={CurrencyCode=KES, MinimumAmount=19840000, BasicAmount=198400.00}}"
    assert re.fullmatch(r"[0-9]{14}", result["items"].pop("TransCompletedTime"))
    assert result["items"] == {
        "DebitAccountBalance": balance, "Amount": "1600.00", "DebitPartyCharges": "Fee For B2B Payment|KES|9.00",
        "DebitPartyAffectedAccountBalance": "Working Account|KES|198400.00|198400.00|0.00|0.00", "Currency": "KES",
        "ReceiverPartyPublicName": "888880 - SANDBOX BUSINESS", "InitiatorAccountCurrentBalance": balance,
    }  # fmt: skip
    books = http.get("/sandbox/books.json").get_json()
    assert (books["balance_cents"], books["working_cents"]) == (UTILITY, WORKING - 160_000)
    assert books["charges_cents"] == -900


@pytest.mark.parametrize("kind", ["2", "4"])
def test_till_is_paid_without_an_account(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, kind: str) -> None:
    changes = {"CommandID": "BusinessBuyGoods", "AccountReference": "", "RecieverIdentifierType": kind}
    assert daraja.pay_business(**changes).status_code == 200
    assert read_result(lipa)["ResultCode"] == "0"
    assert read_money_out(http)[0]["channel"] == "till"


def test_repeated_id_is_refused_and_pays_once(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.pay_phone()
    again = daraja.pay_phone(amount="500")
    assert (again.status_code, again.get_json()["errorCode"]) == (500, "500.002.1001")
    assert again.get_json()["errorMessage"] == "Duplicate OriginatorConversationID."
    read_result(lipa)
    assert [row["amount_cents"] for row in read_money_out(http)] == [120_000]
    for _ in range(2):
        assert daraja.pay_business().status_code == 200
    assert len(read_money_out(http)) == 3, "nothing makes a repeat of B2B harmless"


@pytest.mark.parametrize("changes", [
    {"OriginatorConversationID": ""}, {"CommandID": "BusinessPayBill"}, {"Amount": "9"}, {"Amount": "250001"},
    {"Amount": "12.50"}, {"Amount": "010"}, {"PartyA": "1"}, {"PartyB": "0712345678"}, {"PartyB": "255712345678"},
    {"Remarks": "x"}, {"Remarks": "x" * 101}, {"ResultURL": "x"}, {"QueueTimeOutURL": ""}, {"SecurityCredential": ""},
])  # fmt: skip
def test_payment_to_a_phone_refuses_invalid_fields(http: FlaskClient, daraja: Daraja, changes: dict[str, str]) -> None:
    answer = daraja.pay_phone(**{"ref": "out-1"} | changes)
    assert (answer.status_code, answer.get_json()["errorCode"]) == (400, "400.002.02")
    assert read_money_out(http) == []


@pytest.mark.parametrize("changes", [
    {"CommandID": "BusinessToBusiness"}, {"SenderIdentifierType": "1"}, {"RecieverIdentifierType": "2"},
    {"Amount": "0"}, {"PartyB": "x"}, {"AccountReference": ""}, {"AccountReference": "x" * 14}, {"PartyA": "1"},
])  # fmt: skip
def test_payment_to_a_business_refuses_invalid_fields(
    http: FlaskClient, daraja: Daraja, changes: dict[str, str]
) -> None:
    assert daraja.pay_business(**changes).get_json()["errorCode"] == "400.002.02"
    assert read_money_out(http) == []


def test_charge_of_money_out() -> None:
    shillings = (10, 100, 101, 1500, 1501, 5000, 5001, 250_000)
    assert [payout_charge(amount * 100) for amount in shillings] == [0, 0, 500, 500, 900, 900, 1100, 1100]


def test_wrong_credential_shows_in_the_result(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    assert daraja.pay_phone(SecurityCredential=daraja.encrypt("guess")).status_code == 200
    result = read_result(lipa)
    (row,) = read_money_out(http)
    assert (result["ResultCode"], row["state"], row["charge_cents"]) == (2001, "failed", 0)
    assert "ResultParameters" not in result
    assert result["TransactionID"] == f"{row['receipt'][:3]}0000000"


def test_each_account_pays_no_more_than_it_has(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.pay_phone("a", amount="12501")
    assert read_result(lipa, "a")["ResultCode"] == 1
    daraja.pay_business("b", amount="200001")
    assert read_result(lipa, "b")["ResultCode"] == "1"
    daraja.pay_business("c", amount="100000")
    daraja.pay_phone("d", amount="12500")
    assert (read_result(lipa, "c")["ResultCode"], read_result(lipa, "d")["ResultCode"]) == ("0", 0)
    books = http.get("/sandbox/books.json").get_json()
    assert (books["balance_cents"], books["working_cents"]) == (0, WORKING - 10_000_000)
    pay(http, amount="60")
    assert http.get("/sandbox/books.json").get_json()["balance_cents"] == 6000


def test_books_have_both_directions(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    came = pay(http)["receipt"]
    set_faults(http, payout_seconds=60)
    daraja.pay_phone()
    into, out = http.get("/sandbox/books.json").get_json()["payments"]
    assert (into["receipt"], into["direction"], into["state"], into["amount_cents"]) == (came, "in", "completed", 6000)
    assert 0 <= into["at_age_seconds"] < 60
    assert (out["direction"], out["state"], out["result_code"]) == ("out", "pending", "")
    assert http.get("/sandbox/books.json?since=20990101000000").get_json()["payments"] == []


def test_taken_payout_survives_a_restart(http: FlaskClient, lipa: FakeLipa, daraja: Daraja, operator: Operator) -> None:
    set_faults(http, payout_seconds=60)
    daraja.pay_phone()
    operator.stop()
    operator.store.execute("update payouts set due_at = 0")
    restarted = Operator(operator.settings, operator.store)
    restarted.start()
    assert read_result(lipa)["ResultCode"] == 0
    assert restarted.books.balance() == UTILITY - 120_000
    restarted.stop()


def test_statement_has_money_out_of_the_utility_account(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    pay(http, amount="2500")
    daraja.pay_phone("a")
    daraja.pay_phone("b", amount="99999")
    daraja.pay_business("c")
    for ref in "abc":
        read_result(lipa, ref)
    preamble, rows = read_statement(http)
    assert {row["Withdrawn"] for row in rows} == {"", "-10.00", "-1,200.00", "-99,999.00"}
    assert [row["Transaction Status"] for row in rows].count("Failed") == 1
    moved = [row for row in rows if row["Transaction Status"] == "Completed"]
    total = sum(parse_cents(row["Paid In"]) + parse_cents(row["Withdrawn"]) for row in moved)
    assert parse_cents(preamble["Opening Balance:"]) + total == parse_cents(preamble["Closing Balance:"])
    closing = http.get("/sandbox/books.json").get_json()["balance_cents"]
    assert parse_cents(preamble["Closing Balance:"]) == closing
    assert "Business Payment to Customer via API to 2541****101 - AMINA DEMO" in [row["Details"] for row in rows]


def test_status_by_either_id_and_by_receipt(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    ids = [daraja.pay_phone().get_json()["OriginatorConversationID"]]
    ids.append(daraja.pay_business("out-2").get_json()["OriginatorConversationID"])
    receipts = [read_result(lipa, ref)["TransactionID"] for ref in ("out-1", "out-2")]
    for originator_id, receipt in zip(ids, receipts, strict=True):
        for changes in ({"OriginalConversationID": originator_id, "TransactionID": ""}, {"TransactionID": receipt}):
            lipa.calls.clear()
            assert daraja.query_status("", **changes).status_code == 200
            code, items = read_status(lipa)
            assert (code, items["ReceiptNo"], items["TransactionStatus"]) == (0, receipt, "Completed")
            assert items["OriginatorConversationID"] == originator_id
    lipa.calls.clear()
    daraja.query_status("", OriginalConversationID="nobody's")
    assert read_status(lipa) == ("R000002", {})


def test_status_of_money_that_has_not_moved(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, payout_seconds=60)
    daraja.pay_phone()
    daraja.query_status("", OriginalConversationID="out-1")
    code, items = read_status(lipa)
    assert (code, items["TransactionStatus"], items["Amount"], "ReceiptNo" in items) == (0, "Pending", "1200.00", False)


def test_balances_in_one_text(lipa: FakeLipa, daraja: Daraja) -> None:
    daraja.pay_phone()
    read_result(lipa)
    answer = daraja.query_balance().get_json()
    result = lipa.wait_for("/status/ref1/result")[0].json["Result"]
    assert (result["ResultCode"], result["ConversationID"]) == ("0", answer["ConversationID"])
    assert result["ResultParameters"]["ResultParameter"][0] == {
        "Key": "AccountBalance",
        "Value": "Working Account|KES|200000.00|200000.00|0.00|0.00&Float Account|KES|0.00|0.00|0.00|0.00"
        "&Utility Account|KES|11300.00|11300.00|0.00|0.00&Charges Paid Account|KES|-5.00|-5.00|0.00|0.00"
        "&Organization Settlement Account|KES|0.00|0.00|0.00|0.00",
    }
    lipa.calls.clear()
    daraja.query_balance(SecurityCredential="AAAA")
    assert read_status(lipa) == ("2001", {})
    assert daraja.query_balance(CommandID="X").get_json()["errorCode"] == "400.002.02"


def test_faults_of_a_status_query_strike_the_balance(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    set_faults(http, status_timeout=1)
    daraja.query_balance()
    assert lipa.wait_for("/status/ref1/timeout")
    set_faults(http, reset=True, status_lost=1)
    daraja.query_balance()
    assert not lipa.wait_for("/status/ref1/result", max_wait=0.8)


def test_reversal_gives_a_payment_back_once(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    receipt = pay(http)["receipt"]
    assert daraja.reverse(receipt, "60").get_json()["ResponseCode"] == "0"
    code, items = read_status(lipa)
    assert (code, items["OriginalTransactionID"], items["Amount"]) == (0, receipt, 60)
    assert items["DebitAccountBalance"] == "Utility Account|KES|12500.00|12500.00|0.00|0.00"
    assert read_money_out(http)[0]["amount_cents"] == 6000
    daraja.reverse(receipt, "60", "ref2")
    assert lipa.wait_for("/status/ref2/result")[0].json["Result"]["ResultCode"] == "R000001"


@pytest.mark.parametrize("amount", ["60", "61"])
def test_what_is_no_payment_to_us_is_not_reversed(
    http: FlaskClient, lipa: FakeLipa, daraja: Daraja, amount: str
) -> None:
    daraja.pay_phone()
    receipt = read_result(lipa)["TransactionID"] if amount == "60" else pay(http)["receipt"]
    daraja.reverse(receipt, amount)
    assert read_status(lipa) == ("R000002", {})


def test_operator_takes_a_payment_back_by_itself(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    receipt = pay(http, account="nowhere")["receipt"]
    assert http.post("/sandbox/take-back", json={"receipt": receipt}).get_json() == {"receipt": receipt}
    daraja.operator.payouts.settle_due()
    assert read_money_out(http)[0]["state"] == "completed"
    assert not [call for call in lipa.calls if "result" in call.path], "nobody is told"
    daraja.query_status(receipt)
    assert read_status(lipa)[1]["TransactionStatus"] == "Reversed"
    assert http.post("/sandbox/take-back", json={"receipt": receipt}).status_code == 400
    assert http.post("/sandbox/take-back", data={"receipt": "QNONE00001"}).status_code == 400


def test_receiver_reads_a_message_and_the_console_shows_it(http: FlaskClient, lipa: FakeLipa, daraja: Daraja) -> None:
    plan_fault(http, "wallet_full", amount=50)
    daraja.pay_phone("a", amount="50")
    daraja.pay_phone("b")
    read_result(lipa, "a")
    receipt = read_result(lipa, "b")["TransactionID"]
    page = http.get(f"/?simu={AMINA}&lugha=en").text
    assert f"{receipt} Confirmed. You have received KES 1,200 from LIPA FARE on" in page
    assert "KES 50 from LIPA FARE" not in page
    assert f"/fare/{receipt}" not in page
    http.post("/", data={"simu": AMINA, "do": "end"})
    assert "You have received" not in http.get(f"/?simu={AMINA}&lugha=en").text, "it opens by itself once"
    console = http.get("/sandbox/?lugha=en").text
    for text in ("Out today: 1, KES 1,200, 1 failed, 0 pending.", "utility 11,300, working 200,000, charges -5",
                 f"Money out: KES 1200 reached ..101 ({receipt})", "Money did not go out: KES 50 (8)",
                 "Lipa Fare asked to send KES 1200 to ..101"):  # fmt: skip
        assert text in console
