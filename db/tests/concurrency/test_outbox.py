"""The outbox under many workers at once: nothing is sent twice, lost or reported by the wrong worker."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import Connection
from psycopg.types.json import Jsonb

from db.tests.concurrency.vehicle import INTENT, KEEP, Vehicle, hashed, row, together, value
from db.tests.database import Database

CLAIM = "select outbox_id, attempt from worker.claim_jobs('test', 1, 60)"
FINISH = "select worker.finish_job(%s, %s, null)"
TOKEN = "insert into mobile_money.access_tokens values ('test', '\\xaa', now() + %s::interval)"
OUTBOX = "select count(*) from messaging.outbox"


@pytest.fixture
def owner(empty: Database) -> Iterator[Connection]:
    """The owner of the tables, with an empty outbox."""
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        owner.execute("delete from messaging.outbox; delete from messaging.outbox_done")
        owner.execute("delete from mobile_money.access_tokens")
        yield owner


def enqueue(owner: Connection, count: int) -> None:
    """Enqueue messages that are due now."""
    owner.execute("select messaging.enqueue('test', n::text, '{}') from generate_series(1, %s) n", (count,))


def test_a_message_is_sent_when_its_cause_is_committed(empty: Database, owner: Connection) -> None:
    """The message and its cause are written in one transaction."""
    with psycopg.connect(empty.owner_url) as sender:
        sender.execute("insert into messaging.inbound (provider_id, text_sealed) values ('reason-1', '\\x00')")
        sender.execute("select messaging.enqueue('test', 'reason-1', '{}')")
        assert row(owner, CLAIM) is None, "nothing is sent before commit"
        sender.rollback()
        assert value(owner, OUTBOX) == 0, "a rollback removes it"
        sender.execute("insert into messaging.inbound (provider_id, text_sealed) values ('reason-2', '\\x00')")
        sender.execute("select messaging.enqueue('test', 'reason-2', '{}')")
        sender.commit()
    with psycopg.connect(empty.owner_url) as killed:
        killed.execute("select messaging.enqueue('test', 'reason-3', '{}')")
        owner.execute("select pg_terminate_backend(%s)", (killed.info.backend_pid,))
        with pytest.raises(psycopg.OperationalError):
            killed.commit()
        killed.close()
    assert owner.execute("select key from messaging.outbox").fetchall() == [("reason-2",)]


def test_each_of_200_messages_is_claimed_once_by_8_workers(empty: Database, owner: Connection) -> None:
    enqueue(owner, 200)

    def work(worker: Connection, _number: int) -> list[tuple[int, int]]:
        claimed: list[tuple[int, int]] = []
        while rows := worker.execute("select outbox_id, attempt from worker.claim_jobs('test', 3, 60)").fetchall():
            claimed += rows
            assert {value(worker, FINISH, *claim) for claim in rows} == {"done"}
        return claimed

    claimed = [claim for claims in together(empty.url("worker"), 8, work) for claim in claims]
    assert len(claimed) == len(set(claimed)) == 200
    assert row(owner, "select count(*), max(attempts) from messaging.outbox_done") == (200, 1)
    assert value(owner, OUTBOX) == 0


def test_no_worker_waits_for_a_message_that_another_claimed(empty: Database, owner: Connection) -> None:
    enqueue(owner, 2)
    with psycopg.connect(empty.url("worker")) as slow, psycopg.connect(empty.url("worker")) as quick:
        first = row(slow, CLAIM)
        quick.execute("set lock_timeout = '1s'")
        (other,) = quick.execute("select outbox_id, attempt from worker.claim_jobs('test', 5, 60)").fetchall()
        assert first != other


@pytest.mark.parametrize(
    ("query", "other"),
    [("select attempt from worker.claim_callbacks(10)", None),
     ("select payment_ref from worker.claim_queries(10)", None), ("select worker.claim_scheduled_job(180)", None),
     ("select worker.run_job('expire_intents')", "busy")],
)  # fmt: skip
def test_no_worker_waits_for_what_another_does(
    database: Database, vehicle: Vehicle, query: str, other: str | None
) -> None:
    with psycopg.connect(database.owner_url) as tables:
        tables.execute("delete from mobile_money.mpesa_callbacks; delete from mobile_money.payment_intents")
        tables.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3)"
                           " values (sha256('sim'), '\\x01', '126') on conflict do nothing")  # fmt: skip
        tables.execute(INTENT, ("waits", "4628-WAITS", vehicle.vehicle_id))
        tables.execute("update mobile_money.payment_intents set checkout_sealed = '\\x01', query_after = now()")
        value(tables, KEEP, "c2b_confirmation", Jsonb({}), b"\x01", hashed("waits"))
        tables.execute("update mobile_money.mpesa_callbacks set next_attempt_at = now()")
        tables.execute("update jobs.schedule set started_at = null, lease_until = null, next_run_at ="
                       " now() + interval '1 hour' * case job when 'expire_intents' then -1 else 1 end")  # fmt: skip
    with psycopg.connect(database.url("worker")) as slow, psycopg.connect(database.url("worker")) as quick:
        assert value(slow, query) is not None
        quick.execute("set lock_timeout = '1s'")
        assert value(quick, query) == other


def test_a_message_enqueued_16_times_at_once_is_one(empty: Database, owner: Connection) -> None:
    query = "select messaging.enqueue('test', 'same', '{}')"
    assert len(set(together(empty.owner_url, 16, lambda connection, _: value(connection, query)))) == 1
    assert value(owner, OUTBOX) == 1


def test_a_message_enqueued_while_it_is_finished_is_not_sent_again(empty: Database, owner: Connection) -> None:
    enqueue(owner, 1)
    claim = row(owner, CLAIM)
    with psycopg.connect(empty.url("worker")) as worker, psycopg.connect(empty.owner_url) as sender:
        value(worker, FINISH, *claim)
        ids: list[Any] = []
        query = "select messaging.enqueue('test', '1', '{}')"
        repeat = threading.Thread(target=lambda: ids.append(value(sender, query)))
        repeat.start()
        time.sleep(0.3)  # it waits for the row that is being moved
        worker.commit()
        repeat.join(10)
        sender.commit()
    assert ids == [claim[0]]
    assert value(owner, OUTBOX) == 0


def test_one_of_the_reports_about_an_attempt_counts(empty: Database, owner: Connection) -> None:
    enqueue(owner, 1)
    claim = row(owner, CLAIM)
    reports = ("select worker.fail_job(%s, %s, 'http 500', null)", FINISH)
    outcomes = Counter(together(empty.url("worker"), 8, lambda worker, n: value(worker, reports[n % 2], *claim)))
    sent = value(owner, "select count(*) from messaging.outbox_done")
    assert sent + value(owner, OUTBOX) == 1
    assert outcomes["ready"] <= 1, "a failure counts once"
    # After a failure the same attempt may still be reported as sent, because no other worker has the message.
    assert (outcomes["done"] > 0) == (sent == 1)


def test_an_expired_lease_goes_to_one_worker_and_fences_the_first(empty: Database, owner: Connection) -> None:
    enqueue(owner, 1)
    first = row(owner, CLAIM)
    owner.execute("update messaging.outbox set lease_until = now() - interval '1 second'")
    released = together(empty.url("worker"), 8, lambda worker, _: value(worker, "select worker.release_leases()"))
    assert sum(released) == 1
    claims = together(empty.url("worker"), 8, lambda worker, _: row(worker, CLAIM))
    assert [claim for claim in claims if claim] == [(first[0], 2)]
    assert value(owner, FINISH, *first) == "fenced"
    assert value(owner, FINISH, first[0], 2) == "done"


def test_one_of_8_processes_fetches_the_token(empty: Database, owner: Connection) -> None:
    fetched: list[str] = []
    query = "select verdict, token_sealed from worker.acquire_token('test', %s, 20)"

    def acquire(worker: Connection, number: int) -> Any:
        holder = f"process-{number}"
        for _ in range(200):
            verdict, token = row(worker, query, holder)
            if verdict == "use":
                return bytes(token)
            if verdict == "fetch":
                fetched.append(holder)
                time.sleep(0.2)  # the operator needs some time, and no transaction is open
                value(worker, "select worker.store_token('test', %s, %s, 3599)", holder, holder.encode())
                return holder.encode()
            time.sleep(0.02)
        return None

    tokens = together(empty.url("worker"), 8, acquire)
    assert len(fetched) == 1
    assert set(tokens) == {fetched[0].encode()}


def test_one_process_renews_a_token_near_its_end_and_none_waits(empty: Database, owner: Connection) -> None:
    owner.execute(TOKEN, ("59 seconds",))
    query = "select verdict from worker.acquire_token('test', %s, 20)"
    verdicts = Counter(together(empty.url("worker"), 8, lambda worker, n: value(worker, query, f"process-{n}")))
    assert verdicts == {"fetch": 1, "use": 7}


def test_a_token_refused_to_8_at_once_is_dropped_once(empty: Database, owner: Connection) -> None:
    owner.execute(TOKEN, ("1 hour",))
    drop = "select worker.drop_token('test', '\\xaa')"
    outcomes = Counter(together(empty.url("worker"), 8, lambda worker, _: value(worker, drop)))
    assert outcomes == {"dropped": 1, "newer": 7}
