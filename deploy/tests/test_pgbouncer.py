"""pgbouncer as we ship it, in transaction mode, with two connections for each role."""

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest
from flask import Flask
from psycopg import Connection, sql

from app import create_app
from db.tests.database import Database
from deploy.tests import proxies
from deploy.tests.conftest import register
from deploy.tests.proxies import Daemon, with_port
from web.callbacks import emptying, outage
from web.core import config, db
from web.core.config import ACTORS
from web.tests import servers
from web.tests.callbacks.conftest import Operator
from web.tests.callbacks.test_hostile_ussd import Phone, first_choice
from web.tests.conftest import DEMO, TOKEN
from web.tests.pages import world
from web.tests.pages.fixtures import sign_in
from web.tests.servers import ROOT
from worker import pools
from worker.tests.conftest import settings
from worker.tests.operator_server import ACCEPTED
from worker.tests.operator_server import TOKEN as ACCESS
from worker.tests.operator_server import Operator as Outside

SIZE = 2


@pytest.fixture(scope="module")
def bouncer(database: Database) -> Iterator[Daemon]:
    """In front of the server that all databases of tests are on."""
    with proxies.pgbouncer(database.addresses["LIPA_SUPERUSER_URL"], SIZE) as made:
        yield made


@pytest.fixture(scope="module")
def through(database: Database, bouncer: Daemon) -> Database:
    """The database as our processes reach it: through the pooler, except its owner."""
    roles = {f"LIPA_{actor.upper()}_URL" for actor in ACTORS}
    addresses = {
        name: with_port(url, bouncer.port) if name in roles else url for name, url in database.addresses.items()
    }
    return Database(database.name, addresses)


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """The operator that the worker calls."""
    made = Outside()
    made.will("oauth", ACCESS)
    made.will("stkpush", ACCEPTED)
    yield made
    made.close()


@pytest.fixture(scope="module")
def environment(through: Database, outside: Outside) -> dict[str, str]:
    """The settings of a process; nothing in them names the pooler."""
    return through.addresses | settings(outside, through) | DEMO


@pytest.fixture(scope="module")
def lipa(registered_owner: None, database: Database) -> Iterator[Flask]:
    """The application; an owner and one of our staff are registered, and no rate limit is reached."""
    del registered_owner
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update config.rate_limits set burst = 100000")
    register(world.OPS_PHONE, "ops")
    made = create_app()
    yield made
    db.close()


@pytest.fixture(scope="module")
def operator(lipa: Flask, database: Database) -> Operator:
    return Operator(lipa, database)


def connect(url: str) -> Connection:
    """A connection through the pooler, which knows no prepared statements."""
    return psycopg.connect(url, prepare_threshold=None)


def work(operator: Operator) -> None:
    with operator.app.app_context():
        for pool in pools(operator.app.extensions["lipa"]):
            pool.drain()


def becomes_fares(operator: Operator, receipts: list[str], cents: int = 6000) -> None:
    """Wait until they are fares. On a busy machine the worker settles what took too long."""
    left = set(receipts)

    def all_paid() -> bool:
        left.difference_update({receipt for receipt in left if operator.paid(receipt) == [(cents, "KZZ 001A")]})
        if left:
            work(operator)
        return not left

    world.eventually(all_paid, 60)


def is_within_size(database: Database, role: str) -> bool:
    """Whether the role has no more connections to the server. One that was given up midway ends a little later."""
    with psycopg.connect(database.addresses["LIPA_SUPERUSER_URL"]) as superuser:
        count = "select count(*) <= %s from pg_stat_activity where datname = %s and usename = %s"
        return bool(world.value(superuser, count, SIZE, database.name, role))


def test_single_fares_and_batches_share_two_connections(operator: Operator, database: Database) -> None:
    alone, together = operator.receipt(), [operator.receipt() for _ in range(96)]
    assert operator.confirm(alone).status_code == 200
    assert set(operator.at_once(together + together[:32])) == {200}
    becomes_fares(operator, [alone, *together])
    world.eventually(lambda: is_within_size(database, "lipa_telco"))
    operator.proof()


def test_a_passenger_dials_is_prompted_and_pays(operator: Operator, outside: Outside) -> None:
    phone = Phone(operator, "+254700000777", "session-777")
    assert "PIN ya M-Pesa" in first_choice(phone)[-1]
    work(operator)
    (asked,) = outside.heard("stkpush")
    values = {"Amount": asked["Amount"], "MpesaReceiptNumber": "QKY0000001", "PhoneNumber": 254700000777}
    items = [{"Name": name, "Value": value} for name, value in values.items()]
    result = {"MerchantRequestID": "M1", "CheckoutRequestID": "C1", "ResultCode": 0, "ResultDesc": "ok",
              "CallbackMetadata": {"Item": items}}  # fmt: skip
    path = asked["CallBackURL"].partition(f"/telco/{TOKEN}/")[2]
    assert operator.post(path, json={"Body": {"stkCallback": result}}).status_code == 200
    becomes_fares(operator, ["QKY0000001"], int(asked["Amount"]) * 100)
    work(operator)
    assert any("QKY0000001" in str(sms) for sms in outside.heard("messaging"))


def test_no_action_is_logged_for_the_previous_person(lipa: Flask, database: Database) -> None:
    owner, ours = sign_in(lipa.test_client(), world.OWNER_PHONE), sign_in(lipa.test_client(), world.OPS_PHONE)
    assert (owner.get("/owner/").status_code, ours.get("/ops/people").status_code) == (200, 200)
    start = threading.Barrier(6)

    def sign_in_or_try(person: int) -> int:
        phone = (world.OWNER_PHONE, world.OPS_PHONE, "0700000666")[person % 3]
        return lipa.test_client().post("/login", data={"phone": phone, "password": world.PASSWORD}).status_code

    with ThreadPoolExecutor(6, initializer=start.wait) as threads:
        assert list(threads.map(sign_in_or_try, range(18))) == [303, 303, 403] * 6
    with psycopg.connect(database.owner_url) as connection:
        audit_log = connection.execute("select actor, subject from audit.changes where action ~ '^sign_in'").fetchall()
    subjects = {subject: actor for actor, subject in audit_log}
    assert len(audit_log) >= 15  # fourteen sign-ins; the six refusals are one row
    assert all(actor == "user:" + subject.partition(":")[2] for actor, subject in audit_log if "unknown" not in subject)
    assert not subjects["accounts.users:unknown"].startswith("user:")
    world.eventually(lambda: is_within_size(database, "lipa_owners"))


def test_a_connection_keeps_nothing_of_its_previous_user(through: Database) -> None:
    """After the tests above both connections of a role are as the server makes them."""
    question = """select name, setting from pg_settings where source in ('session', 'interactive')
                  union all select 'lipa.actor', nullif(current_setting('lipa.actor', true), '')
                  union all select 'lock', locktype from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
                  union all select 'statement', name from pg_prepared_statements
                  union all select 'listens', pg_listening_channels()"""
    usual = {"application_name", "client_encoding", "DateStyle", "TimeZone", "standard_conforming_strings"}
    for role in ("telco", "owners", "worker"):
        with ExitStack() as stack:
            opened = [stack.enter_context(connect(through.url(role))) for _ in range(SIZE)]
            kept = [line.execute(question.encode()).fetchall() for line in opened]  # in transactions, so on both
            assert [(name, value) for rows in kept for name, value in rows if value and name not in usual] == []


LIMITS = """select session_user, current_setting('statement_timeout'), current_setting('lock_timeout'),
                   current_setting('idle_in_transaction_session_timeout')"""


def test_each_role_keeps_its_own_limits(database: Database, through: Database) -> None:
    with psycopg.connect(database.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as superuser:
        place = sql.Identifier(database.name)
        superuser.execute(sql.SQL("alter role lipa_crew in database {} set statement_timeout = '2s'").format(place))
    for actor in ACTORS:
        direct, pooled = (limits(place.url(actor)) for place in (database, through))
        assert pooled == direct
        assert (pooled[0], "0" in pooled) == (f"lipa_{actor}", False)
    with connect(through.url("crew")) as crew, pytest.raises(psycopg.errors.QueryCanceled):
        crew.execute("select pg_sleep(30)")


def limits(url: str) -> tuple[str, ...]:
    with connect(url) as line:
        return line.execute(LIMITS.encode()).fetchone() or ()


def test_a_callback_is_spooled_in_time_while_all_connections_are_taken(operator: Operator, through: Database) -> None:
    receipt = operator.receipt()
    with ExitStack() as stack:
        for _ in range(SIZE):
            line = stack.enter_context(connect(through.url("telco")))
            line.execute("select 1")  # opens a transaction, which keeps the connection
        began = time.monotonic()
        assert operator.confirm(receipt).status_code == 200
        assert operator.callbacks(receipt) == []
        assert time.monotonic() - began < 8, "three seconds, and what a busy machine adds"
    world.eventually(lambda: emptying.run_once() and not outage.spool().files())
    becomes_fares(operator, [receipt])


def test_callbacks_survive_a_pooler_restart(operator: Operator, environment: dict[str, str], bouncer: Daemon) -> None:
    assert operator.confirm(operator.receipt()).status_code == 200
    bouncer.restart()
    assert [operator.confirm(operator.receipt()).status_code for _ in range(8)] == [200] * 8


ADD_UP = """
create role lipa_telco login password 'of-this-test'; create schema telco; grant usage on schema telco to lipa_telco;
create function telco.add_up(p_a int, p_b int) returns int language sql as 'select p_a + p_b';
"""


def test_calls_survive_a_crash_of_the_server(environ: dict[str, str]) -> None:
    with servers.postgres() as server:
        with psycopg.connect(server.url(), autocommit=True) as superuser:
            superuser.execute(ADD_UP.encode())
        with proxies.pgbouncer(server.url(), SIZE) as pooler:
            url = with_port(server.url("lipa_telco", password="of-this-test"), pooler.port)
            db.configure(config.load(environ | {"LIPA_TELCO_URL": url}))
            try:
                assert db.value("telco.add_up", p_a=1, p_b=2) == 3
                server.stop("immediate")
                with pytest.raises(db.DatabaseUnavailableError):
                    db.value("telco.add_up", p_a=1, p_b=2, within=0.5)
                server.start()
                world.eventually(adds_up, 12)
            finally:
                db.close()


def adds_up() -> bool:
    try:
        return bool(db.value("telco.add_up", p_a=1, p_b=2) == 3)
    except db.DatabaseUnavailableError:
        return False


def test_no_function_leaves_session_state() -> None:
    """The next user of a pooled connection would get it: settings, locks, listeners, temporary tables."""
    for path in (ROOT / "db" / "functions").glob("*/*.sql"):
        code = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
        assert re.findall(r"set_config\([^;]*?,\s*false\)", code) == [], path
        assert re.findall(r"pg_(?:try_)?advisory_(?:un)?lock|\blisten\b|\bcreate temp", code) == [], path
        assert re.findall(r"\bset (?!local\b)[\w. ]+ to\b|\bset session\b|\b(?:reset|discard) \w+;", code) == [], path
