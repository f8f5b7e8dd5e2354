"""Stored callbacks are settled later, each by itself; scheduled jobs run one at a time."""

from worker import run_jobs
from worker.jobs import scheduled
from worker.jobs.callbacks import Callbacks

from .conftest import World

OUTCOME = "select outcome from mobile_money.mpesa_callbacks where receipt = %s"


def keep(world: World, receipt: str) -> None:
    """A confirmation that could not be posted when it came, due for another try."""
    world.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    world.execute(
        "select telco.keep_callback('c2b_confirmation', '40P01', jsonb_build_object('receipt', %s::text,"
        " 'amount', '60.00', 'bill_ref', 'NOSUCH99', 'short_code', '400222', 'payer_last3', '126',"
        " 'trans_time', to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS')), '\\x01', sha256(%s::bytea))",
        receipt, receipt,
    )  # fmt: skip
    make_due(world)


def make_due(world: World) -> None:
    world.execute("update mobile_money.mpesa_callbacks set next_attempt_at = now() - interval '1 second'"
                  " where outcome = 'pending'")  # fmt: skip


def test_kept_callback_is_posted_later(world: World) -> None:
    keep(world, "QKKEPT0001")
    world.drain(Callbacks())
    assert world.one(OUTCOME, "QKKEPT0001") == "suspense"
    assert world.one("select amount_cents from mobile_money.payments where receipt = 'QKKEPT0001'") == 6000


def test_callback_that_fails_is_tried_for_ever_and_others_are_posted(world: World) -> None:
    world.execute("""
        create or replace function mobile_money.block_payment() returns trigger language plpgsql as $$
        begin if new.receipt = 'QKSTUCK001' then raise exception 'no' using errcode = '55P03'; end if;
        return new; end $$""")
    world.execute("create trigger block_payment before insert on mobile_money.payments"
                  " for each row execute function mobile_money.block_payment()")  # fmt: skip
    keep(world, "QKSTUCK001")
    keep(world, "QKKEPT0002")
    for _ in range(20):
        world.drain(Callbacks())
        make_due(world)
    stuck = "select outcome, attempts, reason from mobile_money.mpesa_callbacks where receipt = 'QKSTUCK001'"
    assert world.one(stuck) == ("pending", 20, "55P03")
    run_jobs(["watch_callbacks"])
    alarm = "select subject, acknowledged_by from messaging.alarms where kind = 'callback_stuck'"
    assert world.one(alarm) == ("55P03", None)
    assert world.one(OUTCOME, "QKKEPT0002") == "suspense"
    world.execute("drop trigger block_payment on mobile_money.payments")
    world.execute("select mobile_money.requeue_callback(callback_id, 'user:7')"
                  " from mobile_money.mpesa_callbacks where receipt = 'QKSTUCK001'")  # fmt: skip
    world.drain(Callbacks())
    assert world.one(OUTCOME, "QKSTUCK001") == "suspense"
    run_jobs(["watch_callbacks"])
    assert world.one(alarm) == ("55P03", "system")


def test_every_scheduled_job_runs(world: World) -> None:
    run_jobs(())
    world.drain(scheduled.ScheduledJobs())
    assert world.one("select count(*) from messaging.alarms") == 0


def test_scheduled_job_that_another_worker_runs_is_skipped(world: World) -> None:
    world.ask_to_pay()
    world.age_intents(660)
    with world.connection.transaction():
        world.execute("select pg_advisory_xact_lock(hashtext('worker.run_job'), hashtext('expire_intents'))")
        run_jobs(["expire_intents"])
        assert world.one("select state from mobile_money.payment_intents") == "created"
    run_jobs(["expire_intents"])
    assert world.one("select state from mobile_money.payment_intents") == "expired"
