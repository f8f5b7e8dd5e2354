"""The slots of a pool: each is given back after a failure, and only so many threads may wait for one."""

import threading
import time
from types import SimpleNamespace

import pytest
from psycopg.pq import TransactionStatus

from web.core import config, db_pool
from web.tests.pages.world import eventually
from web.tests.servers import free_port


@pytest.fixture
def pool(environ: dict[str, str]) -> db_pool.Pool:
    settings = config.load(environ | {"LIPA_POOL_SIZE": "1"})
    return db_pool.Pool(f"postgresql://nobody@127.0.0.1:{free_port()}/nothing", settings, "telco")


def test_failed_connection_gives_its_slot_back(pool: db_pool.Pool) -> None:
    for _ in range(3):
        with pytest.raises(db_pool.DatabaseUnavailableError, match="can't connect"):
            pool.take(time.monotonic() + 0.05)


class Connection:
    """Stands in for a connection that comes back in this state and at this age."""

    def __init__(self, status: TransactionStatus, age: float) -> None:
        self.pgconn = SimpleNamespace(transaction_status=status)
        self.opened_at = time.monotonic() - age
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("status", "age", "is_kept"),
    [(status, 0.0, status == TransactionStatus.IDLE) for status in TransactionStatus]
    + [(TransactionStatus.IDLE, db_pool.LIFETIME_SECONDS - 1, True),
       (TransactionStatus.IDLE, db_pool.LIFETIME_SECONDS + 1, False)],
)  # fmt: skip
def test_only_a_young_connection_between_two_calls_is_used_again(
    pool: db_pool.Pool, status: TransactionStatus, age: float, is_kept: bool
) -> None:
    pool._slots.take(time.monotonic())
    connection = Connection(status, age)
    pool.give(connection)  # type: ignore[arg-type]
    assert (len(pool._idle), connection.closed, pool._slots._free) == (is_kept, not is_kept, 1)


def test_only_so_many_threads_wait() -> None:
    slots = db_pool._Slots(1)
    slots.take(time.monotonic())
    until = time.monotonic() + 60
    threads = [threading.Thread(target=slots.take, args=(until,)) for _ in range(db_pool.MAX_WAITING)]
    for thread in threads:
        thread.start()
    while len(slots._queue) < db_pool.MAX_WAITING:
        assert time.monotonic() < until
        time.sleep(0.01)
    with pytest.raises(db_pool.DatabaseUnavailableError, match="too many"):
        slots.take(time.monotonic() + 0.05)
    for _ in threads:
        slots.give()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_thread_that_gave_up_leaves_no_slot_taken() -> None:
    slots = db_pool._Slots(1)
    slots.take(time.monotonic())
    with pytest.raises(db_pool.DatabaseUnavailableError, match="became free"):
        slots.take(time.monotonic() + 0.01)
    slots.give()
    assert slots._free == 1


def test_who_waited_longest_is_next() -> None:
    slots = db_pool._Slots(1)
    slots.take(time.monotonic())
    served: list[int] = []

    def wait(number: int) -> None:
        slots.take(time.monotonic() + 60)
        served.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in (1, 2)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        eventually(lambda number=number: len(slots._queue) == number)  # type: ignore[misc]
    for number in (1, 2):
        slots.give()
        eventually(lambda number=number: len(served) == number)  # type: ignore[misc]
    assert served == [1, 2]


@pytest.mark.parametrize(("answer", "is_direct"), [({"pid": 7}, True), ({"pid": 8}, False), (None, False)])
def test_behind_a_pooler_another_process_answers(answer: dict[str, int] | None, is_direct: bool) -> None:
    cursor = SimpleNamespace(fetchone=lambda: answer)
    connection = SimpleNamespace(execute=lambda *_, **__: cursor, info=SimpleNamespace(backend_pid=7))
    assert db_pool._is_direct(connection) == is_direct  # type: ignore[arg-type]
