"""People type their number where a plate, a receipt or a reason is asked. It is kept nowhere in clear."""

import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection, sql

from web.auth import Auth
from web.routes import ROUTES
from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import csrf_of

# However it is written, these digits name somebody.
WRITTEN = (
    "0799000873", "+254 799 000 873", "254-799-000-873", "0799.000.873", "٠٧٩٩٠٠٠٨٧٣", "0799  000  873",
    "(0799) 000/873", "0799_000--873", "0799\u00a0000\u00a0873",
    "\uff10\uff17\uff19\uff19\uff10\uff10\uff10\uff18\uff17\uff13",
)  # fmt: skip
SHOWN = (r"799[\s.\u00a0()/_-]{0,3}000[\s.\u00a0()/_-]{0,3}873|٧٩٩٠٠٠٨٧٣"
         r"|\uff17\uff19\uff19\uff10\uff10\uff10\uff18\uff17\uff13")  # fmt: skip
FIELDS = (
    "reason", "plate", "vehicle", "vehicle_id", "other", "scope", "role", "from", "to", "value", "place", "decision",
    "account", "actor", "subject", "action", "before", "period", "on", "asof", "hour", "code", "recovery", "lang",
    "next",
)  # fmt: skip
# Whoever signs out, or changes the app, types no more.
LEAVING = ("/logout", "/sign-in", "/sessions/end")
PERSONAL = [route for route in ROUTES if route.auth is Auth.SESSION and not any(at in route.path for at in LEAVING)]


def tables_that_show_it(connection: Connection) -> list[str]:
    """Tables in which a row shows those digits."""
    tables = connection.execute(
        "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind in ('r', 'p') and n.nspname !~ '^pg_'"
        " and n.nspname not in ('information_schema', 'tap', 'ddl_guard')"
    ).fetchall()
    assert len(tables) > 40
    query = sql.SQL("select 1 from {} t where t::text ~ %s limit 1")
    return [
        f"{schema}.{table}" for schema, table in tables
        if connection.execute(query.format(sql.Identifier(schema, table)), (SHOWN,)).fetchone()
    ]  # fmt: skip


@pytest.mark.parametrize("number", WRITTEN)
def test_addresses_keep_no_number(owner: FlaskClient, staff: FlaskClient, connection: Connection, number: str) -> None:
    for client in (owner, staff):
        form = {**dict.fromkeys(FIELDS, number), "csrf": csrf_of(client)}
        for route in PERSONAL:
            somebody = "2" if "/disable" in route.path else "1"  # the first person is the one who types
            for path in {re.sub(r"<[^>]*>", number, route.path), re.sub(r"<[^>]*>", somebody, route.path)}:
                answer = client.get(path, query_string=form) if "GET" in route.methods else client.post(path, data=form)
                assert answer.status_code < 500, path
    proposal = {"role": "auditor", "reason": f"asked by {number}", "csrf": csrf_of(staff)}
    assert staff.post("/ops/people/1/grant", data=proposal).status_code in (303, 422)
    assert tables_that_show_it(connection) == []


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize("mode", ["", "?input=last_key"])
def test_menu_and_reports_keep_no_number(staff: FlaskClient, connection: Connection, number: str, mode: str) -> None:
    session = f"typed-{WRITTEN.index(number)}-{len(mode)}"
    form = {"sessionId": session, "phoneNumber": "+254799000126", "serviceCode": "*384*46#", "networkCode": "63902"}
    for text in ("", number, number if mode else f"{number}*{number}"):
        assert staff.post(f"/telco/{TOKEN}/ussd{mode}", data={**form, "text": text}).text.startswith("CON")
    ended = {"sessionId": session, "status": "Failed", "errorMessage": f"no answer of {number}"}
    assert staff.post(f"/telco/{TOKEN}/ussd/end", data=ended).status_code == 200
    report = {"id": session, "status": "Failed", "phoneNumber": "+254799000126", "failureReason": f"{number} is off"}
    assert staff.post(f"/telco/{TOKEN}/sms/delivery", data=report).status_code == 200
    assert tables_that_show_it(connection) == []
