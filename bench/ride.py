"""What points and a trip's number add to a fare: confirmations of prompts with both, beside the same with neither.

Each round runs both on the same vehicles. Without: the passenger has no number, and a fare is too small for a point.
"""

import psycopg

from bench.boarding import begin_trips
from bench.figures import ONE, Figure, median, pgbench

RIDES = 30_000  # of each kind; more than a run can confirm
EARN = "update config.settings set value = %s where setting = 'loyalty_earn_cents'"
LAY_OUT = (
    "create sequence if not exists bench.ride_numbers",
    """create table bench.rides (n bigint primary key, account_ref text, payment_ref text, phone_hash bytea,
         vehicle_id bigint)""",
    """insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
       select sha256(('ride' || n)::bytea), '\\x5ea1', '126' from generate_series(1, %(many)s) n""",
    """with made as (
         insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents,
           seats, lang, state)
         select encode(sha256(('ride' || n)::bytea), 'hex'), d.door_code || '-' || mobile_money.account_tag(),
                d.vehicle_id, sha256(('ride' || n)::bytea), 6000, 1, 'sw', 'pushed'
           from generate_series(1, %(many)s) n
           join (select c.door_code, c.vehicle_id, row_number() over (order by c.vehicle_id) - 1 as k
                   from fleet.door_codes c where c.valid_to is null and c.vehicle_id = any (%(vehicles)s)) d
             on d.k = n %% %(trips)s
         on conflict (account_ref) do nothing returning account_ref, payment_ref, phone_hash, vehicle_id)
       insert into bench.rides (n, account_ref, payment_ref, phone_hash, vehicle_id)
       select row_number() over (order by payment_ref), account_ref, payment_ref, phone_hash, vehicle_id from made""",
    """select count(fares.reserve_seats(r.payment_ref, r.vehicle_id, 1, now())) from bench.rides r
        where r.n > (select count(*) / 2 from bench.rides)""",
    "analyze",
)


def measure(url: str, rounds: int, seconds: int) -> tuple[dict[str, Figure], dict[str, float]]:
    """The rates of both, and how much more the one with points and number costs."""
    found: dict[str, list[Figure]] = {"ride_plain": [], "ride": []}
    with psycopg.connect(url, autocommit=True) as connection:
        vehicles = list(begin_trips(connection))
        values = {"many": 2 * RIDES, "vehicles": vehicles, "trips": len(vehicles)}
        for statement in LAY_OUT:
            connection.execute(statement.encode(), values if "%(" in statement else None)
        ((half, earn),) = connection.execute(
            "select count(*) / 2, config.setting('loyalty_earn_cents') from bench.rides"
        ).fetchall()
        done = dict.fromkeys(found, 0)
        for _ in range(rounds):
            for name, first, cents in (("ride_plain", 0, "1000000"), ("ride", half, earn)):
                connection.execute(EARN, (cents,))
                connection.execute("select setval('bench.ride_numbers', %s)", (done[name] + 1,))
                found[name].append(pgbench(url, "ride.sql", clients=ONE, seconds=seconds, first=first))
                ((done[name],),) = connection.execute("select last_value from bench.ride_numbers").fetchall()
        connection.execute(EARN, (earn,))
    figures = {name: median(many) for name, many in found.items()}
    return figures, {"ride_over_plain": figures["ride_plain"].value / figures["ride"].value}
