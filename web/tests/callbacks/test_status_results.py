"""Results of our payment queries: only a plain success releases money, and nobody can forge one."""

import json
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from web.tests.callbacks.conftest import Operator

ACCEPTED = '{"ResultCode":0,"ResultDesc":"Success"}'
WANTED, DIFFERS, VERIFIED = ("wanted", 150_000), ("differs", 150_000), ("verified", 0)


@dataclass
class Doubtful:
    """A payment above the limit: its receipt, and the reference in the address of its result."""

    operator: Operator
    receipt: str
    ref: str

    def send(self, body: Any, path: str = "result", ref: str = "") -> bytes:
        """Send a result, which is acknowledged; the bytes that were sent. "?" stands for the receipt."""
        sent = json.dumps(body).replace('"?"', json.dumps(self.receipt)).encode()
        answer = self.operator.post(f"status/{ref or self.ref}/{path}", data=sent)
        assert (answer.status_code, answer.text) == (200, ACCEPTED)
        return sent

    def state(self, receipt: str = "") -> tuple[str, int]:
        """The state of its verification, and the cents held."""
        question = "select state, held_cents from audit.verifications where receipt = %s"
        (row,) = self.operator.ask(question, receipt or self.receipt)
        return row["state"], row["held_cents"]


@pytest.fixture
def doubtful(operator: Operator) -> Doubtful:
    receipt = operator.receipt()
    assert operator.confirm(receipt, TransAmount="1500.00").status_code == 200
    (row,) = operator.ask("select ref from mobile_money.verifications where receipt = %s", receipt, as_owner=True)
    return Doubtful(operator, receipt, row["ref"])


def result(receipt: str = "?", code: Any = 0, **changes: Any) -> dict[str, Any]:
    values = {"TransactionStatus": "Completed", "Amount": "1500.00", "ReceiptNo": receipt} | changes
    parameters = [
        *({"Key": "DebitPartyName", "Value": f"254711000126 - {name}"} for name in ("JOHN DOE", "JOHN")),
        {"Key": "DebitPartyCharges"}, {"Key": "FinalisedTime", "Value": 20261125101112},
        *({"Key": key, "Value": value} for key, value in values.items() if value is not None),
    ]  # fmt: skip
    return {"Result": {
        "ResultType": 0, "ResultCode": code, "ResultDesc": "whatever", "OriginatorConversationID": "1",
        "ConversationID": "AG_1", "TransactionID": "OAK0000000", "ResultParameters": {"ResultParameter": parameters},
        "ReferenceData": {"ReferenceItem": {"Key": "Occasion"}},
    }}  # fmt: skip


def failure(code: str) -> dict[str, Any]:
    body = result(code=code)
    del body["Result"]["ResultParameters"]
    return body


def short(code: Any = 0, **more: Any) -> dict[str, Any]:
    return {"Result": {"ResultCode": code, **more}}


def withdraw_fuel(operator: Operator) -> str:
    """Try to withdraw all money of the fuel sub_wallet: "posted", or the error's code."""
    with psycopg.connect(operator.database.owner_url) as owner:
        try:
            owner.execute("""
                select ledger.post_journals(
                         'test', array[gen_random_uuid()::text], array[current_date], array[now()], null, null,
                         array[1, 1], array[1, 2], array[w.sub_wallet_id, t.sub_wallet_id],
                         array[-w.balance_cents, w.balance_cents], array['KES', 'KES'])
                  from audit.wallet_balances w, audit.wallet_balances t
                 where w.plate = 'KZZ 001A' and w.purpose = 'fuel' and t.kind = 'trust' and t.wallet_id <> 1 limit 1""")
        except psycopg.Error as refused:
            return str(refused.sqlstate)
        finally:
            owner.rollback()
    return "posted"


@pytest.mark.parametrize("code", [0, "0"])
def test_success_releases_the_money(doubtful: Doubtful, code: object) -> None:
    assert doubtful.state() == WANTED
    assert withdraw_fuel(doubtful.operator) == "LFF11"
    doubtful.send(result(code=code))
    assert doubtful.state() == VERIFIED
    doubtful.operator.proof()


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (result(Amount=1500), VERIFIED), (result(Amount="15.00"), DIFFERS), (result(Amount=1500.5), DIFFERS),
        (result("QOTHER0001"), DIFFERS), (result(TransactionStatus="Reversed"), DIFFERS), (failure("R000002"), DIFFERS),
        (failure("2001"), WANTED), (failure("26"), WANTED), (result(TransactionStatus="Pending"), WANTED),
        (result(ReceiptNo=None), WANTED), (result(Amount=None), WANTED), (result(Amount="1.5e3"), WANTED),
        (result(code=9999), WANTED), ({"Result": {}}, WANTED), ({"Result": []}, WANTED), ([], WANTED),
        (short(), WANTED), (short({}), WANTED), (short(ResultParameters={}), WANTED),
        (short(ResultParameters={"ResultParameter": [1]}), WANTED),
        # One parameter comes without a list.
        (short(ResultParameters={"ResultParameter": {"Key": "ReceiptNo", "Value": "?"}}), WANTED),
        (short("0", ResultParameters={"ResultParameter": {"Key": "TransactionStatus", "Value": "Failed"}}), DIFFERS),
    ],
)  # fmt: skip
def test_state_after_a_result(doubtful: Doubtful, body: Any, state: tuple[str, int]) -> None:
    sent = doubtful.send(body)
    assert doubtful.state() == state
    assert len(doubtful.operator.kept(sent)) == 1


def test_key_with_two_values_is_asked_again(doubtful: Doubtful) -> None:
    body = result()
    body["Result"]["ResultParameters"]["ResultParameter"].append({"Key": "Amount", "Value": "15.00"})
    assert doubtful.operator.kept(doubtful.send(body)) == ["unknown"]
    assert doubtful.state() == WANTED


def test_timeout_is_no_answer_whatever_its_body(doubtful: Doubtful) -> None:
    assert doubtful.operator.kept(doubtful.send(result(), "timeout")) == ["unknown"]
    assert doubtful.state() == WANTED


def test_first_answer_stands_until_it_is_contradicted(doubtful: Doubtful) -> None:
    for body, state in ((result(), VERIFIED), (result(), VERIFIED), (failure("2001"), VERIFIED),
                        (failure("R000002"), DIFFERS), (result(), DIFFERS)):  # fmt: skip
        doubtful.send(body)
        assert doubtful.state() == state
    question = "select kind from messaging.alarms where subject = %s order by 1"
    alarms = doubtful.operator.ask(question, doubtful.receipt, as_owner=True)
    assert [row["kind"] for row in alarms] == ["conflict_callback", "payment_differs"]


def test_answer_about_another_payment_releases_neither(doubtful: Doubtful) -> None:
    """An address is made for one payment."""
    other = doubtful.operator.receipt()
    doubtful.operator.confirm(other, TransAmount="1500.00")
    doubtful.send(result(other))
    assert doubtful.state() == DIFFERS
    assert doubtful.state(other) == WANTED


def test_answer_to_an_unknown_address_is_quarantined(doubtful: Doubtful) -> None:
    for ref in (doubtful.receipt, "x" * 200, "0" * 32):
        for path in ("result", "timeout"):
            sent = doubtful.send(result(), path, ref)
    assert doubtful.operator.kept(sent) == ["quarantine"] * 2, "one for each kind of callback"
    assert doubtful.state() == WANTED


def test_ordinary_fare_is_not_queried(operator: Operator) -> None:
    receipt = operator.receipt()
    operator.confirm(receipt, TransAmount="1000.00")
    assert operator.ask("select from audit.verifications where receipt = %s", receipt) == []
