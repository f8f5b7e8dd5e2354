"""Messages that were kept are settled later, each by itself; scheduled_jobs run one at a time."""

import psycopg
from flask import Flask

from worker import run_jobs
from worker.jobs import scheduled
from worker.jobs.callbacks import Callbacks
from worker.pool import WorkerPool

from .conftest import Passenger, one


def keep(connection: psycopg.Connection, receipt: str, short_code: str = "400222") -> None:
    """A confirmation that could not be posted when it came."""
    connection.execute(
        "select telco.keep_callback('c2b_confirmation', '40P01', jsonb_build_object('receipt', %s::text, 'amount', '60.00',"
        " 'bill_ref', 'NOSUCH99', 'trans_time', to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS'),"
        " 'short_code', %s::text, 'payer_last3', '126'), '\\x01', sha256(%s::bytea))",
        (receipt, short_code, receipt),
    )
    connection.execute(
        "update mobile_money.mpesa_callbacks set next_attempt_at = now() - interval '1 second' where receipt = %s",
        (receipt,),
    )


def settle() -> None:
    """Let the worker try what is due."""
    WorkerPool("callbacks", Callbacks(), threads=1).drain()


def test_a_kept_message_is_posted_later(lipa: Flask, connection: psycopg.Connection) -> None:
    connection.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    keep(connection, "QKKEPT0001")
    settle()
    assert (
        one(connection, "select outcome from mobile_money.mpesa_callbacks where receipt = 'QKKEPT0001'") == "suspense"
    )
    assert one(connection, "select amount_cents from mobile_money.payments where receipt = 'QKKEPT0001'") == 6000


def test_one_that_fails_eight_times_waits_for_an_operator_and_the_others_go_on(
    lipa: Flask, connection: psycopg.Connection
) -> None:
    connection.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    connection.execute(
        "create or replace function mobile_money.stand_in_the_way() returns trigger language plpgsql as $$"
        " begin if new.receipt = 'QKSTUCK001' then raise exception 'no' using errcode = '55P03'; end if;"
        " return new; end $$"
    )
    connection.execute(
        "create trigger stand_in_the_way before insert on mobile_money.payments"
        " for each row execute function mobile_money.stand_in_the_way()"
    )
    keep(connection, "QKSTUCK001")
    keep(connection, "QKKEPT0002")
    for _ in range(10):
        settle()
        connection.execute("update mobile_money.mpesa_callbacks set next_attempt_at = now() - interval '1 second'"
                     " where outcome = 'pending' and next_attempt_at < 'infinity'")  # fmt: skip
    stuck = "select outcome, attempts, reason from mobile_money.mpesa_callbacks where receipt = 'QKSTUCK001'"
    assert one(connection, stuck) == ("pending", 8, "55P03")
    assert one(connection, "select subject from messaging.alarms where kind = 'callback_stuck'") == "QKSTUCK001"
    assert (
        one(connection, "select outcome from mobile_money.mpesa_callbacks where receipt = 'QKKEPT0002'") == "suspense"
    )
    connection.execute("drop trigger stand_in_the_way on mobile_money.payments")
    connection.execute(
        "select mobile_money.requeue_callback(callback_id, 'user:7')"
        " from mobile_money.mpesa_callbacks where receipt = 'QKSTUCK001'"
    )
    settle()
    assert (
        one(connection, "select outcome from mobile_money.mpesa_callbacks where receipt = 'QKSTUCK001'") == "suspense"
    )


def test_every_chore_of_the_calendar_exists(lipa: Flask, connection: psycopg.Connection) -> None:
    run_jobs(())
    calendar = WorkerPool("scheduled_jobs", scheduled.ScheduledJobs(), threads=1)
    calendar.drain()
    assert one(connection, "select count(*) from messaging.alarms") == 0


def test_a_chore_that_somebody_else_is_at_is_left_to_them(
    lipa: Flask, connection: psycopg.Connection, passenger: Passenger
) -> None:
    passenger.asks_to_pay("ref1")
    connection.execute("update mobile_money.payment_intents set created_at = now() - interval '11 minutes'")
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtext('worker.run_job'), hashtext('expire_intents'))")
        run_jobs(["expire_intents"])
        assert one(connection, "select state from mobile_money.payment_intents") == "created"
    run_jobs(["expire_intents"])
    assert one(connection, "select state from mobile_money.payment_intents") == "expired"
