"""/verify: whether a statement is genuine, for anybody; the QR code of a statement leads there with day and print."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World


@pytest.fixture(scope="module")
def sealed(small_world: World, connection: Connection) -> tuple[str, str]:
    """A market day and its fingerprint."""
    world.eventually(lambda: world.value(connection, "select ledger.seal(100000)") > 0)
    newest = "select business_on::text, ledger.fingerprint(business_on) from ledger.seals order by seal_id desc limit 1"
    day, fingerprint = connection.execute(newest.encode()).fetchall()[0]
    return str(day), str(fingerprint)


def ask(client: FlaskClient, day: str, fingerprint: str, lang: str = "en") -> str:
    client.set_cookie("lipa_lang", lang)
    return words(page(client, f"/verify?day={day}&fingerprint={fingerprint}"))


def test_a_genuine_fingerprint_is_ours(client: FlaskClient, sealed: tuple[str, str], small_world: World) -> None:
    day, fingerprint = sealed
    for typed in (fingerprint, fingerprint.lower(), fingerprint.replace("-", "")):
        assert "Genuine: this is ours." in ask(client, day, typed)
    text = ask(client, day, fingerprint, "sw")
    assert "Ni halali: hii ni yetu." in text
    assert "KES" not in text, "no money is shown"


@pytest.mark.parametrize("fingerprint", ["0000-0000", "FFFFFFFF", "0", "%00", "<b>", "ÀÈ", "A" * 300])
def test_any_other_is_not(client: FlaskClient, sealed: tuple[str, str], fingerprint: str) -> None:
    assert "Not ours: no accounts of that day have this fingerprint." in ask(client, sealed[0], fingerprint)
    assert "Si yetu" in ask(client, "2020-01-01", sealed[1], "sw")


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-13-01", "99999-01-01", "%00"])
def test_a_day_that_is_none_is_asked_for_again(client: FlaskClient, sealed: tuple[str, str], day: str) -> None:
    assert "Enter the day like this" in ask(client, day, sealed[1])


def test_a_changed_ledger_is_said(client: FlaskClient, sealed: tuple[str, str], connection: Connection) -> None:
    connection.execute("update audit.seal_checks set verified = false")
    assert "Ours, but our accounts of that day were changed since." in ask(client, *sealed)
    connection.execute("update audit.seal_checks set verified = true")


def test_guessing_is_limited(client: FlaskClient, sealed: tuple[str, str], connection: Connection) -> None:
    connection.execute("update config.rate_limits set burst = 3, refill_ms = 60000 where limit_name = 'verify'")
    tries = [client.get(f"/verify?day={sealed[0]}&fingerprint={n:08X}").status_code for n in range(5)]
    assert tries[0] == 200
    assert tries[-1] == 429
    connection.execute("update config.rate_limits set burst = 100000 where limit_name = 'verify'")
    connection.execute("delete from config.buckets")
