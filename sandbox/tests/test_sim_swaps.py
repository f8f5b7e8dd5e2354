"""The API that says whether a SIM was swapped."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from sandbox.tests.conftest import AMINA, CHEBET, set_faults


def check(http: FlaskClient, phone: str = f"+{AMINA}", key: str = "Bearer sim-key", **fields: object) -> Any:
    body = {"phoneNumber": phone, "maxAge": 168, **fields}
    return http.post("/sim-swap/v2/check", json=body, headers={"Authorization": key} if key else {})


def swap(http: FlaskClient, **fields: object) -> Any:
    return http.post("/sandbox/sim-swaps", json=fields)


def test_a_swap_is_told_within_the_hours_asked_for(http: FlaskClient) -> None:
    assert check(http).get_json() == {"swapped": False}
    assert swap(http, phone=AMINA, days=5).get_json() == {"swapped": [AMINA]}
    assert check(http).get_json() == {"swapped": True}
    assert check(http, maxAge=24).get_json() == {"swapped": False}
    assert check(http, f"+{CHEBET}").get_json() == {"swapped": False}
    swap(http, reset=True)
    assert check(http).get_json() == {"swapped": False}


@pytest.mark.parametrize(("fields", "status", "code"), [
    ({"key": ""}, 401, "UNAUTHENTICATED"), ({"key": "Bearer other"}, 401, "UNAUTHENTICATED"),
    ({"phone": AMINA}, 400, "INVALID_ARGUMENT"), ({"maxAge": "168"}, 400, "INVALID_ARGUMENT"),
    ({"maxAge": True}, 400, "INVALID_ARGUMENT"), ({"maxAge": 0}, 400, "OUT_OF_RANGE"),
    ({"maxAge": 2401}, 400, "OUT_OF_RANGE"), ({"phone": "+4915123456789"}, 404, "IDENTIFIER_NOT_FOUND"),
])  # fmt: skip
def test_refusals_as_documented(http: FlaskClient, fields: dict[str, Any], status: int, code: str) -> None:
    answer = check(http, **fields)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_faults_strike_it_too(http: FlaskClient) -> None:
    set_faults(http, error_500=1)
    assert check(http).status_code == 500


@pytest.mark.parametrize("fields", [{"phone": "5"}, {"phone": AMINA, "days": "-1"}, {}])
def test_invalid_mark_is_refused(http: FlaskClient, fields: dict[str, object]) -> None:
    assert swap(http, **fields).status_code == 400


def test_console_marks_a_phone_and_shows_the_question(http: FlaskClient) -> None:
    form = {"phone": AMINA, "days": "2", "lugha": "en"}
    assert http.post("/sandbox/sim-swaps", data=form).headers["Location"] == "/sandbox/?lugha=en"
    check(http)
    console = http.get("/sandbox/?lugha=en").text
    assert "<li>..101</li>" in console
    assert "Lipa Fare asked whether the SIM of ..101 was swapped" in console
