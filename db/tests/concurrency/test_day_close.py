"""The close of a market day: by the server's clock, after its statements, complete, and never in the way of fares."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.tampering import find
from db.tests.concurrency.vehicle import (
    CONFIRM,
    Vehicle,
    message,
    register,
    row,
    value,
    wait_until_settled,
)  # fmt: skip
from db.tests.database import Database, fresh

TODAY = "(now() at time zone 'Africa/Nairobi')::date"
STATEMENT = f"""insert into recon.statements (source, channel, file_name, file_sha256, short_code, account, period_from,
  period_to, state, proof, rows_total, ended_at)
  values ('statement', 'command', 'day.csv', sha256(%s), '400222', 'utility',
          ({TODAY} - %s::int)::timestamp at time zone 'Africa/Nairobi',
          ({TODAY} - %s::int + 1)::timestamp at time zone 'Africa/Nairobi', 'read', %s, 0, now())"""  # noqa: S608
CLOSE = "select recon.close_days(%s)"
NOW = "select now()"
PRINT = "select ledger.fingerprint(%s)"
FIGURES = """select opening_cents, in_cents, out_cents, closing_cents from ledger.day_balances
             where business_on = %s and sub_wallet_id = %s"""


@pytest.fixture
def day(request: pytest.FixtureRequest) -> Iterator[tuple[Database, Vehicle, Connection]]:
    """A database of its own with one vehicle, in which days close at midnight."""
    with fresh("day_close") as database, psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update config.settings set value = '0' where setting = 'close_day_hour'")
        yield database, register(owner), owner
        assert find(owner) == []
        assert list(owner.execute("select invariant from audit.ledger_proof where faults > 0")) == []


def paid(telco: Connection, receipt: str, at: str, amount: str = "60.00") -> str:
    """A confirmation of a fare that was paid at this moment, as the operator writes it."""
    fields = message(receipt, amount, paid_at=at)
    return str(row(telco, CONFIRM, *[[field] for field in (*fields[:6], *fields[8:])])[0])


def moment(owner: Connection, clock: str, back: int) -> str:
    """A time of day so many days ago as the operator writes it."""
    return str(value(owner, f"select to_char({TODAY} - %s::int, 'YYYYMMDD') || %s", back, clock))


def close(owner: Connection) -> int:
    """Close what is due: a run of the job, and one that finishes it."""
    done = 0
    for _ in range(3):
        wait_until_settled(owner)
        value(owner, "select ledger.seal(100000)")
        wait_until_settled(owner)
        done += int(value(owner, CLOSE, value(owner, NOW)))
    return done


def read(owner: Connection, back: int, proof: str = "proven") -> None:
    owner.execute(STATEMENT.encode(), (f"{back} {proof}".encode(), back, back, proof))


def test_a_fare_of_the_last_second_belongs_to_its_day(day: tuple[Database, Vehicle, Connection]) -> None:
    """Paid 23:59:58, called back after midnight: the first day's, in fares, closing figures and seal."""
    database, vehicle, owner = day
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        assert paid(telco, "QNIGHT0001", moment(owner, "235958", 1)) == "posted"
        assert paid(telco, "QNIGHT0002", moment(owner, "000000", 0), "70.00") == "posted"
    read(owner, 1)
    assert close(owner) == 2, "closed, and finished"
    yesterday, today = (value(owner, f"select {TODAY} - {back}") for back in (1, 0))
    assert row(owner, "select business_on from fares.fares where receipt = 'QNIGHT0001'") == (yesterday,)
    assert row(owner, FIGURES, yesterday, vehicle.commission) == (0, 120, 0, 120)
    assert row(owner, FIGURES, yesterday, vehicle.trust) == (0, 0, 6000, -6000)
    seals = "select sum(journals), bool_or(closes_day) from ledger.seals where business_on = %s"
    assert row(owner, seals, yesterday) == (1, True)
    assert row(owner, seals, today) == (1, False)
    assert value(owner, "select ledger.fingerprint(%s)", yesterday) == value(
        owner, "select ledger.short_hash(seal_hash) from ledger.seals where closes_day")  # fmt: skip
    assert value(owner, "select sum(c) from fares.day_totals, unnest(cents_by_minute) c") == 6000


def test_late_money_counts_for_the_open_day(day: tuple[Database, Vehicle, Connection]) -> None:
    """A payment of a closed day is posted today, with yesterday's value date; the closed day stays as it was."""
    database, vehicle, owner = day
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        paid(telco, "QEARLY0001", moment(owner, "120000", 1))
        read(owner, 1)
        close(owner)
        yesterday = value(owner, f"select {TODAY} - 1")
        before = (row(owner, FIGURES, yesterday, vehicle.trust), value(owner, PRINT, yesterday))
        assert paid(telco, "QLATE00001", moment(owner, "130000", 1)) == "posted"
    close(owner)
    late = "select business_on = {0}, (value_at at time zone 'Africa/Nairobi')::date from ledger.journals"
    assert row(owner, late.format(TODAY) + " where reference = 'QLATE00001'") == (True, yesterday)
    after = (row(owner, FIGURES, yesterday, vehicle.trust), value(owner, PRINT, yesterday))
    assert after == before


def test_three_days_close_at_once(day: tuple[Database, Vehicle, Connection]) -> None:
    """The worker was down for three days, one of them without fares: each gets its own figures, takings and seal."""
    database, vehicle, owner = day
    value(
        owner,
        f"select ledger.post_journals('old', array['a'], array[{TODAY} - 3], array[now()], null, null, array[1, 1],"
        " array[1, 2], array[%s, %s]::bigint[], array[-6000, 6000]::bigint[], array['KES', 'KES'])",
        vehicle.trust, vehicle.commission,
    )  # fmt: skip
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for back, amount in ((1, "40.00"), (0, "30.00")):
            assert paid(telco, f"QDOWN0000{back}", moment(owner, "000001", back), amount) == "posted"
    for back in (3, 2, 1):
        read(owner, back)
    close(owner)
    figures = [row(owner, FIGURES, value(owner, f"select {TODAY} - {back}"), vehicle.trust) for back in (3, 2, 1)]
    assert figures == [(0, 0, 6000, -6000), (-6000, 0, 0, -6000), (-6000, 0, 4000, -10000)]
    assert value(owner, "select array_agg(cents order by business_on) from fares.day_totals") == [4000]
    assert value(owner, "select count(distinct business_on) from ledger.seals where closes_day") == 3


CHANGED_FIGURES = [
    "update ledger.day_balances set in_cents = in_cents + 1, closing_cents = closing_cents + 1 where in_cents > 0",
    "update ledger.day_balances set opening_cents = 1, in_cents = in_cents - 1 where in_cents > 0",
    "delete from ledger.day_balances where out_cents = 0",
    "delete from ledger.day_balances",
]


def test_changed_closing_figures_are_found(day: tuple[Database, Vehicle, Connection]) -> None:
    """Statements read them, so they are verified as the rows are, and /verify tells."""
    database, _, owner = day
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        paid(telco, "QFIGURES01", moment(owner, "120000", 1))
    read(owner, 1)
    close(owner)
    yesterday = value(owner, f"select {TODAY} - 1")
    with psycopg.connect(database.addresses["LIPA_SUPERUSER_URL"]) as superuser:
        for change in CHANGED_FIGURES:
            superuser.execute("select ddl_guard.open_window('tampering', 60)")
            superuser.execute("alter table ledger.day_balances disable trigger user")
            assert superuser.execute(change.encode()).rowcount > 0, change
            assert [fault[1:3] for fault in find(superuser)] == [(yesterday, "figures_changed")], change
            value(superuser, "select ledger.check_seals(1, null)")
            answer = "select account.verify_fingerprint(%s, ledger.fingerprint(%s)) ->> 'outcome'"
            assert value(superuser, answer, yesterday, yesterday) == "broken", change
            superuser.rollback()


CHANGED_TAKINGS = [
    "update fares.day_totals set cents_by_purpose[2] = cents_by_purpose[2] + 1",
    "update fares.day_totals set cents = cents + 1",
    "update fares.day_totals set fares = fares + 1",
    "delete from fares.day_totals",
    "update fares.owner_days set cents = cents + 1",
    "update fares.owner_days set fares = fares + 1",
    "update fares.owner_days set commission_cents = commission_cents + 1",
    "update fares.sacco_days set cents_by_purpose[2] = cents_by_purpose[2] + 1",
    "update fares.sacco_days set fares = fares + 1",
    "delete from fares.owner_days",
    "delete from fares.sacco_days",
]


def test_changed_takings_are_found(day: tuple[Database, Vehicle, Connection]) -> None:
    """Pages of closed days read them and never add up the fares again."""
    database, _, owner = day
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        paid(telco, "QTOTALS001", moment(owner, "120000", 1))
    read(owner, 1)
    close(owner)
    assert value(owner, "select count(*) from audit.changed_takings") == 0
    with psycopg.connect(database.addresses["LIPA_SUPERUSER_URL"]) as superuser:
        for change in CHANGED_TAKINGS:
            superuser.execute("select ddl_guard.open_window('tampering', 60)")
            for table in ("day_totals", "owner_days", "sacco_days"):
                superuser.execute(f"alter table fares.{table} disable trigger user".encode())
            assert superuser.execute(change.encode()).rowcount > 0, change
            assert value(superuser, "select count(*) from audit.changed_takings") > 0, change
            superuser.rollback()


def test_a_balance_at_noon_is_never_the_days_end(day: tuple[Database, Vehicle, Connection]) -> None:
    """Checkpoints and seals of the day's middle, and a transaction that began at noon and ends after midnight."""
    database, vehicle, owner = day
    with psycopg.connect(database.url("telco"), autocommit=True) as telco, \
            psycopg.connect(database.owner_url) as noon:  # fmt: skip
        paid(telco, "QNOON00001", moment(owner, "120000", 1))
        began = value(noon, "select pg_current_xact_id()::text")
        wait_until_settled(owner, below=began)  # else the seal could come too early for the fare
        value(owner, "select ledger.make_checkpoints(1)")
        value(owner, "select ledger.seal(100000)")
        yesterday = value(owner, f"select {TODAY} - 1")
        # It saw the day open and posts into it, while the job closes it.
        noon.execute(
            "select ledger.post_journals('late', array['a'], array[%s::date], array[now()], null, null, array[1, 1],"
            " array[1, 2], array[%s, %s]::bigint[], array[-500, 500]::bigint[], array['KES', 'KES'])",
            (yesterday, vehicle.trust, vehicle.commission),
        )
        read(owner, 1)
        # What other databases of this server write at the moment delays it too.
        until = time.monotonic() + 60
        while value(owner, "select count(*) from ledger.closed_days") == 0 and time.monotonic() < until:
            value(owner, CLOSE, value(owner, NOW))
            time.sleep(0.02)
        assert value(owner, "select count(*) from ledger.closed_days") == 1
        assert value(owner, "select count(*) from ledger.day_balances") == 0, "not while somebody posts into it"
        assert paid(telco, "QNOON00002", moment(owner, "120500", 1)) == "posted", "fares don't wait for the close"
        noon.commit()
    close(owner)
    assert row(owner, FIGURES, yesterday, vehicle.commission) == (0, 120 + 500, 0, 620)


def test_a_day_without_its_statement_stays_open(day: tuple[Database, Vehicle, Connection]) -> None:
    """The alarm names it; an unproven statement does not help, a proven one does, and the alarm ends."""
    database, _, owner = day
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        paid(telco, "QOPEN00001", moment(owner, "235900", 2))  # within 48 hours at any time of day
    alarm = "select detail, acknowledged_at is null from messaging.alarms where kind = 'day_not_closed'"
    close(owner)
    assert row(owner, alarm) == ("400222: no_statement", True)
    read(owner, 2, "unproven")
    close(owner)
    assert value(owner, "select why from recon.uncovered((select min(business_on) from ledger.seals))") == "unproven"
    read(owner, 2)
    read(owner, 1)
    close(owner)
    assert value(owner, "select count(*) from ledger.closed_days") == 2, "the day after it had no fares and closes too"
    assert value(owner, "select count(*) from messaging.alarms where acknowledged_at is null"
                        " and kind = 'day_not_closed'") == 0  # fmt: skip
    assert value(owner, f"select ledger.close_day({TODAY}, now(), null, null)") == "not_over"
    assert value(owner, f"select ledger.close_day({TODAY} - 1, now(), null, null)") == "known"


def test_fares_go_on_while_days_close(day: tuple[Database, Vehicle, Connection]) -> None:
    """4 writers of fares of yesterday and today; the day closes among them; every figure is exact."""
    database, _, owner = day
    over, moments = threading.Event(), [moment(owner, "180000", 1), moment(owner, "000001", 0)]
    read(owner, 1)

    posted: list[str] = []

    def write(number: int) -> None:
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            for times in range(10**6):
                if over.is_set():
                    return
                receipt = f"QD{number}{times:07}"
                try:
                    paid(telco, receipt, moments[times % 2], "50.00")
                except psycopg.Error as error:
                    if error.sqlstate != "LFC11":  # closed in this very moment: the message is kept, tried again
                        raise
                    continue
                posted.append(receipt)

    with ThreadPoolExecutor(4) as threads:
        writers = [threads.submit(write, number) for number in range(4)]
        while len(posted) < 60 and not any(writer.done() for writer in writers):
            value(owner, "select ledger.seal(100000)")
            value(owner, CLOSE, value(owner, NOW))
        over.set()
        for writer in writers:
            writer.result()
    close(owner)
    wrong = """select b.sub_wallet_id from ledger.day_balances b
      where b.closing_cents <> (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
        join ledger.journals j using (journal_id) where e.sub_wallet_id = b.sub_wallet_id
         and j.business_on <= b.business_on)"""
    assert list(owner.execute(wrong)) == []
    assert value(owner, "select count(*) from ledger.day_balances") >= 7
