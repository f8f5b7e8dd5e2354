"""A thread goes on whatever its work does, and what was asked outside is reported however long the database is away, within reason."""

import io
import random
import threading
import time
from collections.abc import Sequence

import pytest

from web.core import db, logs
from worker import pool, report
from worker.pool import Work, WorkerPool

TROUBLES = [db.DatabaseUnavailableError("gone"), db.DatabaseTimeoutError("slow"), db.DatabaseError("57014")]


class JobHandler:
    """Fails at first, at taking or at doing; then there is one more piece of work, and it is over."""

    def __init__(self, taking: Exception | None = None, doing: Exception | None = None) -> None:
        self.stop = threading.Event()
        self.done: list[Work] = []
        self._taking, self._doing = taking, doing

    def take(self) -> Sequence[Work]:
        trouble, self._taking = self._taking, None
        if trouble:
            raise trouble
        return [{"number": len(self.done)}]

    def do(self, work: Work) -> None:
        self.done.append(work)
        trouble, self._doing = self._doing, None
        if trouble:
            raise trouble
        self.stop.set()


def worked(handler: JobHandler) -> list[Work]:
    """What one thread did until it was over."""
    (thread,) = WorkerPool("a handler", handler, threads=1).start(handler.stop)
    thread.join(10)
    assert not thread.is_alive()
    assert handler.stop.is_set(), "the thread died"
    return handler.done


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds."""
    monkeypatch.setattr(pool, "AWAY_SECONDS", (0.0, 0.01))
    monkeypatch.setattr(random, "uniform", lambda least, most: 0.0)


@pytest.mark.parametrize("trouble", TROUBLES, ids=["away", "slow", "refused"])
def test_a_hand_that_can_not_take_looks_again(trouble: Exception) -> None:
    assert worked(JobHandler(taking=trouble)) == [{"number": 0}]


@pytest.mark.parametrize("trouble", [*TROUBLES, KeyError("JOHN")], ids=["away", "slow", "refused", "unforeseen"])
def test_what_can_not_be_done_is_left_and_the_next_is_taken(trouble: Exception) -> None:
    written = io.StringIO()
    logs.configure(written)
    assert worked(JobHandler(doing=trouble)) == [{"number": 0}, {"number": 1}]
    assert f"left undone: {type(trouble).__name__}" in written.getvalue()
    assert "JOHN" not in written.getvalue()


def test_a_report_outlasts_a_short_absence_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[object] = [db.DatabaseUnavailableError("gone"), db.DatabaseTimeoutError("slow"), "kept"]

    def answer(function: str, **arguments: object) -> object:
        said = answers.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    monkeypatch.setattr(db, "value", answer)
    assert report.report("worker.finish_job", p_outbox_id=1) == "kept"


@pytest.mark.parametrize(
    ("trouble", "times"),
    [(db.DatabaseUnavailableError("gone"), 3), (db.DatabaseError("LFV50"), 1)],
    ids=["away", "refused"],
)
def test_but_not_a_long_one_and_no_refusal(monkeypatch: pytest.MonkeyPatch, trouble: Exception, times: int) -> None:
    now, asked = [0.0], []

    def fail(function: str, **arguments: object) -> object:
        now[0] += report.PATIENCE_SECONDS / 2.5
        asked.append(function)
        raise trouble

    monkeypatch.setattr(db, "value", fail)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with pytest.raises(type(trouble)):
        report.report("worker.finish_job", p_outbox_id=1)
    assert len(asked) == times
