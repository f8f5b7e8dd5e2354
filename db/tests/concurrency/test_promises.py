"""Late payments and promises at once: one payment clears one promise, and one promise takes one payment."""

from collections import Counter

import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, make_user, together, value
from db.tests.database import Database

PAY = """select fares.post_fares(p_receipts => array[%s], p_split_rule_ids => array[%s], p_amounts_cents => array[%s],
  p_paid_at => array[clock_timestamp()], p_business_on => array[(now() at time zone 'Africa/Nairobi')::date],
  p_channels => array['paybill'], p_payment_refs => array[null], p_payer_last3 => array[%s])"""
PROMISE = """select fares.make_promise(p_vehicle_id => %s, p_last3 => %s, p_cents => %s, p_user_id => %s,
  p_at => clock_timestamp() - interval '20 seconds')"""
RULE = "select min(split_rule_id) from fares.split_rules where vehicle_id = %s"
STATES = "select state, receipt from fares.promises order by promise_id"


@pytest.fixture
def crew(owner: Connection, vehicle: Vehicle) -> int:
    """A crew on a trip while M-Pesa is silent."""
    user = make_user(owner, "crew of promises")
    owner.execute("select fleet.join_trip(%s, %s, now() - interval '1 hour')", (vehicle.vehicle_id, user))
    silent = "insert into fares.grace_periods (started_at) values (now() - interval '1 hour') on conflict do nothing"
    owner.execute(silent)
    owner.execute("delete from fares.promises")
    return user


def test_two_late_payments_clear_one_promise_once(
    database: Database, owner: Connection, vehicle: Vehicle, crew: int
) -> None:
    assert value(owner, PROMISE, vehicle.vehicle_id, "126", 8000, crew) == "promised"

    def pay_and_clear(connection: Connection, number: int) -> int:
        rule = value(connection, RULE, vehicle.vehicle_id)
        connection.execute(PAY, (f"TWO000000{number}", rule, 8000, "126"))
        return int(str(value(connection, "select fares.clear_promises(clock_timestamp())")))

    cleared = together(database.owner_url, 6, pay_and_clear)
    assert sum(cleared) == 1
    ((state, receipt),) = owner.execute(STATES).fetchall()
    assert (state, str(receipt)[:3]) == ("cleared", "TWO")
    paid = value(owner, "select count(*) from fares.fares where receipt like 'TWO%%'")
    assert paid == 6, "no fare waited or was lost"


def test_one_payment_clears_one_of_two_promises(
    database: Database, owner: Connection, vehicle: Vehicle, crew: int
) -> None:
    for cents in (8000, 6000):
        assert value(owner, PROMISE, vehicle.vehicle_id, "127", cents, crew) == "promised"
    rule = value(owner, RULE, vehicle.vehicle_id)
    owner.execute(PAY, ("ONE0000001", rule, 8000, "127"))
    cleared = together(
        database.owner_url, 6,
        lambda connection, _: int(str(value(connection, "select fares.clear_promises(clock_timestamp())"))),
    )  # fmt: skip
    assert sum(cleared) == 1
    assert Counter(state for state, _ in owner.execute(STATES)) == {"cleared": 1, "open": 1}
