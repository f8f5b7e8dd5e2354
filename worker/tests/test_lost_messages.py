"""A message is lost: the balance of the next one tells, the Pull API is asked at once, and the payment is posted."""

import hashlib
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from worker.jobs.pulls import Pulls
from worker.providers.daraja_pull import DarajaPull
from worker.tests.conftest import World
from worker.tests.test_pulls import NONE, PHONE, page, payment, pulling

__all__ = ["pulling"]  # a fixture
CONFIRM = """select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[row(%s, '60.00', 'nowhere', %s, '400222', %s, null, null, null, null, '\\x01', %s, null, null)
    ::mobile_money.payment_message])"""


def confirm(world: World, receipt: str, paid_at: datetime, balance: str) -> None:
    """The message of a payment, with the balance after it."""
    body = hashlib.sha256(receipt.encode()).digest()
    outcome = world.one(CONFIRM, receipt, f"{paid_at:%Y%m%d%H%M%S}", balance, body)
    assert outcome == "suspense"


def run_jobs(world: World) -> None:
    """What the schedule runs every few seconds."""
    for job in ("watch_org_balance", "match_lines"):
        world.one("select worker.run_job(%s)", job)


def test_a_lost_message_is_found_in_seconds(pulling: World) -> None:
    """Paid, and no message: without a statement, and before the window of the Pull API would have been due."""
    pulling.execute("delete from recon.pull_windows")
    began = time.monotonic()
    first = datetime.now(ZoneInfo("Africa/Nairobi")) - timedelta(seconds=20)
    lost = first + timedelta(seconds=2)
    confirm(pulling, "SKPJUMP001", first, "1060.00")
    confirm(pulling, "SKPJUMP003", first + timedelta(seconds=4), "1180.00")
    run_jobs(pulling)
    assert pulling.one("select cents from recon.balance_jumps where state = 'open'") == 6000
    listed = payment(0, transactionId="SKPJUMP002", trxDate=f"{lost:%Y-%m-%dT%H:%M:%SZ}")
    pulling.operator.will("pulltransactions/v1/query", page(listed), NONE)
    pulling.drain(Pulls(DarajaPull(pulling.settings), PHONE))
    assert pulling.one("select state from recon.pull_windows") == "answered"
    run_jobs(pulling)
    run_jobs(pulling)
    assert pulling.one("select flags from mobile_money.payments where receipt = 'SKPJUMP002'") == ["from_pull"]
    assert pulling.one("select state from recon.lines where receipt = 'SKPJUMP002'") == "matched"
    assert pulling.one("select state from recon.balance_jumps") == "explained"
    assert pulling.one("select count(*) from messaging.alarms where kind = 'balance_jump'") == 0
    assert time.monotonic() - began < 30
