"""Rotation of both keys: killed in the middle and started again, nothing is lost or left under the old keys."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import TupleRow, tuple_row

from db.tests.database import Database, fresh
from web import security
from web.core import config
from web.security import phones, sealing
from web.tests.conftest import key
from web.tests.servers import ROOT

PHONES = 200
OLD = {"LIPA_SEAL_KEYS": f"k1:{key(1)}", "LIPA_LOOKUP_KEY": key(3)}
NEW = {"LIPA_SEAL_KEYS": f"k2:{key(2)},k1:{key(1)}", "LIPA_LOOKUP_KEY": key(4)}
EMPTY_OF_OLD = {"LIPA_SEAL_KEYS": f"k2:{key(2)}", "LIPA_LOOKUP_KEY": key(4)}
Owner = psycopg.Connection[TupleRow]


def number(index: int) -> str:
    return f"2547990{index:05d}"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("keys") as made:
        yield made


@pytest.fixture
def owner(database: Database) -> Iterator[Owner]:
    with psycopg.connect(database.owner_url, autocommit=True, row_factory=tuple_row) as connection:
        yield connection


@pytest.fixture
def run_environ(database: Database, environ: dict[str, str]) -> dict[str, str]:
    return os.environ | environ | NEW | {"DATABASE_URL": database.owner_url}


def fill(owner: Owner, environ: dict[str, str]) -> None:
    security.configure(config.load(environ | OLD))
    known = [(phones.lookup_hash(number(n)), sealing.seal("phone", number(n).encode())) for n in range(PHONES)]
    unknown = phones.lookup_hash(number(PHONES))
    with owner.cursor() as cursor:
        cursor.executemany(
            "insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (%s, %s, '126')", known
        )
        cursor.executemany(
            "insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, payer_hash, short_code)"
            " values (%s, 100, now(), 'suspense', 'paybill', %s, '400222')",
            [(f"KEY{n:05d}", known[n][0]) for n in range(PHONES)] + [("KEYUNKNOWN", unknown)],
        )
        cursor.executemany(
            "with m as (insert into mobile_money.mpesa_callbacks (kind, outcome, receipt, payer_hash, body_sha256)"
            " values ('c2b_confirmation', 'quarantine', %s, %s, sha256(%s::bytea)) returning callback_id)"
            " insert into mobile_money.callback_bodies (callback_id, body_sealed) select callback_id, %s from m",
            [(f"KEY{n:05d}", known[n][0], str(n).encode(), sealing.seal("body", b"{}")) for n in range(PHONES)],
        )
    # A staff member who never dialled us: no row of privacy.phones has the number.
    person = number(PHONES + 1)
    owner.execute(
        "insert into accounts.users (phone_hash, phone_sealed, phone_last3, name_sealed) values (%s, %s, '126', %s)",
        (phones.lookup_hash(person), sealing.seal("phone", person.encode()), sealing.seal("name", b"Wambui")),
    )
    owner.execute(
        """insert into messaging.outbox (topic, key, payload) values
            ('sms', 'owed', jsonb_build_object('phone_hash', encode(%s, 'hex'), 'text', 'x'))""",
        (known[7][0],),
    )
    owner.execute("insert into messaging.inbound (provider_id, text_sealed) values ('broken', '\\x5ea1')")


def command(environ: dict[str, str], *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "keys", *arguments],
        cwd=ROOT, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def run(environ: dict[str, str], *arguments: str) -> tuple[int, str]:
    process = command(environ, *arguments)
    output, _ = process.communicate(timeout=100)
    return process.returncode, output


def kill_in_the_middle(environ: dict[str, str], begins: str, *arguments: str) -> None:
    process = command(environ, *arguments)
    assert process.stdout
    for line in process.stdout:
        if line.startswith(begins):
            process.kill()
            break
    process.stdout.close()
    assert process.wait(20) != 0


def test_rotation_survives_a_kill(
    database: Database, owner: Owner, environ: dict[str, str], run_environ: dict[str, str]
) -> None:
    fill(owner, environ)
    code, output = run(run_environ, "status")
    assert (code, f"phones left to rehash: {PHONES + 1}" in output) == (1, True), output

    with psycopg.connect(database.url("telco")):
        for subcommand in ("rehash-phones", "reseal"):
            code, output = run(run_environ, subcommand)
            assert (code, "still connected: lipa_telco" in output) == (1, True), output

    kill_in_the_middle(run_environ, "phones: ", "rehash-phones", "--batch", "2")
    code, output = run(run_environ, "status")
    assert f"phones left to rehash: {PHONES + 1}" not in output
    assert "phones left to rehash: 0" not in output, "it was killed in the middle"
    _, output = run(run_environ, "rehash-phones", "--batch", "50")
    assert "phones left to rehash: 0" in output

    kill_in_the_middle(run_environ, "mobile_money.callback_bodies.body_sealed: ", "reseal", "--batch", "2")
    code, output = run(run_environ, "reseal", "--batch", "50")
    # Data that no key opens is reported, and the rest is resealed.
    assert (code, "left to reseal: 1;" in output) == (1, True)
    owner.execute("delete from messaging.inbound")
    code, output = run(run_environ, "status")
    assert (code, "everything is under k2" in output) == (0, True), output

    security.configure(config.load(environ | EMPTY_OF_OLD))
    rows = owner.execute("select phone_hash, phone_sealed from privacy.phones_batch('', 1000)").fetchall()
    assert len(rows) == PHONES + 1
    assert [row for row in rows if phones.lookup_hash(sealing.open_sealed("phone", row[1]).decode()) != row[0]] == []
    for table in ("payments", "mpesa_callbacks"):
        asked = sql.SQL("select receipt from mobile_money.{} where payer_hash = %s").format(sql.Identifier(table))
        found = owner.execute(asked, (phones.lookup_hash(number(7)),)).fetchall()
        assert found == [("KEY00007",)], "a known payer is still found"
    nameless = owner.execute("select receipt from mobile_money.payments where payer_hash is null").fetchall()
    assert nameless == [("KEYUNKNOWN",)], "an unknown number under an old hash is deleted"
    owed = owner.execute("""select f.phone_sealed from messaging.outbox o join privacy.phones f
            on encode(f.phone_hash, 'hex') = o.payload ->> 'phone_hash' where o.key = 'owed'""").fetchone()
    assert owed
    assert sealing.open_sealed("phone", owed[0]).decode() == number(7), "an SMS can still be sent"

    # A second run finds nothing to do.
    code, output = run(run_environ, "rehash-phones")
    assert (code, "phones: " in output) == (0, False)
