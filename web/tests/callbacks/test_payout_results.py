"""Results of payouts: in any order, twice, incomplete, or no result at all; one payout, one journal."""

import json
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from db.tests.money_out import open_payout
from web.callbacks import emptying, outage
from web.callbacks.misaddressed import corrected
from web.core import db
from web.tests.callbacks.conftest import Operator

ACCEPTED = '{"ResultCode":0,"ResultDesc":"Success"}'


@dataclass
class Payout:
    """A payout that the operator took, and what became of it."""

    operator: Operator
    ref: str
    receipt: str

    def send(self, body: Any, path: str = "result", ref: str = "") -> bytes:
        """Send a result, which is acknowledged; the bytes that were sent."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.operator.post(f"payout/{ref or self.ref}/{path}", data=sent)
        assert (answer.status_code, answer.text) == (200, ACCEPTED)
        return sent

    def row(self) -> dict[str, Any]:
        (row,) = self.operator.ask("select * from audit.payouts where payout_ref = %s", self.ref)
        return row

    def state(self) -> tuple[str, str | None]:
        row = self.row()
        return row["state"], row["receipt"]

    def end(self) -> list[str]:
        """The journals that ended it."""
        question = "select kind from ledger.journals where reference = %s or corrects_journal_id = %s order by 1"
        rows = self.operator.ask(question, self.ref, self.row()["hold_journal_id"], as_owner=True)
        return [row["kind"] for row in rows if row["kind"] != "payout_hold"]

    def result(self, code: Any = 0, **changes: Any) -> dict[str, Any]:
        """The result of a payment to a phone as the operator documents it."""
        values = {
            "TransactionAmount": 1000, "TransactionReceipt": self.receipt, "B2CRecipientIsRegisteredCustomer": "Y",
            "B2CChargesPaidAccountAvailableFunds": -4510.00, "ReceiverPartyPublicName": "254700000126 - JANE DOE",
            "TransactionCompletedDateTime": "19.12.2019 11:45:50", "B2CUtilityAccountAvailableFunds": 10116.00,
            "B2CWorkingAccountAvailableFunds": 900000.00,
        } | changes  # fmt: skip
        parameters = [{"Key": key, "Value": value} for key, value in values.items() if value is not None]
        result = self.failure(code)["Result"]
        return {"Result": result | {"TransactionID": self.receipt, "ResultParameters": {"ResultParameter": parameters}}}

    def failure(self, code: Any) -> dict[str, Any]:
        return {"Result": {
            "ResultType": 0, "ResultCode": code, "ResultDesc": "whatever", "OriginatorConversationID": self.ref,
            "ConversationID": "AG_1", "TransactionID": "OAK0000000",
            "ReferenceData": {"ReferenceItem": {"Key": "QueueTimeoutURL", "Value": "https://x"}},
        }}  # fmt: skip


@pytest.fixture
def payout(operator: Operator) -> Payout:
    for _ in range(2):
        assert operator.confirm(operator.receipt(), TransAmount="900.00").status_code == 200
    with psycopg.connect(operator.database.owner_url, autocommit=True) as owner:
        owner.execute("update payouts.float_balances set told_at = '-infinity', asked_at = null")
        ref = open_payout(owner)
        owner.execute("select worker.note_payout(c.outbox_id, c.attempt, c.payout_ref, 'taken', null, c.payout_ref)"
                      "  from worker.claim_payouts(100, 60) c")  # fmt: skip
    return Payout(operator, ref, operator.receipt().replace("QKX", "QPO"))


@pytest.mark.parametrize("code", [0, "0"])
def test_success_pays_once_and_tells_the_balances(payout: Payout, code: object) -> None:
    """The same again after our answer was lost, and once more with other words, change nothing."""
    for body in (payout.result(code), payout.result(code), payout.result(code, ReceiverPartyPublicName="x")):
        payout.send(body)
        assert payout.state() == ("paid", payout.receipt)
    assert payout.end() == ["payout"]
    told = payout.operator.ask("select cents from payouts.float_balances order by account", as_owner=True)
    assert [row["cents"] for row in told] == [1_011_600, 90_000_000]
    payout.operator.proof()


def reordered(body: dict[str, Any]) -> dict[str, Any]:
    body["Result"]["ResultParameters"]["ResultParameter"].reverse()
    return body


def single(body: dict[str, Any], key: str) -> dict[str, Any]:
    """One parameter comes as an object instead of a list."""
    found = body["Result"]["ResultParameters"]["ResultParameter"]
    body["Result"]["ResultParameters"]["ResultParameter"] = next(item for item in found if item["Key"] == key)
    return body


def without(body: dict[str, Any], name: str) -> dict[str, Any]:
    del body["Result"][name]
    return body


def test_parameters_in_any_order(payout: Payout) -> None:
    payout.send(reordered(payout.result()))
    assert payout.state() == ("paid", payout.receipt)


@pytest.mark.parametrize("missing", [
    "TransactionAmount", "TransactionReceipt", "B2CRecipientIsRegisteredCustomer", "ReceiverPartyPublicName",
    "B2CChargesPaidAccountAvailableFunds", "TransactionCompletedDateTime", "B2CUtilityAccountAvailableFunds",
    "B2CWorkingAccountAvailableFunds",
])  # fmt: skip
def test_one_parameter_missing(payout: Payout, missing: str) -> None:
    payout.send(payout.result(**{missing: None}))
    assert payout.state() == ("paid", payout.receipt)


def test_parameter_without_a_list_and_none_at_all(payout: Payout) -> None:
    payout.send(single(payout.result(), "TransactionAmount"))
    assert payout.state() == ("paid", payout.receipt)
    payout.send(without(payout.result(), "ResultParameters"))
    assert payout.end() == ["payout"]


def test_a_business_writes_its_result_in_other_words(payout: Payout) -> None:
    values = {
        "DebitAccountBalance": "{Amount={CurrencyCode=KES, MinimumAmount=618683, BasicAmount=6186.83}}",
        "Amount": "1000.00", "TransCompletedTime": "20261129110010", "DebitPartyCharges": "",
        "ReceiverPartyPublicName": "247247 - EQUITY", "Currency": "KES",
    }  # fmt: skip
    found = [{"Key": key, "Value": value} for key, value in values.items()]
    body = payout.failure("0")["Result"] | {"TransactionID": payout.receipt}
    payout.send({"Result": body | {"ResultParameters": {"ResultParameter": found}}})
    assert payout.state() == ("paid", payout.receipt)


@pytest.mark.parametrize("code", [1, "2040", "SFC_IC0003"])
def test_failure_gives_the_money_back_and_says_why(payout: Payout, code: Any) -> None:
    for _ in range(2):
        payout.send(payout.failure(code))
    row = payout.row()
    assert (row["state"], row["result_code"], row["receipt"]) == ("failed", str(code), None)
    assert row["reason"]
    assert payout.end() == ["reversal"]
    payout.operator.proof()


@pytest.mark.parametrize("code", [26, "9999", "R000002", "", [], None])
def test_code_that_says_nothing_is_asked_about(payout: Payout, code: Any) -> None:
    sent = payout.send(payout.failure(code))
    assert (payout.operator.kept(sent), payout.state()) == (["unknown"], ("unknown", None))
    assert payout.end() == []


@pytest.mark.parametrize(
    "changes",
    [{"TransactionAmount": 1001}, {"TransactionAmount": "10.00"}, {"TransactionAmount": {}},
     {"TransactionAmount": "1e3"}, {"TransactionAmount": "NaN"}, {"TransactionReceipt": "'; drop"}],
    ids=repr,
)  # fmt: skip
def test_success_that_can_not_be_so_moves_nothing(payout: Payout, changes: dict[str, Any]) -> None:
    payout.send(payout.result(**changes))
    assert payout.state() == ("unknown", None)
    assert payout.end() == []


def test_receipt_of_a_payment_to_us_is_no_receipt_of_a_payout(payout: Payout) -> None:
    taken = payout.operator.receipt()
    payout.operator.confirm(taken)
    sent = payout.send(payout.result(TransactionReceipt=taken))
    assert (payout.operator.kept(sent), payout.state()) == (["conflict"], ("unknown", None))


def test_contradictions_move_nothing_and_raise_an_alarm(payout: Payout) -> None:
    payout.send(payout.result())
    for body in (payout.failure(1), payout.result(TransactionReceipt="QPO0000999")):
        assert payout.operator.kept(payout.send(body)) == ["conflict"]
    assert payout.state() == ("paid", payout.receipt)
    assert payout.end() == ["payout"]
    question = "select count(*) as n from messaging.alarms where kind = 'conflict_callback' and detail like %s"
    assert payout.operator.ask(question, "%was paid%", as_owner=True)[0]["n"] >= 1


def test_success_after_failure_moves_nothing(payout: Payout) -> None:
    payout.send(payout.failure(1))
    assert payout.operator.kept(payout.send(payout.result())) == ["conflict"]
    assert payout.state() == ("failed", None)
    assert payout.end() == ["reversal"]
    payout.operator.proof()


def test_timeout_then_success(payout: Payout) -> None:
    assert payout.operator.kept(payout.send(payout.failure(1), "timeout")) == ["unknown"]
    assert payout.state() == ("unknown", None)
    payout.send(payout.result())
    assert payout.state() == ("paid", payout.receipt)


FAULT = {"Envelope": {"Body": {"Fault": {"faultcode": "soap:Server", "faultstring": "timeout"}}}}


@pytest.mark.parametrize("body", [FAULT, {}, {"Result": []}, {"Result": None}, [], b"", b"not JSON", b'{"Result":{'],
                         ids=repr)  # fmt: skip
def test_what_is_no_result_is_quarantined(payout: Payout, body: Any) -> None:
    sent = payout.send(body)
    assert payout.operator.kept(sent) == ["quarantine"]
    assert payout.state() == ("sent", None)


def test_result_of_no_payout_is_quarantined(payout: Payout) -> None:
    for ref in ("0" * 32, "x" * 200, "%27;--"):
        assert payout.operator.kept(payout.send(payout.result(), ref=ref)) == ["quarantine"]
    assert payout.state() == ("sent", None)


@pytest.mark.parametrize("path", ["PAYOUT/{}/Result", "payout//{}/result/", "payout/{}/result%20"])
def test_nearly_right_address_is_understood(payout: Payout, path: str) -> None:
    answer = payout.operator.post(path.format(payout.ref), json=payout.result())
    assert (answer.status_code, payout.state()) == (200, ("paid", payout.receipt))
    assert corrected(f"/telco/T/Payout/{payout.ref}/TIMEOUT/") == f"/telco/T/payout/{payout.ref}/timeout"


def test_result_while_the_database_is_away_is_settled_later(payout: Payout) -> None:
    outage.begin(db.DatabaseUnavailableError("gone"))
    payout.send(payout.result())
    assert payout.state() == ("sent", None)
    with payout.operator.app.app_context():
        assert emptying.run_once()
    assert payout.state() == ("paid", payout.receipt)


def test_answer_about_our_accounts_is_noted(payout: Payout) -> None:
    with psycopg.connect(payout.operator.database.owner_url, autocommit=True) as owner:
        owner.execute("update payouts.float_balances set told_at = '-infinity', asked_at = null")
        (ref,) = owner.execute("select query_ref from worker.claim_balance_query()").fetchone() or ("",)
    said = (
        "Working Account|KES|346037.00|346037.00|0.00|0.00&Float Account|KES|0.00|0.00|0.00|0.00"
        "&Utility Account|KES|228037.00|228037.00|0.00|0.00&Charges Paid Account|KES|-1540.00|-1540.00|0.00|0.00"
    )
    found = {"Key": "AccountBalance", "Value": said}
    body = {"Result": {"ResultCode": 0, "ResultParameters": {"ResultParameter": [found]}}}
    answer = payout.operator.post(f"status/{ref}/result", json=body)
    assert (answer.status_code, answer.text) == (200, ACCEPTED)
    told = payout.operator.ask("select account, cents from payouts.float_balances order by 1", as_owner=True)
    assert told == [{"account": "utility", "cents": 22_803_700}, {"account": "working", "cents": 34_603_700}]
