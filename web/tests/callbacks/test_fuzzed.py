"""The operators' routes under a fuzzer: only the answers that docs/openapi/operators.json describes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import checks

from web.auth import Auth
from web.routes import ROUTES
from web.tests.callbacks.conftest import Operator
from web.tests.conftest import TOKEN
from web.tests.statements import NASTY, only_calls, recorded
from web.tests.test_errors import GSM7

DESCRIPTION = json.loads((Path(__file__).parents[3] / "docs/openapi/operators.json").read_text(encoding="utf-8"))
ACCEPTED = '{"ResultCode":0,"ResultDesc":"Success"}'
CHECKS = (
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance,
)  # fmt: skip
often = settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
typed = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text("0123456789*#", max_size=30))
PHONES = st.sampled_from(["+254711000001", "0711000002", "254711000003"])
FIELDS = st.sampled_from(["id", "status", "failureReason", "from", "text", "sessionId", "errorMessage"])


@pytest.fixture(autouse=True)
def only_our_functions_are_called(operator: Operator) -> Iterator[None]:
    with recorded() as statements:
        yield
    assert only_calls(statements), statements
    operator.proof()


def test_description_has_every_operators_route_and_no_other() -> None:
    paths = {
        route.path.replace("<path:", "{").replace("<", "{").replace(">", "}")
        for route in ROUTES
        if route.auth is Auth.TOKEN
    }
    assert set(DESCRIPTION["paths"]) == paths


def check_answers(operator: Operator, path: str, token: str, examples: int) -> None:
    """Send so many generated requests to a route, and compare each answer with the description."""
    described = schemathesis.openapi.from_dict(DESCRIPTION)
    described.app = operator.app

    @settings(often, max_examples=examples)
    @given(case=described[path]["POST"].as_strategy())
    def ask(case: schemathesis.Case[Any]) -> None:
        case.path_parameters["token"] = token
        case.call_and_validate(checks=list(CHECKS))

    ask()


@pytest.mark.parametrize("path", DESCRIPTION["paths"])
def test_answers_match_the_description(operator: Operator, path: str) -> None:
    check_answers(operator, path, TOKEN, 40)


@pytest.mark.parametrize("path", DESCRIPTION["paths"])
def test_answers_to_a_wrong_token_match_the_description(operator: Operator, path: str) -> None:
    check_answers(operator, path, "wrong", 3)


@pytest.mark.parametrize("path", ["c2b/validation", "c2b/confirmation", "stk/x", "status/x/timeout", "status/x/result",
                                  "payout/x/timeout", "payout/x/result"])  # fmt: skip
@given(body=st.one_of(st.binary(max_size=200), st.recursive(
    st.none() | st.booleans() | st.floats() | typed, lambda inner: st.lists(inner) | st.dictionaries(typed, inner),
    max_leaves=8).map(lambda value: json.dumps(value).encode())))  # fmt: skip
@often
def test_any_bytes_are_answered_200_and_never_sent_back(operator: Operator, path: str, body: bytes) -> None:
    answer = operator.post(path, data=body)
    assert answer.status_code == 200
    fields = answer.get_json()
    assert str(fields["ResultCode"]) in ("0", *(f"C2B0001{n}" for n in range(1, 7)))
    assert fields["ResultDesc"] in ("Success", "Rejected")


@given(text=typed, session=typed, phone=PHONES | typed, more=typed)
@often
def test_any_ussd_input_gets_a_screen(operator: Operator, text: str, session: str, phone: str, more: str) -> None:
    form = {"sessionId": session, "phoneNumber": phone, "networkCode": "63902", "serviceCode": more, "text": text}
    answer = operator.post("ussd", data=form)
    assert answer.status_code == 200
    assert answer.text.startswith(("CON ", "END "))
    assert len(answer.text) <= 164
    assert set(answer.text) <= GSM7
    if len(text) > 12 and not text.isascii():
        assert text not in answer.text


@given(fields=st.dictionaries(FIELDS, typed))
@often
def test_any_report_of_a_gateway_is_accepted(operator: Operator, fields: dict[str, str]) -> None:
    for path in ("sms/delivery", "sms/inbound", "ussd/end"):
        answer = operator.post(path, data=fields)
        assert answer.status_code == 200
        assert answer.text in ("", ACCEPTED)
