"""Points that several phones use, earn or lose at the same moment: the limits hold and nothing happens twice."""

from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, hashed, message, move, settle, together, value
from db.tests.database import Database

REDEEM = "select loyalty.redeem(%s, (select sacco_id from fleet.saccos), 'KES', %s, %s, now()) ->> 'outcome'"
POINTS = "select loyalty.balance(loyalty.account_of(%s))::int"
LIMIT = "update config.settings set value = %s where setting = %s"


def earn(owner: Connection, who: str, points: int) -> None:
    """Points as an earlier fare gave them."""
    owner.execute(
        "insert into loyalty.loyalty_accounts (phone_hash) values (%s) on conflict do nothing", (hashed(who),)
    )
    owner.execute(
        """insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, business_on,
             earned_at) values (loyalty.account_of(%s), 'award', %s, 1000, gen_random_uuid()::text, current_date, now())
        """, (hashed(who), points))  # fmt: skip


def fund(owner: Connection, vehicle: Vehicle, reference: str, cents: int) -> int:
    """Money set aside for points."""
    wallet = int(value(owner, "select loyalty.sub_wallet('loyalty', sacco_id, 'KES') from fleet.saccos"))
    move(owner, reference, {vehicle.trust: -cents, wallet: cents})
    return wallet


def test_two_phones_of_one_passenger_hold_the_day_s_limit(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    """95 points, a limit of 50 a day: of four calls for 30 at once one gets them."""
    fund(owner, vehicle, "limit", 100000)
    for n in range(5):
        earn(owner, f"day {n}", 95)

        def redeem(connection: Connection, number: int, who: str = f"day {n}") -> str:
            return str(value(connection, REDEEM, hashed(who), 30, f"{who}/{number}"))

        assert sorted(together(database.owner_url, 4, redeem)) == ["passenger_limit"] * 3 + ["redeemed"]
        assert value(owner, POINTS, hashed(f"day {n}")) == 65


def test_one_payment_redeems_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    fund(owner, vehicle, "once", 100000)
    earn(owner, "once", 40)
    assert sorted(together(database.owner_url, 4, lambda c, _: str(value(c, REDEEM, hashed("once"), 10, "same")))) == [
        "known", "known", "known", "redeemed",
    ]  # fmt: skip
    assert value(owner, POINTS, hashed("once")) == 30
    given = together(database.owner_url, 4, lambda c, _: int(value(c, "select loyalty.give_back('same')")))
    assert sorted(given) == [0, 0, 0, 1000]
    assert value(owner, POINTS, hashed("once")) == 40


def test_many_passengers_hold_the_programme_s_limit_and_what_is_set_aside(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    used = int(value(owner, "select coalesce(sum(redeemed_points), 0)::int from loyalty.programme_days"))
    wallet = fund(owner, vehicle, "many", 100000)
    for n in range(8):
        earn(owner, f"many {n}", 20)
    owner.execute(LIMIT, (str(used + 50), "loyalty_programme_points"))
    try:
        outcomes = together(
            database.owner_url, 8, lambda c, n: str(value(c, REDEEM, hashed(f"many {n}"), 20, f"many {n}"))
        )
    finally:
        owner.execute(LIMIT, ("20000", "loyalty_programme_points"))
    assert sorted(outcomes) == ["programme_limit"] * 6 + ["redeemed"] * 2
    left = int(value(owner, "select balance_cents from ledger.balances(array[%s]::bigint[], null)", wallet))
    move(owner, "gone", {wallet: 1500 - left, vehicle.trust: left - 1500})
    for n in range(4):
        earn(owner, f"few {n}", 20)
    outcomes = together(database.owner_url, 4, lambda c, n: str(value(c, REDEEM, hashed(f"few {n}"), 10, f"few {n}")))
    assert sorted(outcomes) == ["not_funded"] * 3 + ["redeemed"]


def test_first_fares_of_one_sim_at_once_open_one_account(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    """And each fare earns once, though its message comes from several workers."""

    def pay(connection: Connection, number: int) -> None:
        one = list(message(f"QPTS{number // 2:06}"))
        one[8] = hashed("new sim")
        settle(connection, [tuple(one)])

    together(database.owner_url, 8, pay)
    assert (
        value(owner, "select count(*)::int from loyalty.loyalty_accounts where phone_hash = %s", hashed("new sim")) == 1
    )
    assert value(owner, POINTS, hashed("new sim")) == 24


def test_points_expire_or_are_used_never_both(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    fund(owner, vehicle, "expiry", 100000)
    for n in range(6):
        earn(owner, f"old {n}", 40)

    def act(connection: Connection, number: int) -> str:
        if number:
            return str(value(connection, REDEEM, hashed(f"old {number - 1}"), 40, f"old {number - 1}"))
        return str(value(connection, "select loyalty.expire_points(now() + interval '181 days')"))

    together(database.owner_url, 7, act)
    assert {value(owner, POINTS, hashed(f"old {n}")) for n in range(6)} == {0}
