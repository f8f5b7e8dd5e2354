"""Messages about money while the database is away: spooled, and settled in order when it is back."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from web import create_app
from web.callbacks import emptying, outage
from web.core import db
from web.core.config import ConfigError
from web.security import phones, sealing
from web.tests.callbacks.conftest import Operator, confirmation
from web.tests.conftest import TOKEN, FakeDatabase

CONFIRMATION = f"/telco/{TOKEN}/c2b/confirmation"
UNAVAILABLE = db.DatabaseUnavailableError("gone")


@pytest.fixture(autouse=True)
def _untold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "_told", {})


def confirm(client: FlaskClient, *receipts: str) -> list[int]:
    return [client.post(CONFIRMATION, json=confirmation(receipt)).status_code for receipt in receipts]


def told(fake: FakeDatabase) -> list[str]:
    return [arguments["p_subject"] for function, arguments in fake.calls if function == "telco.note_spool"]


def settled(fake: FakeDatabase) -> list[list[str]]:
    return [arguments["p_receipt"] for function, arguments in fake.calls if function == "telco.confirm_fares"]


def test_after_one_failure_nothing_is_tried_until_a_write_succeeds(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.confirm_fares"] = fake.fails["telco.try_write"] = UNAVAILABLE
    receipts = [f"QKX000000{n}" for n in range(5)]
    assert confirm(client, *receipts) == [200] * 5
    assert (
        client.post(f"/telco/{TOKEN}/stk/r1", json={"Body": {"stkCallback": {"ResultCode": 1032}}}).status_code == 200
    )
    assert fake.called == ["telco.confirm_fares"]
    assert "lipa_spool_bytes 0" not in client.get("/metrics").text
    assert emptying.run_once()
    assert fake.called[-1] == "telco.try_write"
    assert outage.is_away()
    fake.fails.clear()
    fake.calls.clear()
    assert emptying.run_once()
    assert fake.called == ["telco.try_write", "telco.confirm_fares", "telco.settle_push"]
    assert settled(fake) == [receipts]
    ((_, arguments),) = fake.calls[1:2]
    assert arguments["p_received_at"] == sorted(arguments["p_received_at"])
    assert json.loads(fake.calls[2][1]["p_message"])["received_at"] > str(arguments["p_received_at"][-1])
    assert confirm(client, "QKX0000009") == [200]
    assert settled(fake)[-1] == ["QKX0000009"]
    page = client.get("/metrics").text
    assert "lipa_spool_bytes 0.0" in page
    assert 'lipa_callbacks_total{kind="c2b_confirmation",outcome="spooled"} 5.0' in page


def test_a_process_that_does_not_know_of_the_outage_empties_too(client: FlaskClient, fake: FakeDatabase) -> None:
    """It was killed and started again."""
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    confirm(client, "QKX0000001")
    outage.end()
    assert emptying.run_once()
    assert outage.is_away(), "emptying found out"
    fake.fails.clear()
    emptying.run_once()
    assert outage.spool().files() == []


def test_repeat_waits_for_the_next_batch(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    confirm(client, "QKX0000001", "QKX0000002", "QKX0000001")
    fake.fails.clear()
    fake.calls.clear()
    emptying.run_once()
    assert settled(fake) == [["QKX0000001", "QKX0000002"], ["QKX0000001"]]


def test_message_that_is_refused_for_ever_is_quarantined_and_blocks_nothing(
    client: FlaskClient, fake: FakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    confirm(client, "QKX0000001", "QKX0000002", "QKX0000003")
    client.post(CONFIRMATION, data=b"not JSON")
    outage.end()
    fake.calls.clear()
    call = fake.call

    def refuse(function: str, /, **arguments: Any) -> Any:
        poisoned = "QKX0000002" in str(arguments.get("p_receipt")) + str(arguments.get("p_message"))
        fake.fails = {function: db.DatabaseError("23514")} if poisoned and function not in never else {}
        return call(function, **arguments)

    never = {"telco.quarantine_callback"}
    monkeypatch.setattr(db, "call", refuse)
    assert emptying.run_once()
    assert settled(fake)[1:] == [["QKX0000001"], ["QKX0000002"], ["QKX0000003"]]
    assert fake.called.count("telco.quarantine_callback") == 2
    assert fake.called.count("telco.keep_callback") == 1
    assert outage.spool().files() == []


def test_fault_of_ours_in_one_message_blocks_no_other(
    client: FlaskClient, fake: FakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    confirm(client, "QKX0000001", "QKX0000002", "QKX0000003")
    outage.end()
    fake.fails.clear()
    fake.calls.clear()
    payer = phones.payer

    def fail(msisdn: str | None) -> tuple[bytes | None, str | None]:
        if not msisdn:
            raise RuntimeError
        return payer(msisdn)

    with monkeypatch.context() as patched:
        patched.setattr(outage, "is_away", lambda: True)
        client.post(CONFIRMATION, json=confirmation("QKX0000004") | {"MSISDN": ""})
        confirm(client, "QKX0000005")
    with monkeypatch.context() as patched:
        patched.setattr(phones, "payer", fail)
        assert not emptying.run_once()
    assert settled(fake) == [["QKX0000001", "QKX0000002", "QKX0000003"], ["QKX0000005"]]
    assert emptying.run_once()
    assert settled(fake)[2:] == [["QKX0000004"]]


def test_spool_that_another_process_just_emptied_is_no_alarm(client: FlaskClient, fake: FakeDatabase) -> None:
    outage.spool().prepare()
    assert emptying._empty()
    assert told(fake) == []


def test_message_that_was_too_slow_is_spooled_and_kept_if_it_is_too_slow_again(
    client: FlaskClient, fake: FakeDatabase
) -> None:
    fake.fails["telco.confirm_fares"] = db.DatabaseTimeoutError("telco.confirm_fares")
    assert confirm(client, "QKX0000001", "QKX0000002") == [200, 200]
    assert fake.called == ["telco.confirm_fares"]
    assert emptying.run_once()
    assert fake.called[-4:] == ["telco.confirm_fares", "telco.keep_callback"] * 2
    assert outage.spool().files() == []


def test_message_that_can_not_even_be_quarantined_goes_to_the_end(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails = {f"telco.{name}": db.DatabaseError("42501")
                  for name in ("confirm_fares", "keep_callback", "quarantine_callback")}  # fmt: skip
    assert confirm(client, "QKX0000001", "QKX0000002") == [200, 200]
    assert not outage.is_away()
    came = outage.spool().oldest()
    assert not emptying.run_once(), "so that it is not tried without a pause"
    assert outage.spool().oldest() == came
    fake.fails.clear()
    fake.calls.clear()
    assert emptying.run_once()
    assert settled(fake) == [["QKX0000001", "QKX0000002"]]
    assert outage.spool().files() == []


@pytest.mark.parametrize("what", ["write", "fsync", "open"])
def test_full_disk_is_503_with_an_alarm_when_the_database_is_back(
    client: FlaskClient, fake: FakeDatabase, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def fail(*_arguments: object, **_options: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    with monkeypatch.context() as patched:
        patched.setattr(os, what, fail)
        answer = client.post(CONFIRMATION, json=confirmation("QKX0000001"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert 'outcome="refused"} 1.0' in client.get("/metrics").text
    fake.fails.clear()
    emptying.run_once()
    assert told(fake) == ["full"]
    emptying.run_once()
    assert told(fake) == ["full"]


def test_old_messages_and_unreadable_records_raise_the_alarm(
    client: FlaskClient, fake: FakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_000_000_000)
    confirm(client, "QKX0000001")
    outage.spool().append(1, b"sealed by a key that is gone")
    outage.spool().append(1, sealing.seal("spool", b'["no_such_kind", ""]\nx'))
    fake.fails.clear()
    emptying.run_once()
    assert told(fake) == ["waiting", "damaged"]
    assert settled(fake)[-1] == ["QKX0000001"]
    assert outage.spool().damaged_bytes()
    assert outage.spool().files() == []


def test_ussd_and_validation_answer_at_once_what_they_answered_late(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    confirm(client, "QKX0000001")
    calls = len(fake.calls)
    form = {"sessionId": "s", "phoneNumber": "+254712345126", "text": ""}
    assert "menyu haipatikani" in client.post(f"/telco/{TOKEN}/ussd", data=form).text
    assert client.post(CONFIRMATION.replace("confirmation", "validation"), json={}).status_code == 503
    assert len(fake.calls) == calls


def test_nothing_is_in_clear_in_the_spool(client: FlaskClient, fake: FakeDatabase) -> None:
    fake.fails["telco.confirm_fares"] = UNAVAILABLE
    confirm(client, "QKX0000001")
    written = (outage.spool().folder / "current").read_bytes()
    assert not [secret for secret in (b"JOHN", b"QKX0000001", b"2547", b"c2b") if secret in written]
    assert (outage.spool().folder / "current").stat().st_mode & 0o777 == 0o600


def test_folder_that_others_may_enter_stops_the_start(environ: dict[str, str]) -> None:
    Path(environ["LIPA_SPOOL_DIR"]).mkdir(mode=0o755)
    with pytest.raises(ConfigError, match="LIPA_SPOOL_DIR must be a folder of ours with mode 0700"):
        create_app(environ)


def test_spooled_messages_are_settled_as_of_the_time_they_came(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = [operator.receipt() for _ in range(3)]
    with monkeypatch.context() as patched:
        patched.setattr(outage, "is_away", lambda: True)
        patched.setattr("time.time_ns", lambda: 1_795_000_000_000_000_000)
        every: list[dict[str, Any]] = [{}, {"TransTime": "x", "FirstName": []}, {"TransAmount": "x"}]
        for receipt, changes in zip(receipts, every, strict=True):
            assert operator.confirm(receipt, **changes).status_code == 200
    assert operator.callbacks(receipts[0]) == []
    for _ in range(2):  # a crash before the file was removed
        kept = {path: path.read_bytes() for path in outage.spool().files()}
        emptying.run_once()
        for path, content in kept.items():
            path.write_bytes(content)
    emptying.run_once()
    assert [operator.outcome(receipt) for receipt in receipts] == ["posted", "posted", "quarantine"]
    assert operator.paid(receipts[0]) == [(6000, "KZZ 001A")]
    question = (
        "select distinct extract(epoch from received_at)::bigint as at from audit.callbacks where receipt = any (%s)"
    )
    assert operator.ask(question, receipts) == [{"at": 1_795_000_000}]
    operator.proof()
