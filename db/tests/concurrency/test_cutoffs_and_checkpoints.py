"""Cutoffs, checkpoints and balances at a horizon while others write: what is settled does not change."""

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import (  # isort: skip
    Vehicle, balance, confirm, error_code, move, row, together, value, wait_until_settled,
)
from db.tests.database import Database
from web.core import release

AS_OF = "select balance_cents from ledger.balances(array[%s]::bigint[], %s::text::xid8)"
XACT = "select pg_current_xact_id()::text"


def close_cutoff(owner: Connection, below: str | None = None) -> str:
    """Make a cutoff over all transactions below this one, or below now: its horizon."""
    wait_until_settled(owner, below)
    cutoff = value(owner, "select ledger.close_cutoff()")
    return str(value(owner, "select horizon::text from ledger.cutoffs where cutoff_id = %s", cutoff))


def test_a_late_commit_is_counted(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """A transaction stays open while cutoffs and checkpoints are made over it."""
    move(owner, "early", {vehicle.trust: -100, vehicle.commission: 100})
    with psycopg.connect(database.owner_url) as late:
        move(late, "late", {vehicle.trust: -1000, vehicle.commission: 1000})
        move(owner, "after it, before its end", {vehicle.trust: -10, vehicle.commission: 10})
        before = close_cutoff(owner, value(late, XACT))
        value(owner, "select ledger.make_checkpoints(1)")
        assert value(owner, AS_OF, vehicle.commission, before) == 100
        assert balance(owner, vehicle.commission) == 110
        late.commit()
    assert balance(owner, vehicle.commission) == 1110
    move(owner, "all of it", {vehicle.commission: -1110, vehicle.trust: 1110})  # the guard counts it, too
    move(owner, "and back", {vehicle.trust: -1110, vehicle.commission: 1110})
    assert value(owner, AS_OF, vehicle.commission, before) == 100
    after = close_cutoff(owner)
    assert value(owner, AS_OF, vehicle.commission, after) == 1110
    assert value(owner, "select ledger.make_checkpoints(1)") > 0
    assert (balance(owner, vehicle.commission), balance(owner, vehicle.trust)) == (1110, -1110)
    assert value(owner, AS_OF, vehicle.commission, before) == 100


def test_a_reader_before_a_checkpoint_sees_its_moment(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    with psycopg.connect(database.owner_url) as reader:
        reader.execute("set transaction isolation level repeatable read")
        seen = balance(reader, vehicle.commission)
        for number in range(5):
            move(owner, f"meanwhile {number}", {vehicle.trust: -7, vehicle.commission: 7})
        wait_until_settled(owner, value(owner, XACT))
        value(owner, "select ledger.make_checkpoints(1)")
        assert balance(reader, vehicle.commission) == seen
    assert balance(owner, vehicle.commission) == seen + 35


def test_checkpoints_need_enough_new_entries(vehicle: Vehicle, owner: Connection) -> None:
    """A second run has nothing to do."""
    wait_until_settled(owner)
    value(owner, "select ledger.make_checkpoints(1)")
    for number in range(10):
        move(owner, f"gather {number}", {vehicle.trust: -3, vehicle.sub_wallets[number // 6]: 3})
    wait_until_settled(owner)
    assert value(owner, "select ledger.make_checkpoints(11)") == 0
    assert value(owner, "select ledger.make_checkpoints(5)") == 2  # the trust account has ten, the first sub_wallet six
    covered = "select max(k.horizon) <= (select max(horizon) from ledger.cutoffs) from ledger.checkpoints k"
    assert value(owner, covered), "the guard on new journals protects closed positions, so checkpoints are covered"
    assert value(owner, "select ledger.make_checkpoints(5)") == 0
    assert value(owner, "select ledger.make_checkpoints(4)") == 1
    for number in range(10):
        move(owner, f"back {number}", {vehicle.sub_wallets[number // 6]: -3, vehicle.trust: 3})
    assert [balance(owner, sub_wallet) for sub_wallet in vehicle.sub_wallets] == [0] * 5


@pytest.mark.parametrize("cents", [-1, 1, 1_000_000])
def test_a_false_checkpoint_is_refused(vehicle: Vehicle, owner: Connection, cents: int) -> None:
    """With a false balance one could take money out, so a checkpoint must equal the settled entries."""
    sub_wallet = vehicle.sub_wallets[4]
    move(owner, f"plant {cents}", {vehicle.trust: -300, sub_wallet: 300})
    wait_until_settled(owner)
    insert = "insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (%s, ledger.horizon(), %s)"
    true = balance(owner, sub_wallet)
    for saved in (True, False):
        if not saved:
            owner.execute("delete from ledger.checkpoints")
        assert error_code(owner, insert, sub_wallet, true + cents) == "LFV14"
        owner.execute(insert, (sub_wallet, true))
    assert balance(owner, sub_wallet) == true
    move(owner, f"dig {cents}", {sub_wallet: -true, vehicle.trust: true})


def test_cutoffs_made_by_many_at_once_are_distinct_and_rising(database: Database, owner: Connection) -> None:
    jobs = ("select ledger.close_cutoff()", "select ledger.make_checkpoints(1)")
    together(database.owner_url, 6, lambda connection, n: [value(connection, jobs[n % 2]) for _ in range(10)])
    query = """select count(*) = count(distinct horizon), bool_and(rising)
                 from (select horizon, horizon > lag(horizon, 1, '0'::xid8) over (order by cutoff_id) as rising
                         from ledger.cutoffs) c"""
    assert row(owner, query) == (True, True)


def test_a_cutoff_does_not_cover_its_own_transaction(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    move(owner, "before own cutoff", {vehicle.trust: -5, vehicle.commission: 5})
    before = balance(owner, vehicle.commission)
    with psycopg.connect(database.owner_url) as poster:
        move(poster, "own cutoff", {vehicle.trust: -50, vehicle.commission: 50})
        horizon = close_cutoff(poster, value(poster, XACT))
        assert value(poster, "select ledger.make_checkpoints(1)") > 0  # nor do its checkpoints
        poster.commit()
    assert value(owner, AS_OF, vehicle.commission, horizon) == before
    assert value(owner, AS_OF, vehicle.commission, close_cutoff(owner)) == before + 50


def test_a_rolled_back_transaction_is_in_no_cutoff(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    before = balance(owner, vehicle.commission)
    with psycopg.connect(database.owner_url) as poster:
        move(poster, "never", {vehicle.trust: -5000, vehicle.commission: 5000})
        horizon = close_cutoff(owner, value(poster, XACT))
        poster.rollback()
    value(owner, "select ledger.make_checkpoints(1)")
    assert value(owner, AS_OF, vehicle.commission, horizon) == balance(owner, vehicle.commission) == before


def test_a_ledger_written_by_this_server_is_ready(database: Database, owner: Connection) -> None:
    """Its newest journal is below the server's current transaction, unlike in a ledger restored elsewhere."""
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        assert confirm(telco, "QREADY0001")[0] == "posted"
        known = release.current()
        state = value(telco, "select telco.readiness(%s, %s)", known.migration, known.functions_sha256)
        assert state == "ready"


def test_a_transaction_that_began_first_may_post_last(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The newest journal has a higher number than its own, but is committed here: no ledger restored elsewhere."""
    with psycopg.connect(database.owner_url) as first:
        assert int(value(first, XACT)) < int(value(owner, XACT))
        move(owner, "began last", {vehicle.trust: -7, vehicle.commission: 7})
        assert move(first, "posted last", {vehicle.commission: -7, vehicle.trust: 7}) > 0
