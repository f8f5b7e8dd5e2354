"""A thread survives the errors of its job handler; reports are repeated while the database is unavailable."""

import io
import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from web.core import db, logs
from worker import pool, report
from worker.pool import Work, WorkerPool

from .conftest import eventually

UNAVAILABLE, SLOW = db.DatabaseUnavailableError("gone"), db.DatabaseTimeoutError("slow")
REFUSED = db.DatabaseError("57014")
ERRORS = {"unavailable": UNAVAILABLE, "slow": SLOW, "refused": REFUSED}


class FailingHandler:
    """Fails once, while it takes or does a job; then does one more job and stops."""

    def __init__(self, taking: Exception | None = None, doing: Exception | None = None) -> None:
        self.stop = threading.Event()
        self.done: list[Work] = []
        self._taking, self._doing = taking, doing

    def take(self) -> Sequence[Work]:
        error, self._taking = self._taking, None
        if error:
            raise error
        return [{"number": len(self.done)}]

    def do(self, work: Work) -> None:
        self.done.append(work)
        error, self._doing = self._doing, None
        if error:
            raise error
        self.stop.set()


def run_thread(handler: FailingHandler) -> list[Work]:
    """The jobs that one thread did until it was stopped."""
    (thread,) = WorkerPool("a handler", handler, threads=1).start(handler.stop)
    thread.join(10)
    assert not thread.is_alive()
    assert handler.stop.is_set(), "the thread died"
    return handler.done


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "UNAVAILABLE_SECONDS", (0.0, 0.01))
    monkeypatch.setattr(random, "uniform", lambda least, most: 0.0)


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_thread_that_can_not_take_tries_again(error: Exception) -> None:
    assert run_thread(FailingHandler(taking=error)) == [{"number": 0}]


@pytest.mark.parametrize("error", [*ERRORS.values(), KeyError("JOHN")], ids=[*ERRORS, "unforeseen"])
def test_failed_job_is_left_and_the_next_is_taken(error: Exception) -> None:
    written = io.StringIO()
    logs.configure(written)
    assert run_thread(FailingHandler(doing=error)) == [{"number": 0}, {"number": 1}]
    assert f"job failed: {type(error).__name__}" in written.getvalue()
    assert "JOHN" not in written.getvalue()


def test_one_thread_takes_at_a_time_and_none_after_the_stop() -> None:
    stop, first, end, takes = threading.Event(), threading.Event(), threading.Event(), []

    def take() -> Sequence[Work]:
        takes.append(1)
        first.set()
        end.wait(10)
        return ()

    threads = WorkerPool("a handler", SimpleNamespace(take=take), threads=3).start(stop)
    first.wait(10)
    time.sleep(0.1)  # the others wait for their turn
    stop.set()
    end.set()
    for thread in threads:
        thread.join(10)
    assert takes == [1]


class ManyHandler:
    """Has so many jobs; a job ends when `end` is set."""

    def __init__(self, jobs: int) -> None:
        self.jobs, self.asked, self.done = jobs, list[int](), list[int]()
        self.end, self.looked = threading.Event(), threading.Event()

    def take(self) -> Sequence[Work]:
        return self.take_many(1)

    def take_many(self, limit: int) -> Sequence[Work]:
        self.asked.append(limit)
        given, self.jobs = min(limit, self.jobs), max(0, self.jobs - limit)
        if not given:
            self.looked.set()
        return [{"number": self.jobs + number} for number in range(given)]

    def do(self, work: Work) -> None:
        self.end.wait(10)
        self.done.append(work["number"])


def test_one_thread_takes_for_all_that_are_free() -> None:
    handler, stop = ManyHandler(jobs=6), threading.Event()
    pool_of_4 = WorkerPool("a handler", handler, threads=4)
    with pool_of_4._taking:  # until all four wait
        threads = pool_of_4.start(stop)
        eventually(lambda: len(pool_of_4._free) == 4)
    assert eventually(lambda: not pool_of_4._free and not pool_of_4._claimed)
    assert handler.asked == [4], "each thread has one, and none waits for a thread"
    handler.end.set()
    assert handler.looked.wait(10)
    stop.set()
    for thread in threads:
        thread.join(10)
    assert sorted(handler.done) == [0, 1, 2, 3, 4, 5]


def test_what_was_claimed_is_done_before_the_stop() -> None:
    handler, stop = ManyHandler(jobs=3), threading.Event()
    pool_of_3 = WorkerPool("a handler", handler, threads=3)
    with pool_of_3._taking:
        threads = pool_of_3.start(stop)
        eventually(lambda: len(pool_of_3._free) == 3)
        pool_of_3._claimed.extend(handler.take_many(3))
        stop.set()
    handler.end.set()
    for thread in threads:
        thread.join(10)
    assert sorted(handler.done) == [0, 1, 2]


def test_after_fewer_than_asked_for_the_next_look_comes_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[object] = []
    monkeypatch.setattr(random, "uniform", lambda least, most: most)
    workers = WorkerPool("a handler", handler := ManyHandler(jobs=3), threads=3)
    workers._free = {1, 2}
    stop: Any = SimpleNamespace(wait=order.append, is_set=lambda: False)
    for _ in range(3):
        order.append(len(workers._take(stop)))
    assert (order, handler.asked) == ([2, 1, 0.5, 0.5, 0], [2, 2, 2])


@pytest.mark.parametrize("error", [None, UNAVAILABLE, REFUSED], ids=["idle", "unavailable", "refused"])
def test_without_work_there_is_a_pause(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> None:
    waited: list[float] = []

    def take() -> Sequence[Work]:
        if error:
            raise error
        return ()

    monkeypatch.setattr(pool, "UNAVAILABLE_SECONDS", (1.0, 3.0))
    monkeypatch.setattr(random, "uniform", lambda least, most: most)
    workers = WorkerPool("a handler", SimpleNamespace(take=take), threads=1)
    assert workers._take(SimpleNamespace(wait=waited.append)) == ()  # type: ignore[arg-type]
    assert waited == [3.0 if error else 0.5]


def test_report_is_repeated_while_the_database_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[object] = [UNAVAILABLE, SLOW, "kept"]

    def answer(function: str, **arguments: object) -> object:
        said = answers.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    monkeypatch.setattr(db, "value", answer)
    assert report.report("worker.finish_job", p_outbox_id=1) == "kept"


@pytest.mark.parametrize(("error", "times"), [(UNAVAILABLE, 3), (REFUSED, 1)], ids=["unavailable", "refused"])
def test_report_ends_after_its_time_or_a_refusal(monkeypatch: pytest.MonkeyPatch, error: Exception, times: int) -> None:
    now, calls = [0.0], []

    def fail(function: str, **arguments: object) -> object:
        now[0] += report.RETRY_SECONDS / 2.5
        calls.append(function)
        raise error

    monkeypatch.setattr(db, "value", fail)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with pytest.raises(type(error)):
        report.report("worker.finish_job", p_outbox_id=1)
    assert len(calls) == times


def join(reports: report.JoinedReports, monkeypatch: pytest.MonkeyPatch, many: int) -> list[object]:
    """What so many threads heard that report the numbers from 0 at the same moment: an outcome, or what was raised."""
    monkeypatch.setattr(report, "JOIN_SECONDS", 0.3)
    reports.expect(many)
    together = threading.Barrier(many)

    def tell(number: int) -> object:
        together.wait(10)
        try:
            return reports.report(number, f"id {number}")
        except db.DatabaseError as error:
            return error.code

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(tell, range(many)))


def test_reports_of_one_moment_are_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def answer(function: str, **arguments: Any) -> object:
        calls.append((function, sorted(zip(*arguments.values(), strict=True))))
        return [f"done {number}" for number in arguments["p_numbers"]]

    monkeypatch.setattr(db, "value", answer)
    reports = report.JoinedReports("worker.finish_jobs", ("p_numbers", "p_ids"))
    assert join(reports, monkeypatch, 4) == ["done 0", "done 1", "done 2", "done 3"]
    assert calls == [("worker.finish_jobs", [(0, "id 0"), (1, "id 1"), (2, "id 2"), (3, "id 3")])]
    reports.expect(1)
    assert reports.report(7, None) == "done 7"


def test_report_that_is_refused_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(function: str, **arguments: Any) -> object:
        if 2 in arguments["p_numbers"]:
            raise REFUSED
        return ["done"] * len(arguments["p_numbers"])

    monkeypatch.setattr(db, "value", answer)
    reports = report.JoinedReports("worker.finish_jobs", ("p_numbers", "p_ids"))
    assert join(reports, monkeypatch, 4) == ["done", "done", REFUSED.code, "done"]
