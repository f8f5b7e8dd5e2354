"""A forgotten transaction that wrote holds the horizon: it is named, measured and told, until it ends."""

import time

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import row, value, wait_until_settled
from db.tests.database import Database

WATCH = "select ledger.watch_horizon()"
ALARM = "select detail, acknowledged_by from messaging.alarms where kind = 'horizon_held'"
ACKNOWLEDGE = """update messaging.alarms set acknowledged_at = clock_timestamp(), acknowledged_by = 'user:1',
                    acknowledged_reason = 'a migration, ends at noon' where kind = 'horizon_held'"""
REOPEN = """update messaging.alarms set acknowledged_at = null, acknowledged_by = null, acknowledged_reason = null
                where kind = 'horizon_held'"""
# A cutoff at the horizon that is two minutes old, as if the transaction had been open then.
LONG_AGO = """insert into ledger.cutoffs (horizon, closed_at)
              values (ledger.horizon(), clock_timestamp() - interval '2 minutes')"""
AGED = "select held_since is not null, moment < clock_timestamp() - interval '119 s' from ledger.as_of(null)"


def test_a_forgotten_transaction_is_named_until_it_ends(database: Database, owner: Connection) -> None:
    forgotten_url = psycopg.conninfo.make_conninfo(database.owner_url, application_name="psql 0712345678")
    with psycopg.connect(forgotten_url) as forgotten:
        xact = value(forgotten, "select pg_current_xact_id()::text")
        began = value(forgotten, "select now()")
        wait_until_settled(owner, xact)
        time.sleep(1.1)
        moment, held = row(owner, "select moment, held_since from ledger.as_of(null)")
        assert (moment == began.replace(microsecond=0), held) == (True, None), "its start, not yet worth a word"
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            assert value(telco, "select telco.horizon_age()") > 1
        assert (value(owner, WATCH), row(owner, ALARM)) == (0, None)
        owner.execute(LONG_AGO.encode())
        assert row(owner, AGED) == (True, True)
        assert row(owner, "select held_since from ledger.as_of(ledger.horizon() || '-1763000000')") == (None,)
        assert [value(owner, WATCH) for _ in range(2)] == [1, 0]
        detail, ended_by = row(owner, ALARM)
        assert ended_by is None
        assert f"pid {forgotten.info.backend_pid}, role lipa_owner, application psql ***678" in detail
        assert f"database {database.name}, idle in transaction since " in detail
        assert "select" not in detail
        owner.execute(ACKNOWLEDGE)
        assert (value(owner, WATCH), row(owner, ALARM)[1]) == (0, "user:1"), "what staff acknowledged stays so"
        owner.execute(REOPEN)
    wait_until_settled(owner)
    assert (value(owner, WATCH), row(owner, ALARM)[1]) == (0, "system")
    assert row(owner, AGED) == (False, False)


def test_a_reader_holds_nothing(database: Database, owner: Connection) -> None:
    with psycopg.connect(database.owner_url) as reader:
        reader.execute("select count(*) from ledger.journals")
        wait_until_settled(owner)


def test_its_start_is_seen_in_another_database_and_of_another_role(database: Database, owner: Connection) -> None:
    """The owner of the tables may see since when sessions of all roles write."""
    with psycopg.connect(database.addresses["LIPA_SUPERUSER_URL"], dbname="postgres") as foreign:
        xact = value(foreign, "select pg_current_xact_id()::text")
        wait_until_settled(owner, xact)
        holder = "select since, holder from ledger.horizon_holder(%s::text::xid8)"
        since, named = row(owner, holder, xact)
        assert since == value(foreign, "select now()")
    assert "role postgres, application unnamed, database postgres, idle in transaction" in named
