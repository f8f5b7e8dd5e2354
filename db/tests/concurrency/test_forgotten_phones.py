"""Phones end while their owners dial: who dials has a session, and ending the others goes on."""

import threading
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.database import Database, fresh

PHONES, DIALLING, DIALS = 300, 4, 300
DIAL = (
    "select ussd.open_session(p_session_id => %s, p_phone_hash => sha256(%s::bytea), p_phone_sealed => '\\x01',"
    " p_phone_last3 => '126', p_network => '1', p_service_code => '*384#', p_at => clock_timestamp())"
)
FORGET = "select privacy.forget_silent_phones(p_until => now() - interval '400 days', p_from => '', p_limit => 1000)"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """With phones that dialled long ago."""
    with fresh("forgotten") as made:
        yield made


def dial(database: Database, who: int) -> None:
    """One line, a session for one phone after the other."""
    with psycopg.connect(database.owner_url, autocommit=True) as line:
        for n in range(DIALS):
            line.execute(DIAL, (f"{who}-{n}", str((who * 75 + n) % PHONES)))


def test_who_dials_while_silent_phones_go_is_served_and_stays(database: Database) -> None:
    faults: list[BaseException] = []

    def dialling(who: int) -> None:
        try:
            dial(database, who)
        except psycopg.Error as fault:
            faults.append(fault)

    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into privacy.phones (phone_hash, phone_sealed, phone_last3, first_seen_at)"
            " select sha256(n::text::bytea), '\\x01', '126', now() - interval '500 days'"
            " from generate_series(0, %s) n",
            (PHONES + 3000,),
        )
        crowd = [threading.Thread(target=dialling, args=(who,)) for who in range(DIALLING)]
        for one in crowd:
            one.start()
        while any(one.is_alive() for one in crowd):
            owner.execute(FORGET)
        owner.execute(FORGET)
        assert faults == []
        # Everybody dialled at last, so everybody is there; of the silent ones nobody is left in the first thousand.
        found = owner.execute("select count(distinct phone_hash), count(*) from ussd.ussd_sessions").fetchone()
        assert found == (PHONES, DIALLING * DIALS)
