"""db.call: one call, one transaction; what it does when the server is killed or frozen."""

import contextlib
import csv
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from web.core import config, db
from web.core.db_arrays import Blobs, Texts, array
from web.tests import servers
from web.tests.pages.world import eventually
from web.tests.servers import Postgres

FUNCTIONS = (Path(__file__).parent / "called_functions.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with servers.postgres() as made:
        with psycopg.connect(made.url(), autocommit=True) as connection:
            connection.execute(FUNCTIONS.encode())
        yield made


@pytest.fixture(autouse=True)
def configured(server: Postgres, environ: dict[str, str]) -> Iterator[None]:
    urls = {"LIPA_TELCO_URL": server.url("lipa_telco"), "LIPA_WORKER_URL": server.url("lipa_worker")}
    db.configure(config.load(environ | urls))
    yield
    db.close()


def look(server: Postgres, question: str) -> object:
    """One value, over another connection."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


def wait_for_calls(server: Postgres, role: str, number: int = 1) -> None:
    busy = f"select count(*) from pg_stat_activity where usename = '{role}' and wait_event = 'PgSleep'"  # noqa: S608
    eventually(lambda: look(server, busy) == number)


def test_statements_are_prepared() -> None:
    assert [db.value("telco.prepared") for _ in range(2)] == [1, 1]


def test_function_that_returns_another_type_after_a_release_is_called(server: Postgres) -> None:
    """Each connection has the old statement prepared, and the server refuses to run it."""
    with psycopg.connect(server.url(), autocommit=True) as owner:
        owner.execute("create function telco.released() returns int language sql as 'select 1'")
        with ThreadPoolExecutor(3) as threads:
            assert list(threads.map(lambda _: db.value("telco.released"), range(9))) == [1] * 9
        owner.execute("drop function telco.released()")
        owner.execute("create function telco.released() returns text language sql as $$select 'two'$$")
        with ThreadPoolExecutor(3) as threads:
            assert list(threads.map(lambda _: db.value("telco.released"), range(9))) == ["two"] * 9


def test_call_returns_rows_a_row_or_a_value() -> None:
    assert db.call("telco.two_rows") == [{"n": 1, "word": "one"}, {"n": 2, "word": "two"}]
    assert db.row("telco.add_up", p_a=1, p_b=2) == {"add_up": 3}
    assert db.value("telco.add_up", p_b=2, p_a=1) == 3


@pytest.mark.parametrize(("function", "argument"), [
    ("add_up", "p_a"), ("telco.add_up()", "p_a"), ("telco.add_up; drop table kept", "p_a"), ("telco.Ädd", "p_a"),
    ("", "p_a"), ("telco.add_up", "p_a => 1, p_b"),
])  # fmt: skip
def test_only_a_full_name_and_our_argument_names_are_called(function: str, argument: str) -> None:
    with pytest.raises(ValueError, match="not a function and its arguments"):
        db.call(function, **{argument: 2})


def test_call_is_committed_when_it_returns(server: Postgres) -> None:
    db.value("telco.keep", p_key="committed")
    assert look(server, "select times from kept where key = 'committed'") == 1


@pytest.mark.parametrize(("function", "arguments", "code"), [
    ("telco.refuse", {"p_code": "LFV10"}, "LFV10"), ("telco.keep", {"p_key": "\0"}, "22000")
], ids=["raised", "can't be sent"])  # fmt: skip
def test_error_stores_nothing(server: Postgres, function: str, arguments: dict[str, Any], code: str) -> None:
    before = look(server, "select count(*) from kept")
    with pytest.raises(db.DatabaseError) as refused:
        db.call(function, **arguments)
    assert refused.value.code == code
    assert look(server, "select count(*) from kept") == before
    assert db.value("telco.add_up", p_a=1, p_b=1) == 2


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_serialization_failure_is_repeated_a_few_times(server: Postgres, code: str) -> None:
    look(server, "select setval('attempts', 1)")
    assert db.value("telco.fail_until", p_attempt=4, p_code=code) == 4
    with pytest.raises(db.DatabaseError) as refused:
        db.value("telco.fail_until", p_attempt=1000, p_code=code)
    assert refused.value.code == code
    assert look(server, "select last_value from attempts") == 4 + db.TRIES


def test_other_failure_is_not_repeated(server: Postgres) -> None:
    look(server, "select setval('attempts', 1)")
    with pytest.raises(db.DatabaseError):
        db.value("telco.fail_until", p_attempt=1000, p_code="23505")
    assert look(server, "select last_value from attempts") == 2


@pytest.mark.parametrize("code", ["53100", "53300", "57P03", "58030", "25006", "08006"])
def test_full_disk_shutdown_or_standby_is_an_unavailable_database(code: str) -> None:
    with pytest.raises(db.DatabaseUnavailableError):
        db.value("telco.fail_until", p_attempt=1_000_000, p_code=code)


def test_each_schema_is_called_by_its_own_role() -> None:
    assert db.value("telco.who_am_i").startswith("lipa_telco ")
    with pytest.raises(db.DatabaseUnavailableError, match="LIPA_OWNERS_URL"):
        db.value("owners.home")


def test_role_opens_no_more_connections_than_its_pool_holds(server: Postgres) -> None:
    with ThreadPoolExecutor(32) as threads:
        backends = set(threads.map(lambda _: db.value("telco.wait", p_seconds=0.02) or "", range(64)))
    assert backends == {""}
    assert look(server, "select count(*) from pg_stat_activity where usename = 'lipa_telco'") == 8


def test_no_free_connection_in_time_is_unavailable(server: Postgres) -> None:
    with ThreadPoolExecutor(8) as threads:
        busy = [threads.submit(db.value, "telco.wait", within=20.0, p_seconds=2.0) for _ in range(8)]
        wait_for_calls(server, "lipa_telco", 8)
        with pytest.raises(db.DatabaseUnavailableError):
            db.value("telco.add_up", p_a=1, p_b=1, within=0.2)
        assert not any(call.done() for call in busy)
        assert [call.result() for call in busy] == [""] * 8


def test_connections_that_the_server_closed_are_replaced(server: Postgres) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: db.value("telco.wait", p_seconds=0.05), range(16)))
    look(server, "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'lipa_telco'")
    began = time.monotonic()
    assert [db.value("telco.add_up", p_a=n, p_b=1) for n in range(16)] == list(range(1, 17))
    assert time.monotonic() - began < db.SECONDS


def terminate_soon(server: Postgres, role: str) -> None:
    """End every backend of a role while a call is in progress."""
    wait_for_calls(server, role)
    ended = f"select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '{role}'"  # noqa: S608
    look(server, ended)


def test_interrupted_telco_call_is_repeated(server: Postgres) -> None:
    with ThreadPoolExecutor(1) as threads:
        cut = threads.submit(terminate_soon, server, "lipa_telco")
        assert db.value("telco.wait", p_seconds=0.8) == ""
        cut.result()


def test_interrupted_call_of_another_role_is_not_repeated(server: Postgres) -> None:
    before = look(server, "select last_value from worker_calls")
    with ThreadPoolExecutor(1) as threads:
        cut = threads.submit(terminate_soon, server, "lipa_worker")
        with pytest.raises(db.DatabaseUnavailableError):
            db.value("worker.wait", p_seconds=0.8)
        cut.result()
    after = look(server, "select last_value + (not is_called)::int from worker_calls")
    assert after in (1, before, int(str(before)) + 1)


def test_call_to_a_frozen_server_ends_at_its_deadline(server: Postgres) -> None:
    assert db.value("telco.add_up", p_a=1, p_b=1) == 2
    server.signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(db.DatabaseTimeoutError):
            db.value("telco.add_up", p_a=1, p_b=1, within=0.5)
        assert time.monotonic() - began < 2.0
    finally:
        server.signal(signal.SIGCONT)
    assert db.value("telco.add_up", p_a=1, p_b=1) == 2


def has_grown(keys: list[str], number: int) -> bool:
    """Wait at most 30 seconds for so many more keys."""
    enough, deadline = len(keys) + number, time.monotonic() + 30
    while len(keys) < enough and time.monotonic() < deadline:
        time.sleep(0.05)
    return len(keys) >= enough


@pytest.mark.slow
@pytest.mark.parametrize("how", ["fast", "immediate", "a backend killed"])
def test_calls_work_after_a_restart_and_nothing_acknowledged_is_lost(server: Postgres, how: str) -> None:
    keys: list[str] = []
    failed: Counter[str] = Counter()
    over = threading.Event()

    def work(name: str) -> None:
        number = 0
        while not over.is_set():
            key = f"{how} {name} {number}"
            try:
                keys.append(db.value("telco.keep", p_key=key))
            except db.DatabaseUnavailableError:
                failed["unavailable"] += 1
            number += 1

    with ThreadPoolExecutor(12) as threads:
        workers = [threads.submit(work, str(number)) for number in range(12)]
        time.sleep(0.5)
        if how == "a backend killed":
            server.kill_a_backend()
        else:
            server.stop(how)
            server.start()
        has_grown(keys, 1)
        time.sleep(db.SECONDS)  # deadlines that began before the restart may still end
        failed.clear()
        works = has_grown(keys, 50)
        over.set()
        for worker in workers:
            worker.result()
    assert works, "no call works after the restart"
    assert failed["unavailable"] == 0, "calls still fail after the restart"
    with psycopg.connect(server.url()) as connection:
        kept = {row[0] for row in connection.execute("select key from kept")}
    assert set(keys) <= kept


def test_forked_process_opens_its_own_connections() -> None:
    ours = db.value("telco.who_am_i")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, db.value("telco.who_am_i").encode())
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(read, 100).decode()
    os.close(read)
    os.close(write)
    assert theirs.startswith("lipa_telco ")
    assert theirs != ours
    assert db.value("telco.who_am_i") == ours


def test_a_call_that_may_have_been_committed_is_repeated_for_operators_only() -> None:
    """Only their calls carry the caller's own reference."""
    with (Path(__file__).parents[3] / "db/actors.csv").open(encoding="utf-8") as file:
        actors = [row["actor"] for row in csv.DictReader(file)]
    repeated = []
    for actor in actors:
        with contextlib.suppress(db.DatabaseUnavailableError):
            db._raise_unless_retryable(psycopg.OperationalError("connection lost"), actor)
            repeated.append(actor)
    assert repeated == ["telco"]


@pytest.mark.parametrize(("texts", "blobs"), [
    (["one"], [b"1"]),
    (["", None, 'a "quote"', "{curly}", "NULL", "back\\slash", "żółw 🐢"], [b"", None, b"\0\xff\\x00"]),
    ([None, "after nothing"], [None, b"after nothing"]), ([None, None], [None]),
    ([str(n) for n in range(64)], [os.urandom(400) for _ in range(64)])
], ids=["one", "odd ones", "the first is null", "all are null", "a full batch"])  # fmt: skip
def test_array_arrives_unchanged(texts: list[str | None], blobs: list[bytes | None]) -> None:
    row = db.row("telco.echo", p_texts=array(texts), p_blobs=array(blobs))
    assert (row["texts"], row["blobs"]) == (texts, blobs)


def test_array_with_a_value_has_our_fast_type() -> None:
    assert type(array([None, "x"])) is Texts
    assert type(array([None, b"x"])) is Blobs
    assert type(array([None])) is list


def test_nul_in_an_array_is_refused() -> None:
    with pytest.raises(db.DatabaseError):
        db.row("telco.echo", p_texts=array(["a\0b"]), p_blobs=array([b"a\0b"]))
