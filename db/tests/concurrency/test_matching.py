"""A payment that a statement lists and whose message comes at the same instant is posted once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, balance, confirm, row, start_until_blocked, together, value
from db.tests.database import Database

ROUNDS, LINES = 15, 20
STATEMENT = """insert into recon.statements (source, channel, file_sha256, short_code, account, period_from, period_to,
    state, proof, ended_at)
  values ('statement', 'command', sha256(%s::bytea), '400222', 'utility', now() - interval '1 day', now(), 'read',
    'proven', now()) returning statement_id"""
LINE = """insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, amount_cents,
    completed_at, business_on, bill_ref)
  select %s, 1, 'statement', '400222', 'utility', r, 'payment', 6000, now() - interval '10 minutes',
    ((now() - interval '10 minutes') at time zone 'Africa/Nairobi')::date, '4628' from unnest(%s::text[]) r"""
MATCH = "select recon.match_lines(p_at => clock_timestamp(), p_limit => 1000)"
# A line whose payment was being posted when the job looked is looked at again within a minute: this looks then.
MATCH_LATER = MATCH.replace("clock_timestamp()", "clock_timestamp() + interval '2 minutes'")
JOB = "select worker.run_job('match_lines')"


def listed(owner: Connection, name: str, receipts: list[str]) -> None:
    """A statement with these payments, that nobody has told us of; no second person is needed to post them."""
    owner.execute("update config.settings set value = 'none' where setting = 'file_channels_by_two'")
    owner.execute(LINE, (value(owner, STATEMENT, name), receipts))


def test_the_job_and_the_message_of_the_same_payment_post_once(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    for n in range(ROUNDS):
        receipts = [f"QLIST{n:02}{i:03}" for i in range(LINES)]
        before = balance(owner, vehicle.trust)
        listed(owner, f"file {n}", receipts)

        def act(connection: Connection, number: int, receipts: list[str] = receipts) -> None:
            if number == 0:
                value(connection, MATCH)
            else:
                for receipt in receipts[:: 1 if number % 2 else -1]:
                    assert confirm(connection, receipt)[0] == "posted"

        together(database.owner_url, 4, act)
        value(owner, MATCH_LATER)
        assert before - balance(owner, vehicle.trust) == 6000 * LINES
    lines = owner.execute("select state, rule, count(*) from recon.lines group by 1, 2").fetchall()
    assert lines == [("matched", "receipt", ROUNDS * LINES)]
    assert value(owner, "select count(*) from fares.fares where receipt like 'QLIST%%'") == ROUNDS * LINES
    # Ten minutes after midnight the messages, which say now, are of another day than the lines.
    open_breaks = "select count(*) from recon.breaks where state = 'open' and kind <> 'wrong_day'"
    assert value(owner, open_breaks) == 0


def test_the_message_waits_for_the_job_that_posts_the_payment(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    """The job has posted and not committed: the message waits, and is then a repeat."""
    listed(owner, "held back", ["QLISTHELD1"])
    with psycopg.connect(database.owner_url) as job, ThreadPoolExecutor(1) as pool:
        value(job, MATCH)
        query = """select outcome from mobile_money.settle_payments('c2b_confirmation', array[row('QLISTHELD1', '60.00',
          '4628', null, '400222', null, null, null, null, null, '\\x01', sha256('held'), null, null)
          ::mobile_money.payment_message], now())"""
        message = start_until_blocked(pool, owner, database.owner_url, query)
        assert not message.done()
        job.commit()
        assert message.result(20) == "posted"
    assert row(owner, "select count(*), max(kind) from ledger.journals where reference = 'QLISTHELD1'") == (1, "fare")


def test_two_runners_of_the_job_share_no_line(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """One runner at a time; one that is called beside the job skips what the other has."""
    listed(owner, "two runners", [f"QLISTTWO{i:02}" for i in range(LINES)])
    outcomes = Counter(together(database.owner_url, 4, lambda connection, n: value(connection, JOB if n else MATCH)))
    assert sum(outcomes.values()) == 4
    value(owner, MATCH_LATER)
    assert value(owner, "select count(*) from recon.lines where state <> 'matched'") == 0
