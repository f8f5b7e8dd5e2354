"""10,000 guesses over many connections never get more tries than one person has."""

import hashlib
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.concurrency.vehicle import row, together, value
from db.tests.database import Database, fresh

GUESSES, CONNECTIONS = 10_000, 20
SALT = bytes(16)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """One for the tests of this file."""
    with fresh("codes") as made:
        yield made


def hashed(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


def ask(door: psycopg.Connection, code: str, device: str = "anywhere") -> None:
    door.execute(
        "select account.ask_password_code(p_phone_hash => %s, p_code_hash => %s, p_code_sealed => '\\x01', p_device => %s)",
        (hashed("phone"), hashed(code), hashed(device)),
    )


def guess(door: psycopg.Connection, code: str, device: str = "anywhere") -> str:
    return str(value(
        door,
        "select account.reset_password(p_phone_hash => %s, p_code_hash => %s, p_salt => %s, p_params => 'm=19456,t=2,p=1',"
        " p_verifier => sha256(%s), p_device => %s)",
        hashed("phone"), hashed(code), SALT, code.encode(), hashed(device),
    ))  # fmt: skip


def test_ten_thousand_guesses_are_five(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')",
            (hashed("phone"),),
        )
        ask(owner, "777777")

        def try_many(door: psycopg.Connection, number: int) -> set[str]:
            each = GUESSES // CONNECTIONS
            if number == 0:
                ask(door, "888888")  # refused as too often: a new code would not buy new guesses either
            # Every guess from a browser of its own, none of them known.
            return {guess(door, f"{number * each + turn:06d}", f"{number}/{turn}") for turn in range(each)}

        outcomes = together(database.url("owners"), CONNECTIONS, try_many)
        assert set().union(*outcomes) == {"refused"}
        assert row(owner, "select sum(tries), count(*) from accounts.one_time_codes") == (5, 1)
        assert guess(owner, "777777") == "refused"
        judged = owner.execute(
            "select detail ->> 'code', sum(times) from audit.refusals where action = 'reset_password' group by 1 order by 1"
        ).fetchall()
        assert [code for code, _ in judged] == ["spent", "wrong"]
        assert judged[0][1] > 1000
        assert judged[1][1] == 5
        owner.execute("insert into accounts.devices (user_id, device_hash) select user_id, %s from accounts.users", (hashed("mine"),))
        ask(owner, "999999", "mine")
        assert guess(owner, "999999", "mine") == "reset", "whatever strangers tried, the person has a way in"


def test_the_right_code_sent_at_once_from_everywhere_counts_once(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("delete from accounts.one_time_codes")
        ask(owner, "777777")
        outcomes = together(database.url("owners"), 16, lambda door, _: guess(door, "777777"))
        assert sorted(outcomes) == ["refused"] * 15 + ["reset"]
