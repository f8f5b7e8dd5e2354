"""Answers to our own questions about payments: only a plain yes lets money go, and nobody can forge one."""

import json
from typing import Any

import psycopg
import pytest

from web.tests.callbacks.conftest import Operator

HELD = '{"ResultCode":0,"ResultDesc":"Success"}'


@pytest.fixture
def doubtful(operator: Operator) -> tuple[str, str]:
    """A payment above the limit: its receipt, and the address of the answer about it."""
    receipt = operator.receipt()
    assert operator.confirm(receipt, TransAmount="1500.00").status_code == 200
    (row,) = operator.ask("select ref from mobile_money.verifications where receipt = %s", receipt, as_owner=True)
    return receipt, row["ref"]


def result(receipt: str, code: Any = 0, **changes: Any) -> dict[str, Any]:
    """As the operator documents it, DebitPartyName twice and all."""
    said = {"TransactionStatus": "Completed", "Amount": "1500.00", "ReceiptNo": receipt} | changes
    parameters = [
        {"Key": "DebitPartyName", "Value": "254711000126 - JOHN DOE"},
        {"Key": "DebitPartyName", "Value": "254711000126 - JOHN"},
        {"Key": "DebitPartyCharges"},
        {"Key": "FinalisedTime", "Value": 20261125101112},
        *({"Key": key, "Value": value} for key, value in said.items() if value is not None),
    ]
    return {"Result": {
        "ResultType": 0, "ResultCode": code, "ResultDesc": "whatever", "OriginatorConversationID": "1",
        "ConversationID": "AG_1", "TransactionID": "OAK0000000", "ResultParameters": {"ResultParameter": parameters},
        "ReferenceData": {"ReferenceItem": {"Key": "Occasion"}},
    }}  # fmt: skip


def refusal(code: str) -> dict[str, Any]:
    """A failure has no parameters."""
    body = result("", code)
    del body["Result"]["ResultParameters"]
    return body


def look(operator: Operator, receipt: str) -> tuple[str, int]:
    """What became of the question, and what is held."""
    (row,) = operator.ask("select state, held_cents from audit.verifications where receipt = %s", receipt)
    return row["state"], row["held_cents"]


def may_leave(operator: Operator) -> str:
    """Try to take all that is in the fuel pot."""
    with psycopg.connect(operator.database.owner_url) as owner:
        try:
            owner.execute("""
                select ledger.post_journals('test', array[gen_random_uuid()::text], array[current_date], array[now()], null, null,
                         array[1, 1], array[1, 2], array[w.sub_wallet_id, t.sub_wallet_id], array[-w.balance_cents, w.balance_cents],
                         array['KES', 'KES'])
                  from audit.wallet_balances w, audit.wallet_balances t
                 where w.plate = 'KZZ 001A' and w.purpose = 'fuel' and t.kind = 'trust' and t.wallet_id <> 1 limit 1""")
        except psycopg.Error as refused:
            return str(refused.sqlstate)
        finally:
            owner.rollback()
    return "yes"


@pytest.mark.parametrize("code", [0, "0"])
def test_a_plain_yes_releases_the_money(operator: Operator, doubtful: tuple[str, str], code: object) -> None:
    receipt, ref = doubtful
    assert look(operator, receipt) == ("wanted", 150_000)
    assert may_leave(operator) == "LFF11"
    answer = operator.post(f"status/{ref}/result", json=result(receipt, code))
    assert (answer.status_code, answer.text) == (200, HELD)
    assert look(operator, receipt) == ("verified", 0)
    operator.proof()


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (result("?", Amount="15.00"), "differs"), (result("?", Amount=1500), "verified"), (result("?", Amount=1500.5), "differs"),
        (result("QOTHER0001"), "differs"), (result("?", TransactionStatus="Reversed"), "differs"),
        (refusal("R000002"), "differs"), (refusal("2001"), "wanted"), (refusal("26"), "wanted"),
        (result("?", TransactionStatus="Pending"), "wanted"), (result("?", ReceiptNo=None), "wanted"),
        (result("?", Amount=None), "wanted"), (result("?", Amount="1.5e3"), "wanted"), (result("?", 9999), "wanted"),
        ({"Result": {"ResultCode": 0}}, "wanted"), ({"Result": {}}, "wanted"),
        ({"Result": {"ResultCode": 0, "ResultParameters": {"ResultParameter": {"Key": "ReceiptNo", "Value": "?"}}}}, "wanted"),
        ({"Result": {"ResultCode": 0, "ResultParameters": {}}}, "wanted"), ({"Result": []}, "wanted"), ([], "wanted"),
        ({"Result": {"ResultCode": {}}}, "wanted"), ({"Result": {"ResultCode": 0, "ResultParameters": {"ResultParameter": [1]}}}, "wanted"),
    ],
)  # fmt: skip
def test_anything_else_releases_nothing(
    operator: Operator, doubtful: tuple[str, str], body: dict[str, Any], state: str
) -> None:
    receipt, ref = doubtful
    sent = json.dumps(body).replace('"?"', json.dumps(receipt))
    answer = operator.post(f"status/{ref}/result", data=sent)
    assert (answer.status_code, answer.text) == (200, HELD)
    assert look(operator, receipt) == (state, 0 if state == "verified" else 150_000)
    assert len(operator.kept(sent.encode())) == 1


def test_a_key_that_stands_twice_with_two_values_is_no_answer(operator: Operator, doubtful: tuple[str, str]) -> None:
    receipt, ref = doubtful
    body = result(receipt)
    body["Result"]["ResultParameters"]["ResultParameter"].append({"Key": "Amount", "Value": "15.00"})
    sent = json.dumps(body).encode()
    assert operator.post(f"status/{ref}/result", data=sent).status_code == 200
    assert operator.kept(sent) == ["quarantine"]
    assert look(operator, receipt) == ("wanted", 150_000)


def test_one_parameter_comes_without_a_list(operator: Operator, doubtful: tuple[str, str]) -> None:
    """That it failed is said by one parameter as well as by many."""
    receipt, ref = doubtful
    body = {"Result": {"ResultCode": "0", "ResultParameters": {
        "ResultParameter": {"Key": "TransactionStatus", "Value": "Failed"}}}}  # fmt: skip
    operator.post(f"status/{ref}/result", json=body)
    assert look(operator, receipt) == ("differs", 150_000)


def test_a_timeout_is_no_answer_whatever_it_says(operator: Operator, doubtful: tuple[str, str]) -> None:
    receipt, ref = doubtful
    sent = json.dumps(result(receipt)).encode()
    assert operator.post(f"status/{ref}/timeout", data=sent).text == HELD
    assert operator.kept(sent) == ["unknown"]
    assert look(operator, receipt) == ("wanted", 150_000)


def test_the_first_word_stands_until_it_is_contradicted(operator: Operator, doubtful: tuple[str, str]) -> None:
    receipt, ref = doubtful
    for body, expected in (
        (result(receipt), ("verified", 0)), (result(receipt), ("verified", 0)),
        (refusal("2001"), ("verified", 0)), (refusal("R000002"), ("differs", 150_000)), (result(receipt), ("differs", 150_000)),
    ):  # fmt: skip
        assert operator.post(f"status/{ref}/result", json=body).status_code == 200
        assert look(operator, receipt) == expected
    alarms = operator.ask("select kind from messaging.alarms where subject = %s order by 1", receipt, as_owner=True)
    assert [row["kind"] for row in alarms] == ["conflict_callback", "payment_differs"]


def test_an_answer_about_another_payment_is_no_answer_about_this_one(
    operator: Operator, doubtful: tuple[str, str]
) -> None:
    """An address is made for one payment: an honest answer about another, sent there, releases nothing."""
    receipt, ref = doubtful
    other = operator.receipt()
    operator.confirm(other, TransAmount="1500.00")
    operator.post(f"status/{ref}/result", json=result(other))
    assert look(operator, receipt) == ("differs", 150_000)
    assert look(operator, other) == ("wanted", 150_000)


def test_an_answer_nobody_asked_for_is_kept_aside(operator: Operator, doubtful: tuple[str, str]) -> None:
    receipt, _ = doubtful
    sent = json.dumps(result(receipt)).encode()
    for ref in (receipt, "x" * 200, "0" * 32):
        assert operator.post(f"status/{ref}/result", data=sent).text == HELD
    assert operator.kept(sent) == ["quarantine"]
    assert look(operator, receipt) == ("wanted", 150_000)


def test_an_ordinary_fare_is_asked_about_by_nobody(operator: Operator) -> None:
    receipt = operator.receipt()
    operator.confirm(receipt, TransAmount="1000.00")
    assert operator.ask("select from audit.verifications where receipt = %s", receipt) == []
