"""The menu under gateways that repeat themselves and passengers who dial twice: nobody is charged twice."""

import hashlib
import random
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.concurrency.vehicle import test_vehicle_database, together, value
from db.tests.database import Database

ROUNDS = 20


@pytest.fixture(scope="module")
def road() -> Iterator[Database]:
    """A database of its own with one vehicle whose route has prices."""
    with test_vehicle_database("menu") as (database, _):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            prices = "select fleet.set_stage_fares(route_id, 'off_peak', array[6000], '2026-01-01') from fleet.routes"
            value(owner, prices)
        yield database


@pytest.fixture
def owner(road: Database) -> Iterator[psycopg.Connection]:
    """The owner's look at intents and sessions."""
    with psycopg.connect(road.owner_url, autocommit=True) as connection:
        yield connection


def dial(telco: psycopg.Connection, sim: str, session: str, typed: str, mode: str = "cumulative") -> str:
    """One turn of the gateway: the screen."""
    return str(
        value(
            telco,
            """select telco.dial_ussd(p_session_id => %s, p_input => %s, p_input_mode => %s, p_phone_hash => %s,
                 p_phone_sealed => '\\x01', p_phone_last3 => '126', p_network => '63902',
                 p_service_code => '*384*46#')""",
            session,
            typed,
            mode,
            hashlib.sha256(sim.encode()).digest(),
        )
    )


def dial_together(road: Database, turns: list[tuple[str, ...]]) -> list[str]:
    """Turns (SIM, session, typed, mode) that arrive at the same moment, each on a connection of its own."""
    return together(road.url("telco"), len(turns), lambda telco, n: dial(telco, *turns[n]))


def charges(owner: psycopg.Connection, sim: str) -> int:
    """How many prompts this SIM gets: intents, each with its work for the worker."""
    return int(
        value(
            owner,
            """select count(*) from mobile_money.payment_intents i
                 join messaging.outbox o on o.topic = 'stk_push' and o.key = i.payment_ref
                where i.phone_hash = %s""",
            hashlib.sha256(sim.encode()).digest(),
        )
    )


@pytest.mark.parametrize("mode", ["cumulative", "last_key"])
def test_the_paying_turn_told_sixteen_times_at_once(road: Database, owner: psycopg.Connection, mode: str) -> None:
    """One charge, and everyone hears the same."""
    for round_ in range(ROUNDS):
        sim = f"{mode}{round_}"
        with psycopg.connect(road.url("telco"), autocommit=True) as telco:
            dial(telco, sim, sim, "4628*1*1", mode)
        last = "1" if mode == "last_key" else "4628*1*1*1"
        # Somebody has read the confirm screen before answering.
        value(
            owner,
            "update ussd.ussd_sessions set last_at = last_at - interval '5 seconds' where session_id = %s returning 1",
            sim,
        )
        screens = dial_together(road, [(sim, sim, last, mode)] * 16)
        assert len(set(screens)) == 1
        assert screens[0].startswith("END ")
        assert charges(owner, sim) == 1


def test_one_sim_pays_the_same_fare_in_eight_sessions_at_once(road: Database, owner: psycopg.Connection) -> None:
    """One prompt; the other sessions are told that it is waiting."""
    for round_ in range(ROUNDS):
        sim = f"eight{round_}"
        dial_together(road, [(sim, f"{sim}-{n}", "4628*60") for n in range(8)])
        screens = dial_together(road, [(sim, f"{sim}-{n}", "4628*60*1") for n in range(8)])
        assert all(screen.startswith("END ") for screen in screens)
        assert sorted((screens.count(screen) for screen in set(screens)), reverse=True) == [7, 1]
        assert charges(owner, sim) == 1


def test_the_start_of_a_session_told_eight_times_at_once(road: Database, owner: psycopg.Connection) -> None:
    """One session and one SIM, though neither was known before."""
    for round_ in range(ROUNDS):
        sim = f"start{round_}"
        screens = dial_together(road, [(sim, sim, "")] * 8)
        assert len(set(screens)) == 1
        assert value(owner, "select hops from ussd.ussd_sessions where session_id = %s", sim) == 1


def test_two_redials_of_one_dropped_session(road: Database, owner: psycopg.Connection) -> None:
    """It is taken over once; the other redial begins anew, or takes over from the first in its turn."""
    for round_ in range(ROUNDS):
        sim = f"dropped{round_}"
        with psycopg.connect(road.url("telco"), autocommit=True) as telco:
            dial(telco, sim, f"{sim}-old", "4628*1")
        dial_together(road, [(sim, f"{sim}-0", ""), (sim, f"{sim}-1", "")])
        on_going = """select string_agg(state, ' ' order by state) from ussd.ussd_sessions
                       where phone_hash = %s and end_status is null"""
        assert value(owner, on_going, hashlib.sha256(sim.encode()).digest()) in ("seats start", "seats")


def test_everybody_presses_anything(road: Database, owner: psycopg.Connection) -> None:
    """Eight connections play the same three SIMs: no deadlock, no error, never two open prompts for one fare."""

    def play(telco: psycopg.Connection, number: int) -> int:
        keys, chance = ["0", "00", "98", "1", "2", "3", "4628", "junk", "60"], random.Random(number)
        typed = {(sim, n): "" for sim in ("ann", "ben", "cat") for n in range(3)}
        for _ in range(150):
            sim, n = who = chance.choice(list(typed))
            assert dial(telco, f"any-{sim}", f"any-{sim}-{n}-{number // 4}", typed[who])[:4] in ("CON ", "END ")
            typed[who] = "" if len(typed[who]) > 60 else f"{typed[who]}*{chance.choice(keys)}".lstrip("*")
        return 1

    assert sum(together(road.url("telco"), 8, play)) == 8
    assert value(
        owner,
        """select count(*) from (select from mobile_money.payment_intents where state = 'created'
             group by phone_hash, vehicle_id, amount_cents having count(*) > 1) twice""",
    ) == 0  # fmt: skip
