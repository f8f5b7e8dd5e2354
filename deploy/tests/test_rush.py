"""The peak hour in short: no arrival fails, each receipt is one fare, a latency counts from the moment it was due."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest

import bench.rush.__main__ as rush
from bench.rush import scopes, town
from bench.rush.__main__ import Rush, play
from bench.rush.arrivals import Arrivals, Request
from bench.rush.client import Generator, Record
from bench.rush.report import quantiles_ms
from bench.rush.scopes import LATE, Mix
from bench.rush.stack import Stack, stack
from bench.rush.town import Town

PEOPLE = Town(["4628"], [("4628-AB", "ref")] * 5000, ["crew"], ["owner"], ["sacco"])
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_pilot_route_and_sacco_at_their_peaks() -> None:
    quick = Mix(key_seconds=0.2, result_seconds=0.1)
    with stack() as running:
        people = town.settle(running.database.owner_url, 0)
        for scope in ("pilot", "route", "sacco"):
            # It proves the ledger and each receipt, and raises otherwise.
            figures = play(running, people, Rush(scopes.rate_of(scope), 1.0, 2026, scope == "sacco", quick))
            assert figures["errors"] == {}
    assert set(figures["sent"]) >= {"confirm", "confirm_prompted", "push_result", "ussd", "late_confirm"}


def arrivals(seed: int, rate: float = 50, seconds: float = 20, backlog: float = 0) -> list[Request]:
    people = Town(PEOPLE.codes, PEOPLE.waiting.copy(), PEOPLE.crews, PEOPLE.owners, PEOPLE.saccos)
    return list(Arrivals(people, rate, seed, "RAAA").play(seconds, backlog))


def test_arrivals_follow_the_seed_are_in_order_and_have_their_shares() -> None:
    made = arrivals(1, backlog=250)
    moments = [(request.due, request.kind) for request in made]
    assert moments == sorted(moments, key=lambda one: one[0])
    assert moments == [(request.due, request.kind) for request in arrivals(1, backlog=250)]
    assert moments != [(request.due, request.kind) for request in arrivals(2, backlog=250)]
    for kind, share in (scopes.per_fare(Mix()) | {LATE: 5.0}).items():
        if kind not in (scopes.USSD, scopes.SACCO):  # keys after the end are left out; five are too few to count
            assert sum(one == kind for _, one in moments) == pytest.approx(1000 * share, rel=0.4)
    confirmations = [request.receipt for request in made if b"c2b/confirmation" in request.wire]
    assert len(set(confirmations)) == len(confirmations)


def test_backlog_ends_when_the_hour_is_drained() -> None:
    late = [request.due for request in arrivals(1, rate=1, seconds=2000, backlog=5) if request.kind == LATE]
    assert 700 < max(late) < 720
    assert len(late) == pytest.approx(3600, rel=0.1)


Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def played(handle: Handle, requests: list[Request], silent: float = 10.0) -> Record:
    async def run() -> Record:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        async with server:
            return await Generator(server.sockets[0].getsockname()[1], silent=silent).play(requests)

    return asyncio.run(run())


def confirmations(many: int, every: float) -> list[Request]:
    wire = b"POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
    return [Request(number * every, "confirm", wire, f"R{number}") for number in range(many)]


def test_latency_counts_from_the_moment_the_request_was_due() -> None:
    """A server that answers one at a time, each after 30 ms, is asked every 10 ms: the queue grows and counts."""
    turn: list[asyncio.Lock] = []

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turn.extend([] if turn else [asyncio.Lock()])
        while await reader.readuntil(b"\r\n\r\n"):
            async with turn[0]:
                await asyncio.sleep(0.03)
            writer.write(OK)

    record = played(slow, confirmations(30, every=0.01))
    took = record.took["confirm"]
    assert len(took) == 30
    # The last was due at 0.29 s and answered at 0.9 s at the earliest. Waiting for answers would have hidden that.
    assert max(took) >= 0.6
    assert sorted(took)[15] >= 0.2
    assert len(record.acknowledged) == 30
    assert not record.errors


def test_what_is_not_answered_is_an_error() -> None:
    answered = itertools.count()

    async def moody(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            match next(answered):
                case 0:
                    writer.write(OK)
                case 1:
                    writer.write(OK.replace(b"200 OK", b"503 Away"))
                case 2:
                    writer.close()
                    return
                case _:
                    await asyncio.sleep(5)  # longer than anybody waits

    record = played(moody, confirmations(4, every=0.05), silent=0.3)
    assert record.acknowledged == ["R0"]
    assert {what: count for (_, what), count in record.errors.items()} == {
        "503": 1, "connection closed without an answer": 1, "no answer in time": 1
    }  # fmt: skip
    assert record.reported == {"R0", "R1", "R2", "R3"}


def test_quantiles() -> None:
    record = Record()
    record.took["confirm"].extend(number / 1000 for number in range(1000))
    assert quantiles_ms(record.took["confirm"]) == {"p50": 500.0, "p99": 990.0, "p99.9": 999.0, "max": 999.0}


def test_search_finds_the_highest_rate_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that answers late above 77 fares a second, and fails above 100."""

    def fake(_running: object, _people: object, asked: Rush) -> dict[str, Any]:
        late, fails = asked.rate > 77, asked.rate > 100
        return {"errors": {"confirm: 503": 1} if fails else {}, "confirmations_ms": {"p99": 51.0 if late else 49.0}}

    monkeypatch.setattr(rush, "play", fake)
    monkeypatch.setattr(rush, "SEARCH_STEPS", 6)
    found = rush.search(cast(Stack, None), PEOPLE, 2026)[-1]
    assert 76 < found["highest_held"] <= 77 < found["lowest_not_held"] < 78


def test_scope_is_a_name_or_a_rate() -> None:
    assert [scopes.rate_of(scope) for scope in ("kenya", "12.5")] == [1008, 12.5]
    for wrong in ("mars", "0", "-1", "nan"):
        with pytest.raises(SystemExit):
            scopes.rate_of(wrong)
