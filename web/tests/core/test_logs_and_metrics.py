"""Logs and metrics: a request can be followed, and no person can be recognised."""

import io
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.core import db, logs, metrics
from web.tests.conftest import TOKEN, raising


@pytest.fixture
def stream(client: FlaskClient) -> io.StringIO:
    written = io.StringIO()
    logs.configure(written)
    return written


def last(stream: io.StringIO) -> dict[str, object]:
    line: dict[str, object] = json.loads(stream.getvalue().splitlines()[-1])
    return line


@pytest.mark.parametrize(
    ("path", "route"),
    [("c2b/validation", "/telco/<token>/c2b/validation"), ("nothing/0712345126", "/telco/<token>/<path:rest>")],
)
def test_request_is_one_json_line_with_its_route_and_not_its_path(
    client: FlaskClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: str, route: str
) -> None:
    monkeypatch.setattr(db, "value", lambda function, **arguments: "0")
    answer = client.post(f"/telco/{TOKEN}/{path}", json={"BillRefNumber": "0712345126", "FirstName": "JOHN"})
    written = capsys.readouterr().out
    line = json.loads(written)
    assert (line["route"], line["status"]) == (route, answer.status_code)
    assert line["request_id"] == answer.headers["X-Request-Id"]
    for secret in (TOKEN, "0712345126", "JOHN"):
        assert secret not in written


def test_line_of_a_payment_names_its_receipt_and_journal(
    client: FlaskClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"outcome": "posted", "receipt": "QKX7A1B2C3", "journal_id": 41}]
    monkeypatch.setattr(db, "call", lambda function, **arguments: rows)
    body = {"TransID": "QKX7A1B2C3", "TransAmount": "60", "TransTime": "20261129071400", "BusinessShortCode": "400222",
            "BillRefNumber": "4625", "MSISDN": "254712345126", "FirstName": "JOHN"}  # fmt: skip
    assert client.post(f"/telco/{TOKEN}/c2b/confirmation", json=body).status_code == 200
    written = capsys.readouterr().out
    assert (json.loads(written)["receipt"], json.loads(written)["journal_id"]) == ("QKX7A1B2C3", 41)
    rows[0]["receipt"] = 'X","x":"'
    client.post(f"/telco/{TOKEN}/c2b/confirmation", json=body)
    assert "receipt" not in json.loads(capsys.readouterr().out)


def test_class_and_place_of_an_exception_are_logged_but_not_its_text(stream: io.StringIO) -> None:
    try:
        raise ValueError("bad phone 0712345126 of JOHN")
    except ValueError:
        logging.getLogger("lipa.x").exception("could not do it")
    line = last(stream)
    assert line["exception"] == "ValueError"
    assert "test_class_and_place" in str(line["places"])
    assert "JOHN" not in stream.getvalue()


def test_unforeseen_exception_is_500_and_only_its_class_is_logged(
    client: FlaskClient, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "value", raising(KeyError("JOHN")))
    answer = client.post(f"/telco/{TOKEN}/c2b/validation", json={})
    assert (answer.status_code, "JOHN" in answer.text) == (500, False)
    (line,) = map(json.loads, stream.getvalue().splitlines())
    assert (line["message"], line["exception"]) == ("unexpected: KeyError", "KeyError")
    assert "JOHN" not in stream.getvalue()


@pytest.mark.parametrize(("code", "logged"), [("42883", True), ("LFX99", True), ("LFV64", False)])
def test_only_an_error_code_without_a_text_is_logged(
    client: FlaskClient, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, code: str, logged: bool
) -> None:
    monkeypatch.setattr(db, "value", raising(db.DatabaseError(code, "JOHN")))
    client.post(f"/telco/{TOKEN}/c2b/validation", json={})
    assert (f"a function raised {code}" in stream.getvalue()) == logged
    assert "JOHN" not in stream.getvalue()


def test_text_of_other_loggers_is_masked(stream: io.StringIO) -> None:
    logging.getLogger("gunicorn.error").error("Error handling request /telco/%s/ussd from 254712345126", TOKEN)
    assert last(stream)["message"] == "Error handling request /telco/<token>/ussd from *********126"


@pytest.mark.parametrize("server", ["gunicorn.access", "werkzeug"])
def test_servers_own_access_line_is_not_written(stream: io.StringIO, server: str) -> None:
    logging.getLogger(server).info("GET /c/%s", TOKEN)
    assert stream.getvalue() == ""


def test_requests_are_counted_by_route_and_status(client: FlaskClient) -> None:
    client.get("/healthz")
    client.get("/healthz")
    client.get("/no/such/place")
    page = client.get("/metrics").text
    assert 'lipa_requests_total{route="/healthz",status="2xx"} 2.0' in page
    assert 'lipa_requests_total{route="none",status="404"} 1.0' in page
    assert 'lipa_request_seconds_bucket{le="+Inf",route="/healthz"} 2.0' in page
    assert 'lipa_request_seconds_count{route="/healthz"} 2.0' in page
    assert "_created" not in page


def test_callbacks_are_counted_by_outcome(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "call", lambda function, **arguments: [{"outcome": "conflict"}])
    client.post(f"/telco/{TOKEN}/c2b/confirmation", json={"TransID": "QKX7A1B2C3"})
    monkeypatch.undo()
    assert 'lipa_callbacks_total{kind="c2b_confirmation",outcome="conflict"} 1' in client.get("/metrics").text


def test_age_of_the_horizon_and_figures_are_told_while_the_database_answers(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "lipa_horizon_age_seconds" not in client.get("/metrics").text
    rows = [
        {"gate": "ussd_drops", "unit": "permille", "value": 155, "state": "alarm"},
        {"gate": "cashless_share", "unit": "permille", "value": None, "state": "no_data"},
    ]
    monkeypatch.setattr(db, "value", lambda function, **arguments: rows if function == "telco.gates" else 61.25)
    text = client.get("/metrics").text
    assert "\nlipa_horizon_age_seconds 61.250\n" in text
    assert '\nlipa_gate{gate="ussd_drops",unit="permille"} 155\n' in text
    assert '\nlipa_gate_state{gate="ussd_drops"} 2\n' in text
    assert '\nlipa_gate_state{gate="cashless_share"} -1\n' in text
    assert 'lipa_gate{gate="cashless_share"' not in text, "no data is no value"


@pytest.fixture
def several_processes(tmp_path: Path) -> Iterator[Path]:
    metrics.configure(["/a"], str(tmp_path / "metrics"))
    yield tmp_path / "metrics"
    metrics.configure([], "")


def test_scrape_of_one_process_adds_up_all_and_the_ended_ones(several_processes: Path) -> None:
    assert several_processes.stat().st_mode & 0o777 == 0o700
    metrics.board.request("/a", 200, 0.001)
    child = os.fork()
    if child == 0:
        metrics.board.request("/a", 200, 0.02)
        metrics.board.request("/a", 503, 8.0)
        os._exit(0)
    os.waitpid(child, 0)
    page = metrics.board.text()
    assert 'lipa_requests_total{route="/a",status="2xx"} 2.0' in page
    assert 'lipa_requests_total{route="/a",status="503"} 1.0' in page
    for limit, requests in (("0.005", 1), ("0.025", 2), ("5.0", 2), ("+Inf", 3)):
        assert f'lipa_request_seconds_bucket{{le="{limit}",route="/a"}} {requests}.0' in page
    assert 'lipa_request_seconds_sum{route="/a"} 8.02' in page
