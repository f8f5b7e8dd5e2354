"""A passenger disputes a fare over the gateways: by SMS, and by the menu."""

import hashlib

import pytest

from web.tests.callbacks.conftest import Operator

DISPUTED = "select receipt, why, channel, state from fares.disputes where receipt = %s"


def paid_by(operator: Operator, phone: str) -> str:
    """A fare that this phone paid; the operator hides the number behind its sha256."""
    receipt = operator.receipt()
    operator.post("ussd", data={"sessionId": f"known {receipt}", "phoneNumber": "+" + phone, "text": ""})
    answer = operator.confirm(receipt, MSISDN=hashlib.sha256(phone.encode()).hexdigest())
    assert answer.status_code == 200
    return receipt


@pytest.mark.parametrize(("text", "counts"), [
    ("T", True), (" t. ", True), ("Tatizo", True), ("T {receipt}", True), ("t: {receipt}", True), ("Thanks", False),
    ("ZUIA", False), ("", False), ("T QKX0000000 please", False),
])  # fmt: skip
def test_t_disputes_the_newest_fare_or_the_one_named(operator: Operator, text: str, counts: bool) -> None:
    phone = f"2547{operator.count:08d}"
    receipt = paid_by(operator, phone)
    form = {"id": f"in {receipt}", "from": "+" + phone, "text": text.format(receipt=receipt)}
    assert operator.post("sms/inbound", data=form).status_code == 200
    found = operator.ask(DISPUTED, receipt, as_owner=True)
    assert found == ([{"receipt": receipt, "why": "other", "channel": "sms", "state": "open"}] if counts else [])


def test_the_menu_disputes_a_fare_of_this_sim(operator: Operator) -> None:
    phone = "254799000777"
    receipt = paid_by(operator, phone)
    for text in ("", "4", "4*1", "4*1*1", "4*1*1*2"):
        form = {"sessionId": "disputing", "phoneNumber": "+" + phone, "text": text, "networkCode": "63902"}
        answer = operator.post("ussd", data=form)
        assert answer.status_code == 200
    assert receipt in answer.text
    assert operator.ask(DISPUTED, receipt, as_owner=True) == [
        {"receipt": receipt, "why": "paid_twice", "channel": "ussd", "state": "open"}
    ]
