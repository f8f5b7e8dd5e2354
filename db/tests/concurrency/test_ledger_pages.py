"""Pages, checkpoints and positions in the ledger while others write: what was settled stays settled."""


import psycopg
import pytest

from db.tests.concurrency.vehicle import TestVehicle, balance, confirm, move, row, together, value, wait_until_settled
from db.tests.database import Database
from web.core import release

AS_OF = "select balance_cents from ledger.balances(array[%s]::bigint[], %s::text::xid8)"
XACT = "select pg_current_xact_id()::text"


def close_cutoff(owner: psycopg.Connection, below: str | None = None) -> str:
    """Close a page over all transactions below this one, or below now: its horizon."""
    wait_until_settled(owner, below)
    page = value(owner, "select ledger.close_cutoff()")
    return str(value(owner, "select horizon::text from ledger.cutoffs where cutoff_id = %s", page))


def test_a_late_commit_never_falls_out(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """A transaction stays open while pages close and checkpoints are made over it; its money is counted all the same."""
    matatu = road[1]
    move(owner, "early", {matatu.trust: -100, matatu.commission: 100})
    with psycopg.connect(road[0].owner_url) as late:
        move(late, "late", {matatu.trust: -1000, matatu.commission: 1000})
        move(owner, "after it, before its end", {matatu.trust: -10, matatu.commission: 10})
        before = close_cutoff(owner, value(late, XACT))
        value(owner, "select ledger.make_checkpoints(1)")
        assert value(owner, AS_OF, matatu.commission, before) == 100
        assert balance(owner, matatu.commission) == 110
        late.commit()
    assert balance(owner, matatu.commission) == 1110
    assert value(owner, AS_OF, matatu.commission, before) == 100
    after = close_cutoff(owner)
    assert value(owner, AS_OF, matatu.commission, after) == 1110
    assert value(owner, "select ledger.make_checkpoints(1)") > 0
    assert (balance(owner, matatu.commission), balance(owner, matatu.trust)) == (1110, -1110)
    assert value(owner, AS_OF, matatu.commission, before) == 100


def test_a_reader_that_began_before_a_checkpoint(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Its snapshot knows neither the checkpoint nor what came after it: it sees the balance of its own moment."""
    matatu = road[1]
    with psycopg.connect(road[0].owner_url) as reader:
        reader.execute("set transaction isolation level repeatable read")
        seen = balance(reader, matatu.commission)
        for number in range(5):
            move(owner, f"meanwhile {number}", {matatu.trust: -7, matatu.commission: 7})
        wait_until_settled(owner, value(owner, XACT))
        value(owner, "select ledger.make_checkpoints(1)")
        assert balance(reader, matatu.commission) == seen
    assert balance(owner, matatu.commission) == seen + 35


def test_checkpoints_are_made_where_entries_gathered(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Only for sub_wallets with enough entries since the last one; a second run finds nothing to do."""
    matatu = road[1]
    wait_until_settled(owner)
    value(owner, "select ledger.make_checkpoints(1)")
    for number in range(10):
        move(owner, f"gather {number}", {matatu.trust: -3, matatu.pots[number // 6]: 3})
    wait_until_settled(owner)
    assert value(owner, "select ledger.make_checkpoints(11)") == 0
    assert value(owner, "select ledger.make_checkpoints(5)") == 2  # the trust account has ten, the first pot six
    assert value(owner, "select ledger.make_checkpoints(5)") == 0
    assert value(owner, "select ledger.make_checkpoints(4)") == 1
    for number in range(10):
        move(owner, f"back {number}", {matatu.pots[number // 6]: -3, matatu.trust: 3})
    assert [balance(owner, pot) for pot in matatu.pots] == [0] * 5


@pytest.mark.parametrize("cents", [-1, 1, 1_000_000])
def test_a_false_checkpoint_can_not_be_planted(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, cents: int
) -> None:
    """Whoever could write down a balance could take it out: it must be what the settled entries say."""
    pot = road[1].pots[4]
    move(owner, f"plant {cents}", {road[1].trust: -300, pot: 300})
    wait_until_settled(owner)
    plant = "insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (%s, ledger.horizon(), %s)"
    true = balance(owner, pot)
    for saved in (True, False):
        if not saved:
            owner.execute("delete from ledger.checkpoints")
        with pytest.raises(psycopg.Error) as refused:
            owner.execute(plant, (pot, true + cents))
        assert refused.value.sqlstate == "LFV14"
        owner.execute(plant, (pot, true))
    assert balance(owner, pot) == true
    move(owner, f"dig {cents}", {pot: -true, road[1].trust: true})


def test_pages_closed_by_many_at_once(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Closers and checkpoint makers get in each other's way but never write a page twice or backwards."""
    together(
        road[0].owner_url,
        6,
        lambda hand, n: [
            value(hand, ("select ledger.close_cutoff()", "select ledger.make_checkpoints(1)")[n % 2]) for _ in range(10)
        ],
    )
    assert row(
        owner,
        "select count(*) = count(distinct horizon), bool_and(rising) from (select horizon, horizon > lag(horizon, 1, '0'::xid8) over (order by cutoff_id) as rising from ledger.cutoffs) p",
    ) == (True, True)


def test_a_page_closed_inside_a_transaction_that_posts(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection
) -> None:
    """Its own money is not settled yet and stands on the next page."""
    matatu = road[1]
    before = balance(owner, matatu.commission)
    with psycopg.connect(road[0].owner_url) as hand:
        move(hand, "own page", {matatu.trust: -50, matatu.commission: 50})
        horizon = close_cutoff(hand, value(hand, XACT))
        hand.commit()
    assert value(owner, AS_OF, matatu.commission, horizon) == before
    assert value(owner, AS_OF, matatu.commission, close_cutoff(owner)) == before + 50


def test_a_transaction_that_came_to_nothing(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Rolled back after pages closed over it: no page and no checkpoint ever had it."""
    matatu = road[1]
    before = balance(owner, matatu.commission)
    with psycopg.connect(road[0].owner_url) as hand:
        move(hand, "never", {matatu.trust: -5000, matatu.commission: 5000})
        horizon = close_cutoff(owner, value(hand, XACT))
        hand.rollback()
    value(owner, "select ledger.make_checkpoints(1)")
    assert value(owner, AS_OF, matatu.commission, horizon) == balance(owner, matatu.commission) == before


def test_a_ledger_that_this_server_wrote_is_ready(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """The newest journal is below what this server has reached; in a ledger restored elsewhere it would not be."""
    with psycopg.connect(road[0].url("telco"), autocommit=True) as telco:
        assert confirm(telco, "QREADY0001")[0] == "posted"
        known = release.current()
        said = value(telco, "select telco.readiness(%s, %s)", known.migration, known.functions_sha256)
        assert said == "ready"
