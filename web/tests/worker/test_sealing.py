"""A new key: what the old one sealed is sealed again, by the worker, while messages go out."""

import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from flask import Flask

from web import db, phones
from web.keys_cli import keys
from web.worker import sealing
from web.worker.gang import Gang
from web.worker.messages import Messages
from web.worker.sms_gateway import SmsGateway

from .conftest import PHONE, Operator, Passenger, one, taken

OLD = "k1"


@pytest.fixture
def passenger(book: psycopg.Connection, lipa: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Passenger]:
    """Somebody whose number is under the old key; our ring holds both, the new one first."""
    monkeypatch.setattr(sealing, "PAUSE_SECONDS", 0.0)
    settings = lipa.extensions["lipa"]
    book.execute("delete from security.reseals")
    phones.configure(replace(settings, seal_keys={OLD: settings.seal_keys[OLD]}))
    made = Passenger(book)
    phones.configure(settings)
    yield made
    book.execute("delete from messaging.inbound")


def pass_through() -> None:
    """Until nothing is left to do."""
    Gang("sealing", sealing.Sealing(), hands=1).drain()


def test_afterwards_nothing_is_under_the_old_key_and_everything_still_opens(
    passenger: Passenger, book: psycopg.Connection, lipa: Flask
) -> None:
    told = lipa.test_cli_runner().invoke(keys)
    assert told.exit_code == 1
    assert "still in use: k1" in told.output
    pass_through()
    told = lipa.test_cli_runner().invoke(keys)
    assert told.exit_code == 0, told.output
    sealed = one(book, "select phone_sealed from security.phones where phone_hash = %s", passenger.hash)
    assert phones.open_sealed("phone", bytes(sealed)) == PHONE.encode()
    settings = lipa.extensions["lipa"]
    phones.configure(replace(settings, seal_keys={"k2": settings.seal_keys["k2"]}))
    assert phones.open_sealed("phone", bytes(sealed)) == PHONE.encode()


def test_when_all_is_done_nobody_is_asked_for_a_minute(
    passenger: Passenger, lipa: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    trade = sealing.Sealing()
    Gang("sealing", trade, hands=1).drain()
    monkeypatch.setattr(db, "row", lambda function, **arguments: pytest.fail("asked"))
    now = time.monotonic()
    for later in (0.0, 50.0):
        monkeypatch.setattr(time, "monotonic", lambda: now + later)  # noqa: B023
        assert trade.take() == ()


def test_a_message_goes_out_before_in_between_and_after(
    passenger: Passenger, operator: Operator, lipa: Flask, book: psycopg.Connection
) -> None:
    operator.will("messaging", taken(101))
    for number, step in enumerate((lambda: None, pass_through, pass_through)):
        step()
        passenger.is_owed_an_sms(f"reseal-{number}")
        Gang("messages", Messages(SmsGateway(lipa.extensions["lipa"]), "https://lipa.test"), hands=1).drain()
    assert [said["to"] for said in operator.heard("messaging")] == [f"+{PHONE}"] * 3


def test_what_changed_while_it_was_being_sealed_again_is_kept(passenger: Passenger, book: psycopg.Connection) -> None:
    trade = sealing.Sealing()
    while not (page := trade.take()[0])["row_keys"]:
        pass
    newer = phones.seal("phone", PHONE.encode())
    book.execute("update security.phones set phone_sealed = %s where phone_hash = %s", (newer, passenger.hash))
    trade.do(page)
    assert bytes(one(book, "select phone_sealed from security.phones where phone_hash = %s", passenger.hash)) == newer


def test_what_no_key_opens_is_told_and_ends_nothing(passenger: Passenger, book: psycopg.Connection) -> None:
    book.execute(
        "insert into messaging.inbound (provider_id, text_sealed) values ('a', %s), ('b', '\\x5ea1')",
        (phones.seal("body", b"for something else").replace(b"k2", b"k1", 1),),
    )
    pass_through()
    assert one(book, "select detail from messaging.alarms where kind = 'seal_broken'").startswith("2 values")
    assert one(book, "select count(*) from security.reseals where finished_at is null") == 0
