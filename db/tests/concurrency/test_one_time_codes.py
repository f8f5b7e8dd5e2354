"""10,000 guesses over many connections get no more tries than one person has."""

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import hashed, make_user, row, together, value
from db.tests.database import Database

GUESSES, CONNECTIONS = 10_000, 20
ASK = """select account.ask_password_code(p_phone_hash => %s, p_code_hash => %s, p_code_sealed => '\\x01',
  p_device => %s)"""
RESET = """select account.reset_password(p_phone_hash => %s, p_code_hash => %s, p_salt => %s,
  p_params => 'm=19456,t=2,p=1', p_verifier => sha256(%s), p_device => %s)"""


def ask(account: Connection, code: str, device: str = "anywhere") -> None:
    account.execute(ASK.encode(), (hashed("phone"), hashed(code), hashed(device)))


def guess(account: Connection, code: str, device: str = "anywhere") -> str:
    return str(value(account, RESET, hashed("phone"), hashed(code), bytes(16), code.encode(), hashed(device)))


def test_ten_thousand_guesses_count_as_five(empty: Database) -> None:
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
        assert refusals[0][1] > 1000
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
