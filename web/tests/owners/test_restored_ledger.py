"""After a logical restore into a server that counts from its own number: no fare posts until the counter is moved."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from psycopg import Connection

from app import create_app
from db.tests.database import Database, fresh
from web.core import db
from web.tests import servers
from web.tests.callbacks.conftest import FLEET, confirmation
from web.tests.conftest import TOKEN
from web.tests.pages import world
from web.tests.pages.fixtures import set_environment, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World, value
from web.tests.servers import Postgres
from worker.jobs.callbacks import Callbacks

RUNBOOK = Path("docs/runbooks/restored_ledger.md")
AS_OF = (
    "select sub_wallet_id, balance_cents from ledger.balances(array(select sub_wallet_id from ledger.sub_wallets), {})"
)
DUE = "update mobile_money.mpesa_callbacks set next_attempt_at = now() where outcome = 'pending'"
STATES = "select outcome from mobile_money.mpesa_callbacks where receipt = 'TRS0000001'"


@contextmanager
def restored(source: Database, environment: dict[str, str]) -> Iterator[tuple[Postgres, Flask]]:
    """Another server with the same database, and the application there."""
    with servers.postgres() as server, psycopg.connect(server.url(), autocommit=True) as owner:
        for actor in ("OWNER", *(name for name in source.addresses if name.startswith("LIPA_"))):
            role = actor.removeprefix("LIPA_").removesuffix("_URL").lower()
            if role != "superuser":
                owner.execute(f"create role lipa_{role} login".encode())
        owner.execute("alter database postgres owner to lipa_owner")
        program = servers.programs()
        dump = subprocess.Popen(
            [str(program / "pg_dump"), "-Fc", source.addresses["LIPA_SUPERUSER_URL"]], stdout=subprocess.PIPE
        )
        into = [str(program / "pg_restore"), "-1", "-d", server.url()]
        with dump, subprocess.Popen(into, stdin=dump.stdout) as restore:
            assert (dump.wait(), restore.wait()) == (0, 0)
        urls = {name: server.url(f"lipa_{name[5:-4].lower()}") for name in source.addresses if name[:5] == "LIPA_"}
        with set_environment({**environment, **urls, "DATABASE_URL": server.url("lipa_owner")}):
            yield server, create_app()
            db.close()


def readiness(app: Flask) -> tuple[int, str]:
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.text


def confirm(app: Flask, **changes: str) -> int:
    body = confirmation("TRS0000001", **changes)
    return app.test_client().post(f"/telco/{TOKEN}/c2b/confirmation", json=body).status_code


def runbook(tag: str) -> list[str]:
    """The blocks of code of the runbook in this language."""
    return re.findall(rf"```{tag}\n(.*?)```", RUNBOOK.read_text(encoding="utf-8"), re.DOTALL)


def move_counter(server: Postgres) -> None:
    """What the runbook says: ask for the epoch, stop, reset, start."""
    (query,), (command,) = runbook("sql"), runbook("sh")
    with psycopg.connect(server.url(), autocommit=True) as owner:
        epoch = value(owner, query.rstrip().rstrip(";"))
    server.stop("fast")
    program, option, *_ = command.replace("$EPOCH", str(epoch)).split()
    server._run(program, option, "-D", str(server.home / "data"))
    server.start()


def balances(owner: Connection, horizon: str) -> dict[int, int]:
    """All balances as of a horizon; null: of this moment."""
    return dict(owner.execute(AS_OF.format(horizon).encode()).fetchall())


def settle_kept(owner: Connection) -> None:
    """What the worker does when the kept messages are due."""
    owner.execute(DUE.encode())
    for work in Callbacks().take():
        Callbacks().do(work)


def test_fares_wait_until_the_counter_is_moved(
    people: Flask, small_world: World, environment: dict[str, str], database: Database
) -> None:
    """No cutoff was ever closed here: the newest journal tells. The owner's page is whole afterwards."""
    with restored(database, environment) as (server, app):
        code, text = readiness(app)
        assert (code, "restored from another server" in text) == (503, True)
        with psycopg.connect(server.url(), autocommit=True) as owner:
            rows = balances(owner, "null")
            assert confirm(app, BillRefNumber="KZZ001A", TransAmount="77.00") == 200
            settle_kept(owner)
            assert value(owner, STATES) == "pending"
        assert readiness(app)[0] == 503
        move_counter(server)
        assert readiness(app) == (200, "ready\n")
        with psycopg.connect(server.url("lipa_owner"), autocommit=True) as owner:
            settle_kept(owner)
            assert value(owner, STATES) == "posted"
            world.wait_for_horizon(owner)
            now = balances(owner, "ledger.horizon()")
            assert sum(abs(now[wallet] - rows[wallet]) for wallet in rows) == 2 * 7700
            assert value(owner, "select sum(faults) from audit.ledger_proof") == 0
            value(owner, "select ledger.make_checkpoints(1)")
            assert balances(owner, "ledger.horizon()") == now
        reader = sign_in(app.test_client(), world.OWNER_PHONE)
        total = sum(fare.cents for fare in small_world.of(on=small_world.sunday))
        assert f"{total // 100:,}" in words(page(reader, f"/owner/?on={small_world.sunday}"))
        assert "77" in words(page(reader, "/owner/"))


def test_a_closed_cutoff_is_enough(environment: dict[str, str]) -> None:
    """The ledger has no journal yet, but a position that is closed."""
    with fresh("cutoff") as source:
        with psycopg.connect(source.owner_url, autocommit=True) as owner:
            owner.execute(FLEET.encode())
            value(owner, "select ledger.close_cutoff()")
        with restored(source, {**environment, **source.addresses}) as (server, app):
            assert (readiness(app)[0], confirm(app)) == (503, 200)
            with psycopg.connect(server.url(), autocommit=True) as owner:
                assert value(owner, STATES) == "pending"
            assert readiness(app)[0] == 503
            move_counter(server)
            assert readiness(app)[0] == 200
            with psycopg.connect(server.url(), autocommit=True) as owner:
                settle_kept(owner)
                assert value(owner, STATES) == "posted"
