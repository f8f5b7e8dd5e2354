"""Controls of durability: answers before the commit, and commits that are not on the disk when the power is cut."""

import base64
import contextlib
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from flask import Flask

import web
from bench.fire import disks
from bench.fire.controls import Control, Stage, Standalone
from bench.fire.faults.power import PowerCut
from bench.fire.world import Plan, World, make, new_folder
from db.tests.concurrency.vehicle import CONFIRM, message, register, value
from db.tests.database import Database
from web.callbacks import batcher
from web.core import db

KEY = base64.b64encode(bytes(range(32))).decode()
TOKEN = "token-of-a-control-0123456789"  # noqa: S105 (of this control's own web)
SETTINGS = {"LIPA_MODE": "demo", "LIPA_CALLBACK_TOKEN": TOKEN, "LIPA_SEAL_KEYS": f"k1:{KEY}", "LIPA_LOOKUP_KEY": KEY,
            "LIPA_WEB_SECRET": "secret-of-a-control-0123456789"}  # fmt: skip  # pragma: allowlist secret
WRITE_SECONDS = 1.5
LOST = "of {} acknowledged payments {} are not in the database"


@contextlib.contextmanager
def web_of(database: Database, folder: Path) -> Iterator[Flask]:
    """The web on a database, in this process."""
    urls = {name: value for name, value in database.addresses.items() if name.startswith("LIPA_")}
    app = web.create_app(SETTINGS | urls | {"LIPA_SPOOL_DIR": str(folder / "spool")})
    try:
        yield app
    finally:
        db.close()


class EarlyAnswers:
    """Answers a confirmation at once and keeps the call for later; then the process is killed."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    def call(self, function: str, /, **arguments: Any) -> list[db.Row]:
        if function != "telco.confirm_fares":
            return db.call(function, **arguments)
        self.kept.append(arguments)
        return [{"outcome": "posted"}]


def play_answers(stage: Stage) -> list[str]:
    """Confirmations over HTTP; the web is gone after the last answer. What it acknowledged must be in the database."""
    acknowledged = []
    with new_folder() as folder, web_of(stage.database, folder) as app, contextlib.ExitStack() as stack:
        if stage.is_broken:
            stack.enter_context(mock.patch.object(batcher, "db", mock.Mock(wraps=db, call=EarlyAnswers().call,
                DatabaseError=db.DatabaseError, DatabaseUnavailableError=db.DatabaseUnavailableError)))  # fmt: skip
        for number in range(5):
            receipt = f"QACK{stage.part}{number}"
            body = {"TransactionType": "Pay Bill", "TransID": receipt, "TransTime": message("")[3],
                    "TransAmount": "60.00", "BusinessShortCode": "400222", "BillRefNumber": "4628",
                    "OrgAccountBalance": "", "MSISDN": "", "FirstName": ""}  # fmt: skip
            answer = app.test_client().post(f"/telco/{TOKEN}/c2b/confirmation", json=body)
            if answer.status_code == 200:
                acknowledged.append(receipt)
    return lost(stage.owner, acknowledged)


def lost(owner: psycopg.Connection[Any], acknowledged: list[str]) -> list[str]:
    """The acknowledged payments that are not there."""
    there = value(owner, "select count(*) from mobile_money.payments where receipt = any (%s)", acknowledged)
    if not acknowledged:
        return ["nothing was acknowledged"]
    return [] if there == len(acknowledged) else [LOST.format(len(acknowledged), len(acknowledged) - there)]


def cut_power(*options: str, drop_guard: bool = False) -> list[str]:
    """Payments on one connection, each acknowledged after its commit; then the power is cut. What is lost."""
    with new_folder() as folder:
        plan = Plan(2026, folder)
        PowerCut.prepare(plan)
        plan.pg_options += options
        with make(plan) as world:
            with psycopg.connect(world.address("lipa_owner"), autocommit=True) as owner:
                register(owner)
            if drop_guard:
                drop_commit_guard(world)
            PowerCut.disk.flush()
            acknowledged: list[str] = []
            over = threading.Event()
            payer = threading.Thread(target=pay, args=(world, acknowledged, over))
            payer.start()
            time.sleep(WRITE_SECONDS)
            world.database.signal(signal.SIGSTOP)
            time.sleep(0.1)  # an answer that is on its way arrives
            kept = list(acknowledged)
            over.set()
            PowerCut(random.Random(1)).inject(world)
            payer.join(20)
            try:
                world.start_database()
            except TimeoutError:
                return [f"PostgreSQL does not start from what the disk has, with {len(kept)} acknowledged payments"]
            with psycopg.connect(world.address("lipa_owner"), autocommit=True) as owner:
                return lost(owner, kept)


def pay(world: World, acknowledged: list[str], over: threading.Event) -> None:
    """Confirm payments until the server is gone."""
    with contextlib.suppress(psycopg.Error), psycopg.connect(world.address("lipa_owner"), autocommit=True) as telco:
        number = 0
        while not over.is_set():
            fields = message(f"QPOWER{number:05}")
            telco.execute(CONFIRM, [[field] for field in (*fields[:6], *fields[8:])])
            acknowledged.append(fields[0])
            number += 1


def drop_commit_guard(world: World) -> None:
    """The ledger's guard no longer refuses synchronous_commit = off (LFB10)."""
    with world.connect("postgres") as superuser:
        superuser.execute("select ddl_guard.open_window('a negative control', 60)")
        row = superuser.execute("select pg_get_functiondef('ledger.guard_new_entries'::regproc) as text").fetchone()
        text = str(row and row["text"])
        superuser.execute(text.replace("in ('off', 'local') then 'LFB10'", "in ('none') then 'LFB10'").encode())


def play_unsynchronised() -> tuple[list[str], list[str]]:
    """With the guard nothing is posted; without it acknowledged payments are lost."""
    if why := disks.why_not():
        raise NotImplementedError(why)
    options = ("-c synchronous_commit=off", "-c wal_writer_delay=10000ms", "-c wal_writer_flush_after=0")
    refused = cut_power(*options)
    sound = [] if refused == ["nothing was acknowledged"] else [f"LFB10 did not refuse: {refused}"]
    return sound, cut_power(*options, drop_guard=True)


def play_unflushed() -> tuple[list[str], list[str]]:
    """The same power cut with fsync on and off."""
    if why := disks.why_not():
        raise NotImplementedError(why)
    return cut_power(), cut_power("-c fsync=off")


def nothing_to_break(_stage: Stage) -> None:
    """The web itself is broken, in play_answers."""


CONTROLS = [
    Control("ack before commit", "the web answers a confirmation and calls the database afterwards",
            nothing_to_break, play_answers, "operator's books: acknowledged and lost", is_fast=False),
    Standalone("synchronous_commit off", "commits are answered before they are flushed; the guard of entries refuses "
               "that (LFB10), so it is dropped as well", "power cut: acknowledged and lost", play_unsynchronised),
    Standalone("fsync off", "PostgreSQL does not flush", "power cut: acknowledged and lost", play_unflushed),
]  # fmt: skip
