"""One token is shared: a new one ends the one before, so only one process may fetch it."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from web.core import db
from web.security import sealing
from worker.http_client import NotSentError
from worker.providers import access_token
from worker.providers.access_token import Fetched, NoTokenError, SharedToken
from worker.providers.daraja import Daraja

from .conftest import World
from .operator_server import ACCEPTED, TOKEN, result, says, slowly


def expire_lease(world: World) -> None:
    world.execute("update mobile_money.access_tokens set lease_until = now() - interval '1 second'")


def test_8_processes_fetch_one_token(world: World) -> None:
    world.operator.will("oauth", slowly(TOKEN, lambda: time.sleep(0.3)))
    world.operator.will("stkpush/v1", ACCEPTED)
    for number in range(8):
        world.ask_to_pay(f"ref{number}")
    flask = [sys.executable, "-m", "flask", "--app", "app:create_app", "worker", "--once"]
    processes = [subprocess.Popen(flask, env=os.environ | world.environ) for _ in range(8)]
    assert [process.wait(60) for process in processes] == [0] * 8
    assert len(world.operator.heard("oauth")) == 1
    assert len(world.operator.heard("stkpush/v1")) == 8
    assert world.one("select count(*) from mobile_money.payment_intents where state = 'pushed'") == 8


def test_8_threads_fetch_one_token(world: World) -> None:
    fetched: list[float] = []

    def fetch() -> Fetched:
        fetched.append(time.monotonic())
        time.sleep(0.3)
        return Fetched(f"token {len(fetched)}", 3599)

    shared = SharedToken("test", fetch)
    with ThreadPoolExecutor(8) as threads:
        tokens = {clear for clear, _ in threads.map(lambda _: shared.get(), range(8))}
    assert (tokens, len(fetched)) == ({"token 1"}, 1)


def test_prompts_of_one_moment_ask_for_the_token_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    call = db.call

    def note(function: str, /, **arguments: Any) -> list[db.Row]:
        asked.append(function)
        return call(function, **arguments)

    monkeypatch.setattr(db, "call", note)
    fetched = iter(("first", "second"))
    shared = SharedToken("test", lambda: Fetched(next(fetched), 3599))
    assert [shared.get()[0] for _ in range(3)] == ["first"] * 3
    assert asked == ["worker.acquire_token", "worker.store_token"]
    shared.drop(shared.get()[1])
    assert [shared.get()[0] for _ in range(3)] == ["second"] * 3, "one that was refused is not used again"
    assert asked[2:] == ["worker.drop_token", "worker.acquire_token", "worker.store_token"]


def test_token_is_stored_sealed(world: World) -> None:
    clear, sealed = SharedToken("test", lambda: Fetched("open sesame", 3599)).get()
    stored = bytes(world.one("select token_sealed from mobile_money.access_tokens where provider = 'test'"))
    assert stored == sealed
    assert b"sesame" not in stored
    assert sealing.open_sealed("token", stored).decode() == clear == "open sesame"


def test_failed_fetch_lets_another_process_try(world: World) -> None:
    def fail() -> Fetched:
        raise NotSentError

    with pytest.raises(NoTokenError):
        SharedToken("test", fail).get()
    assert world.one("select lease_holder is null and lease_until < now() + interval '3 s'"
                     " from mobile_money.access_tokens")  # fmt: skip
    expire_lease(world)
    assert SharedToken("test", lambda: Fetched("second", 3599)).get()[0] == "second"


@pytest.mark.parametrize("expires_in", [3599, "3599", " 3599 ", "3599.0", 3599.0, "9" * 30])
def test_lifetime_may_be_a_number_text_or_very_long(expires_in: object, world: World) -> None:
    world.operator.will("oauth", says(200, {"access_token": "t-1", "expires_in": expires_in}))
    world.operator.will("stkpushquery", result("1032"))
    assert Daraja(world.settings).query_push("C1") == "1032"
    left = "select expires_at - now() between interval '3500 s' and interval '3599 s' from mobile_money.access_tokens"
    assert world.one(left) == (len(str(expires_in)) < 30)
    path, _, headers = world.operator.asked[0]
    assert headers["Authorization"] == "Basic a2V5OnNlY3JldA=="  # key:secret
    assert path == "/oauth/v1/generate?grant_type=client_credentials"


@pytest.mark.parametrize(("status", "body"), [
    (500, {"access_token": "t-1", "expires_in": "3599"}),
    (200, {"access_token": "t-1"}), (200, {"access_token": "t-1", "expires_in": "²"}),
    (200, {"access_token": "t-1", "expires_in": "-5"}), (200, {"expires_in": "3599"}), (200, ["t-1", "3599"])
], ids=["trouble", "no lifetime", "not a number", "negative", "no token", "a list"])  # fmt: skip
def test_invalid_answer_is_no_token_and_another_process_may_try(status: int, body: object, world: World) -> None:
    world.operator.will("oauth", says(status, body))
    world.operator.will("stkpushquery", result("1032"))
    assert Daraja(world.settings).query_push("C1") is None
    assert world.operator.heard("stkpushquery") == []
    world.operator.will("oauth", TOKEN)
    expire_lease(world)
    assert Daraja(world.settings).query_push("C1") == "1032"


def test_token_sealed_by_an_unknown_key_is_replaced(world: World) -> None:
    world.execute("insert into mobile_money.access_tokens values ('test', '\\x5ea1', now() + interval '1 hour')")
    shared = SharedToken("test", lambda: Fetched("new", 3599))
    with pytest.raises(NoTokenError):
        shared.get()
    assert shared.get()[0] == "new"


def test_waiting_for_a_token_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_token, "MAX_WAIT_SECONDS", 0.2)
    db.row("worker.acquire_token", p_provider="test", p_holder="another", p_lease_seconds=30)
    with pytest.raises(NoTokenError, match="in time"):
        SharedToken("test", lambda: pytest.fail("fetched")).get()
