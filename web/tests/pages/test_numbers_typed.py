"""People type their number where a plate, a receipt or a reason is asked. It is kept nowhere in clear, not even there."""

import re

import psycopg
import pytest
from flask.testing import FlaskClient
from psycopg import sql

from db.tests.database import Database
from web.auth import Auth
from web.routes import ROUTES
from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import csrf
from web.tests.pages.html_text import page

# However it is written, these digits are somebody.
WRITTEN = (
    "0799000873", "+254 799 000 873", "254-799-000-873", "0799.000.873", "٠٧٩٩٠٠٠٨٧٣", "0799  000  873", "(0799) 000/873",
    "0799_000--873", "0799\u00a0000\u00a0873", "\uff10\uff17\uff19\uff19\uff10\uff10\uff10\uff18\uff17\uff13",
)  # fmt: skip
FIELDS = (
    "reason", "plate", "vehicle", "vehicle_id", "other", "scope", "role", "from", "to", "value", "place", "decision",
    "account", "actor", "subject", "action", "before", "period", "on", "asof", "hour", "code", "recovery", "lang", "next",
)  # fmt: skip
# Whoever leaves, or changes the app, types no more.
LEAVING = ("/logout", "/sign-in", "/sessions/end")
HOW = [door for door in ROUTES if door.auth is Auth.SESSION and not any(word in door.path for word in LEAVING)]


def found(database: Database) -> list[str]:
    """Tables in which a row shows those digits."""
    shown = r"799[\s.\u00a0()/_-]{0,3}000[\s.\u00a0()/_-]{0,3}873|٧٩٩٠٠٠٨٧٣|\uff17\uff19\uff19\uff10\uff10\uff10\uff18\uff17\uff13"
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        tables = owner.execute(
            "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tap', 'ddl_guard')"
        ).fetchall()
        assert len(tables) > 40
        return [
            f"{schema}.{table}"
            for schema, table in tables
            if owner.execute(
                sql.SQL("select 1 from {} t where t::text ~ %s limit 1").format(sql.Identifier(schema, table)), (shown,)
            ).fetchone()
        ]


@pytest.mark.parametrize("number", WRITTEN)
def test_in_every_address_and_every_field_of_people(
    owner: FlaskClient, staff: FlaskClient, database: Database, number: str
) -> None:
    for client, home in ((owner, "/owner/"), (staff, "/ops/")):
        word = csrf(page(client, home))
        for door in HOW:
            somebody = "2" if "/disable" in door.path else "1"  # the first person is at the keys
            for path in {re.sub(r"<[^>]*>", number, door.path), re.sub(r"<[^>]*>", somebody, door.path)}:
                if "GET" in door.methods:
                    answer = client.get(path, query_string=dict.fromkeys(FIELDS, number))
                else:
                    answer = client.post(path, data={**dict.fromkeys(FIELDS, number), "csrf": word})
                assert answer.status_code < 500, path
    proposal = {"role": "auditor", "reason": f"asked by {number}", "csrf": csrf(page(staff, "/ops/people/1"))}
    assert staff.post("/ops/people/1/grant", data=proposal).status_code in (303, 422)
    assert found(database) == []


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize("mode", ["", "?input=last_key"])
def test_in_the_menu_and_what_the_gateways_tell(staff: FlaskClient, database: Database, number: str, mode: str) -> None:
    session = f"typed-{WRITTEN.index(number)}-{len(mode)}"
    form = {"sessionId": session, "phoneNumber": "+254799000126", "serviceCode": "*384*46#", "networkCode": "63902"}
    first = staff.post(f"/telco/{TOKEN}/ussd{mode}", data={**form, "text": ""}).text
    again = staff.post(f"/telco/{TOKEN}/ussd{mode}", data={**form, "text": number}).text
    assert first.startswith("CON")
    assert again.startswith("CON")
    typed = f"{number}*{number}" if not mode else number
    assert staff.post(f"/telco/{TOKEN}/ussd{mode}", data={**form, "text": typed}).text.startswith("CON")
    ended = {"sessionId": session, "status": "Failed", "errorMessage": f"no answer of {number}"}
    assert staff.post(f"/telco/{TOKEN}/ussd/end", data=ended).status_code == 200
    report = {"id": session, "status": "Failed", "phoneNumber": "+254799000126", "failureReason": f"{number} is off"}
    assert staff.post(f"/telco/{TOKEN}/sms/delivery", data=report).status_code == 200
    assert found(database) == []
