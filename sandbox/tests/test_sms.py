"""The SMS gateway and the phone's inbox."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.simulated_operator import Operator
from sandbox.sms import count_characters, count_segments
from sandbox.tests.conftest import AMINA, DAUDI
from sandbox.tests.fake_lipa import FakeLipa


def send(http: FlaskClient, key: str = "sms-key", **changes: str) -> Any:
    form = {"username": "sandbox", "to": f"+{AMINA}", "message": "Lipa Fare: KES 60 imelipwa.", "from": "LIPAFARE"}
    return http.post("/version1/messaging", data={**form, **changes}, headers={"apiKey": key} if key else {})


def test_message_reaches_the_inbox_and_is_reported(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    answer = send(http)
    recipient = answer.get_json()["SMSMessageData"]["Recipients"][0]
    assert answer.status_code == 201
    assert (recipient["statusCode"], recipient["cost"]) == (101, "KES 0.8000")
    assert [row["body"] for row in operator.sms_gateway.inbox(AMINA)] == ["Lipa Fare: KES 60 imelipwa."]
    report = lipa.wait_for("/telco/current/sms/delivery")[0].form
    assert (report["id"], report["status"], report["phoneNumber"]) == (recipient["messageId"], "Success", f"+{AMINA}")


def test_message_to_a_phone_that_is_off_fails(http: FlaskClient, lipa: FakeLipa, operator: Operator) -> None:
    send(http, to=f"+{DAUDI}")
    report = lipa.wait_for("/sms/delivery")[0].form
    assert (report["status"], report["failureReason"]) == ("Failed", "DeliveryFailure")
    assert not operator.sms_gateway.inbox(DAUDI)


def test_each_recipient_has_its_own_status(http: FlaskClient) -> None:
    data = send(http, to=f"+{AMINA},0199000102").get_json()["SMSMessageData"]
    assert [recipient["statusCode"] for recipient in data["Recipients"]] == [101, 403]
    assert data["Message"] == "Sent to 1/2 Total Cost: KES 0.8000"


@pytest.mark.parametrize("key", ["", "wrong"])
def test_wrong_key_is_refused(http: FlaskClient, key: str) -> None:
    assert send(http, key).status_code == 401


def test_empty_message_is_refused(http: FlaskClient) -> None:
    assert send(http, message="").status_code == 400


def test_characters_and_segments_are_counted() -> None:
    assert count_characters("a" * 160) == (160, 160)
    assert count_characters("[€]") == (6, 160)
    assert count_characters("”")[1] == 70
    assert [count_segments("a" * n) for n in (160, 161, 306, 307)] == [1, 2, 2, 3]


def test_reply_goes_to_the_inbound_address(operator: Operator, lipa: FakeLipa) -> None:
    operator.sms_gateway.send_reply(AMINA, "T")
    form = lipa.wait_for("/telco/current/sms/inbound")[0].form
    assert (form["from"], form["text"]) == (f"+{AMINA}", "T")
