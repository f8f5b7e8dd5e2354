"""The outbox under many hands at once: nothing is sent twice by two workers, nothing is lost, nothing is forged."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from db.tests.database import Database, fresh


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A database of its own."""
    with fresh("outbox") as made:
        yield made


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """The owner's look, at an empty outbox."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("delete from messaging.outbox; delete from messaging.outbox_done")
        owner.execute("delete from mobile_money.access_tokens")
        yield owner


def one(connection: psycopg.Connection, query: str, *arguments: object) -> Any:
    """The one value of a query."""
    row = connection.execute(query.encode(), arguments).fetchone()
    return row[0] if row and len(row) == 1 else row


def together(url: str, many: int, what: Callable[[psycopg.Connection, int], Any]) -> list[Any]:
    """Let so many connections do it at the same moment."""
    start = threading.Barrier(many)

    def begin(number: int) -> Any:
        with psycopg.connect(url, autocommit=True) as connection:
            start.wait(20)
            return what(connection, number)

    with ThreadPoolExecutor(many) as crowd:
        return list(crowd.map(begin, range(many)))


def put(connection: psycopg.Connection, how_many: int) -> None:
    """So many messages, due now."""
    connection.execute("select messaging.enqueue('test', n::text, '{}') from generate_series(1, %s) n", (how_many,))


def test_leaders_defect_11_events_lost_between_commit_and_send(database: Database, connection: psycopg.Connection) -> None:
    """The message is in the transaction that gives it its reason: both are there or neither."""
    with psycopg.connect(database.owner_url) as fare:
        fare.execute("insert into messaging.inbound (provider_id, text_sealed) values ('reason-1', '\\x00')")
        fare.execute("select messaging.enqueue('test', 'reason-1', '{}')")
        assert one(connection, "select count(*) from worker.claim_jobs('test', 10, 60)") == 0, (
            "nothing goes out before commit"
        )
        fare.rollback()
        assert one(connection, "select count(*) from messaging.outbox") == 0, "undone, it was never to be sent"
        fare.execute("insert into messaging.inbound (provider_id, text_sealed) values ('reason-2', '\\x00')")
        fare.execute("select messaging.enqueue('test', 'reason-2', '{}')")
        fare.commit()
    with psycopg.connect(database.owner_url) as killed:
        killed.execute("select messaging.enqueue('test', 'reason-3', '{}')")
        connection.execute("select pg_terminate_backend(%s)", (killed.info.backend_pid,))
        with pytest.raises(psycopg.OperationalError):
            killed.commit()
        killed.close()
    assert [row[0] for row in connection.execute("select key from messaging.outbox").fetchall()] == ["reason-2"]


def test_200_messages_and_8_workers_each_is_claimed_once(database: Database, connection: psycopg.Connection) -> None:
    put(connection, 200)

    def work(connection: psycopg.Connection, _number: int) -> list[tuple[int, int]]:
        mine: list[tuple[int, int]] = []
        while rows := connection.execute("select outbox_id, attempt from worker.claim_jobs('test', 3, 60)").fetchall():
            mine += rows
            for outbox_id, attempt in rows:
                assert one(connection, "select worker.finish_job(%s, %s, null)", outbox_id, attempt) == "done"
        return mine

    claimed = [claim for mine in together(database.url("worker"), 8, work) for claim in mine]
    assert len(claimed) == len(set(claimed)) == 200
    assert one(connection, "select count(*), max(attempts) from messaging.outbox_done") == (200, 1)
    assert one(connection, "select count(*) from messaging.outbox") == 0


def test_no_worker_waits_for_what_another_holds(database: Database, connection: psycopg.Connection) -> None:
    put(connection, 2)
    with psycopg.connect(database.url("worker")) as slow, psycopg.connect(database.url("worker")) as quick:
        (held,) = slow.execute("select outbox_id from worker.claim_jobs('test', 1, 60)").fetchall()
        quick.execute("set lock_timeout = '1s'")
        (other,) = quick.execute("select outbox_id from worker.claim_jobs('test', 5, 60)").fetchall()
        assert held != other


def test_the_same_message_enqueued_by_16_at_once_is_one(database: Database, connection: psycopg.Connection) -> None:
    enqueue = "select messaging.enqueue('test', 'same', '{}')"
    ids = together(database.owner_url, 16, lambda connection, _number: one(connection, enqueue))
    assert len(set(ids)) == 1
    assert one(connection, "select count(*) from messaging.outbox") == 1


def test_enqueued_again_while_it_is_being_finished_it_is_not_sent_again(
    database: Database, connection: psycopg.Connection
) -> None:
    put(connection, 1)
    (job,) = connection.execute("select outbox_id, attempt from worker.claim_jobs('test', 1, 60)").fetchall()
    with psycopg.connect(database.url("worker")) as worker, psycopg.connect(database.owner_url) as fare:
        worker.execute("select worker.finish_job(%s, %s, null)", job)
        asked: list[Any] = []
        again = threading.Thread(target=lambda: asked.append(one(fare, "select messaging.enqueue('test', '1', '{}')")))
        again.start()
        time.sleep(0.3)  # it waits for the row that is being moved
        worker.commit()
        again.join(10)
        fare.commit()
    assert asked == [job[0]]
    assert one(connection, "select count(*) from messaging.outbox") == 0


def test_of_two_reports_about_one_attempt_one_counts(database: Database, connection: psycopg.Connection) -> None:
    put(connection, 1)
    (job,) = connection.execute("select outbox_id, attempt from worker.claim_jobs('test', 1, 60)").fetchall()

    def tell(connection: psycopg.Connection, number: int) -> Any:
        said = "worker.finish_job(%s, %s, null)" if number % 2 else "worker.fail_job(%s, %s, 'http 500', null)"
        return one(connection, f"select {said}", *job)

    told = Counter(together(database.url("worker"), 8, tell))
    sent = one(connection, "select count(*) from messaging.outbox_done")
    assert sent + one(connection, "select count(*) from messaging.outbox") == 1
    assert told["ready"] <= 1, "a failure counts once"
    # Whoever came after a failure may still say that it was sent: nobody else has it.
    assert (told["done"] > 0) == (sent == 1)


def test_a_lease_that_ran_out_is_given_to_one_and_fences_the_first(
    database: Database, connection: psycopg.Connection
) -> None:
    put(connection, 1)
    (first,) = connection.execute("select outbox_id, attempt from worker.claim_jobs('test', 1, 60)").fetchall()
    connection.execute("update messaging.outbox set lease_until = now() - interval '1 second'")
    released = together(database.url("worker"), 8, lambda c, _n: one(c, "select worker.release_leases()"))
    assert sum(released) == 1
    claims = together(
        database.url("worker"),
        8,
        lambda c, _n: c.execute("select attempt from worker.claim_jobs('test', 1, 60)").fetchall(),
    )
    assert [row for rows in claims for row in rows] == [(2,)]
    worker = "select worker.finish_job(%s, %s, null)"
    assert one(connection, worker, *first) == "fenced"
    assert one(connection, worker, first[0], 2) == "done"


def test_8_processes_without_a_token_fetch_one(database: Database, connection: psycopg.Connection) -> None:
    fetched: list[str] = []

    def need(connection: psycopg.Connection, number: int) -> Any:
        holder = f"process-{number}"
        for _ in range(200):
            verdict, token = one(
                connection, "select verdict, token_sealed from worker.acquire_token('test', %s, 20)", holder
            )
            if verdict == "use":
                return bytes(token)
            if verdict == "fetch":
                fetched.append(holder)
                time.sleep(0.2)  # the operator takes its time, and no transaction is open
                one(connection, "select worker.store_token('test', %s, %s, 3599)", holder, holder.encode())
                return holder.encode()
            time.sleep(0.02)
        return None

    tokens = together(database.url("worker"), 8, need)
    assert len(fetched) == 1
    assert set(tokens) == {fetched[0].encode()}


def test_near_its_end_one_renews_the_token_and_nobody_waits(database: Database, connection: psycopg.Connection) -> None:
    connection.execute("insert into mobile_money.access_tokens values ('test', '\\xaa', now() + interval '59 seconds')")
    take = "select verdict from worker.acquire_token('test', %s, 20)"
    verdicts = Counter(together(database.url("worker"), 8, lambda c, number: one(c, take, f"process-{number}")))
    assert verdicts == {"fetch": 1, "use": 7}


def test_a_token_refused_to_8_at_once_is_dropped_once(database: Database, connection: psycopg.Connection) -> None:
    connection.execute("insert into mobile_money.access_tokens values ('test', '\\xaa', now() + interval '1 hour')")
    drop = "select worker.drop_token('test', '\\xaa')"
    told = Counter(together(database.url("worker"), 8, lambda c, _number: one(c, drop)))
    assert told == {"dropped": 1, "newer": 7}
