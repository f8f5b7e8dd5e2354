"""The menu under gateways that repeat messages and passengers who dial twice: nobody is charged twice."""

import random
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, hashed, start_until_blocked, together, value
from db.tests.database import Database
from db.tests.long import LONG

ROUNDS = 20 if LONG else 8
DIAL = """select telco.dial_ussd(p_session_id => %s, p_input => %s, p_input_mode => %s, p_phone_hash => %s,
  p_phone_sealed => '\\x01', p_phone_last3 => '126', p_network => '63902', p_service_code => '*384*46#')"""
PROMPTS = """select count(*) from mobile_money.payment_intents i
  join messaging.outbox o on o.topic = 'stk_push' and o.key = i.payment_ref where i.phone_hash = %s"""

pytestmark = pytest.mark.usefixtures("prices")


def dial(telco: Connection, sim: str, session: str, typed: str, mode: str = "cumulative") -> str:
    """One message of the gateway: the screen."""
    return str(value(telco, DIAL, session, typed, mode, hashed(sim)))


def dial_together(database: Database, messages: list[tuple[str, ...]]) -> list[str]:
    """Messages (SIM, session, typed, mode) that arrive at the same moment, each on its own connection."""
    return together(database.url("telco"), len(messages), lambda telco, n: dial(telco, *messages[n]))


def prompts(owner: Connection, sim: str) -> int:
    """The number of payment intents of this SIM that the worker sends a prompt for."""
    return int(value(owner, PROMPTS, hashed(sim)))


@pytest.mark.parametrize("mode", ["cumulative", "last_key"])
def test_a_payment_sent_sixteen_times_is_charged_once(database: Database, owner: Connection, mode: str) -> None:
    """Each gets the same reply."""
    for n in range(ROUNDS):
        sim = f"{mode}{n}"
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            dial(telco, sim, sim, "4628*1", mode)
        last = "1" if mode == "last_key" else "4628*1*1"
        # The passenger needs some time to read the confirm screen.
        read = "update ussd.ussd_sessions set last_at = last_at - interval '5 seconds' where session_id = %s"
        owner.execute(read, (sim,))
        screens = dial_together(database, [(sim, sim, last, mode)] * 16)
        assert len(set(screens)) == 1
        assert screens[0].startswith("END ")
        assert prompts(owner, sim) == 1


def test_eight_sessions_of_one_sim_charge_once(database: Database, owner: Connection) -> None:
    """The other sessions show that a prompt is waiting."""
    for n in range(ROUNDS):
        sim = f"eight{n}"
        dial_together(database, [(sim, f"{sim}-{m}", "4628*60") for m in range(8)])
        screens = dial_together(database, [(sim, f"{sim}-{m}", "4628*60*1") for m in range(8)])
        assert all(screen.startswith("END ") for screen in screens)
        assert sorted((screens.count(screen) for screen in set(screens)), reverse=True) == [7, 1]
        assert prompts(owner, sim) == 1


def test_an_intent_waits_for_another_of_its_sim(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Also without the rate limits, which let one call of a SIM in at a time."""
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        dial(telco, "lock", "lock", "")
    intent = """select outcome from mobile_money.open_intent(p_phone_hash => %s, p_vehicle_id => %s, p_seats => 1,
      p_amount_cents => 6000, p_credit_cents => 0, p_top_up_of => null,
      p_stage_id => null, p_stage_fare_id => null, p_lang => 'sw', p_session_id => null,
      p_at => now())"""
    arguments = (hashed("lock"), vehicle.vehicle_id)
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        assert value(first, intent, *arguments) == "opened"
        second = start_until_blocked(pool, owner, database.owner_url, intent, *arguments)
        first.commit()
        assert second.result(60) == "waiting"
    assert prompts(owner, "lock") == 1


def test_a_session_started_eight_times_is_one(database: Database, owner: Connection) -> None:
    """Neither the session nor the SIM was known before."""
    for n in range(ROUNDS):
        sim = f"start{n}"
        screens = dial_together(database, [(sim, sim, "")] * 8)
        assert len(set(screens)) == 1
        assert value(owner, "select hops from ussd.ussd_sessions where session_id = %s", sim) == 1


def test_a_dropped_session_is_resumed_once(database: Database, owner: Connection) -> None:
    """Of two redials, the other one starts a new session or resumes the first one's."""
    for n in range(ROUNDS):
        sim = f"dropped{n}"
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            dial(telco, sim, f"{sim}-old", "4628*1")
        dial_together(database, [(sim, f"{sim}-0", ""), (sim, f"{sim}-1", "")])
        query = """select string_agg(state, ' ' order by state) from ussd.ussd_sessions
                    where phone_hash = %s and end_status is null"""
        assert value(owner, query, hashed(sim)) in ("confirm start", "confirm")


def test_random_keys_cause_no_error_and_no_second_prompt(database: Database, owner: Connection) -> None:
    """Eight connections use the same three SIMs."""

    def play(telco: Connection, number: int) -> None:
        keys, chance = ["0", "00", "98", "1", "2", "3", "4628", "junk", "60"], random.Random(number)
        typed = {(sim, n): "" for sim in ("ann", "ben", "cat") for n in range(3)}
        for _ in range(150):
            sim, n = who = chance.choice(list(typed))
            assert dial(telco, f"any-{sim}", f"any-{sim}-{n}-{number // 4}", typed[who])[:4] in ("CON ", "END ")
            typed[who] = "" if len(typed[who]) > 60 else f"{typed[who]}*{chance.choice(keys)}".lstrip("*")

    together(database.url("telco"), 8, play)
    twice = """select from mobile_money.payment_intents where state = 'created'
                group by phone_hash, vehicle_id, amount_cents having count(*) > 1"""
    assert owner.execute(twice).fetchall() == []
