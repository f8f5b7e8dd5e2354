"""Thousands of guesses over many connections get no more tries than one person has."""

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import hashed, make_user, query_together, row, together, value
from db.tests.database import Database
from db.tests.long import LONG

GUESSES, CONNECTIONS = 10_000 if LONG else 2_000, 20
ASK = """select account.ask_password_code(p_phone_hash => %s, p_code_hash => %s, p_code_sealed => '\\x01',
  p_device => %s)"""
RESET = """select account.reset_password(p_phone_hash => %s, p_code_hash => %s, p_salt => %s,
  p_params => 'm=19456,t=2,p=1', p_verifier => sha256(%s), p_device => %s)"""


def ask(account: Connection, code: str, device: str = "anywhere") -> None:
    account.execute(ASK.encode(), (hashed("phone"), hashed(code), hashed(device)))


def guess(account: Connection, code: str, device: str = "anywhere") -> str:
    return str(value(account, RESET, hashed("phone"), hashed(code), bytes(16), code.encode(), hashed(device)))


def test_thousands_of_guesses_count_as_five(empty: Database) -> None:
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        make_user(owner, "phone")
        ask(owner, "777777")

        def try_many(account: Connection, number: int) -> set[str]:
            each = GUESSES // CONNECTIONS
            if number == 0:
                ask(account, "888888")  # too soon, and a new code would not allow new guesses either
            # Every guess comes from another unknown browser.
            return {guess(account, f"{number * each + n:06d}", f"{number}/{n}") for n in range(each)}

        outcomes = together(empty.url("account"), CONNECTIONS, try_many)
        assert set().union(*outcomes) == {"refused"}
        assert row(owner, "select sum(tries), count(*) from accounts.one_time_codes") == (5, 1)
        assert guess(owner, "777777") == "refused"
        query = """select detail ->> 'code', sum(times) from audit.refusals where action = 'reset_password'
                    group by 1 order by 1"""
        refusals = owner.execute(query).fetchall()
        assert [code for code, _ in refusals] == ["spent", "wrong"]
        assert refusals[0][1] > GUESSES / 10
        assert refusals[1][1] == 5
        device = "insert into accounts.devices (user_id, device_hash) select user_id, %s from accounts.users"
        owner.execute(device, (hashed("mine"),))
        ask(owner, "999999", "mine")
        assert guess(owner, "999999", "mine") == "reset", "the person can sign in, whatever unknown callers tried"


def test_the_right_code_sent_many_times_at_once_counts_once(empty: Database) -> None:
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        owner.execute("delete from accounts.one_time_codes")
        ask(owner, "777777")
        outcomes = together(empty.url("account"), 16, lambda account, _: guess(account, "777777"))
        assert sorted(outcomes) == ["refused"] * 15 + ["reset"]


def test_one_code_of_the_app_is_right_once_and_guesses_at_once_are_counted(empty: Database) -> None:
    verify = "select accounts.verify_totp(%s, %s, %s, array['111111', '222222', '333333'])"
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        user = make_user(owner, "app")
        owner.execute("insert into accounts.second_factors (user_id, secret_sealed) values (%s, '\\x01')", (user,))
        for _ in range(5):
            owner.execute("update accounts.second_factors set last_step = 0, failed_tries = 0, locked_until = null")
            step = value(owner, "select floor(extract(epoch from clock_timestamp()) / 30)::bigint")
            right, wrong = [(verify, (user, code, step)) for code in ("222222", "000000")]
            outcomes = query_together(empty.owner_url, [right] * 8)
            assert outcomes.count("right") == 1
            owner.execute("update accounts.second_factors set failed_tries = 0, locked_until = null")
            assert sorted(query_together(empty.owner_url, [wrong] * 8)) == ["paused"] * 3 + ["wrong"] * 5
