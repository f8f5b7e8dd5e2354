"""People type their number where a plate, a receipt or a reason is asked. It is kept nowhere in clear."""

import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection, sql

from db.tests.long import some
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


@pytest.mark.parametrize("number", some(WRITTEN, 10))
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


@pytest.mark.parametrize("number", [*WRITTEN, "254799000873", "X799000873", "799000873"])
def test_ids_of_operators_keep_no_number_and_still_match(
    staff: FlaskClient, connection: Connection, number: str
) -> None:
    body = {"TransID": number, "TransAmount": "60", "BusinessShortCode": "400222", "BillRefNumber": "4628",
            "MSISDN": "2547 ***** 126", "TransTime": "20261123071400"}  # fmt: skip
    paid = [{"Name": "MpesaReceiptNumber", "Value": number}, {"Name": "Amount", "Value": 60}]
    push = {"Body": {"stkCallback": {"ResultCode": 0, "CallbackMetadata": {"Item": paid}}}}
    status = {"Result": {"ResultCode": number, "ResultParameters": {"ResultParameter": [
        {"Key": "ReceiptNo", "Value": number}, {"Key": "TransactionStatus", "Value": number},
        {"Key": "TransactionReceipt", "Value": number}]}}}  # fmt: skip
    paid_out = {"Result": status["Result"] | {"ResultCode": 0, "TransactionID": number}}
    path = number.replace("/", "")
    count = "select count(*), sum(times_received) from mobile_money.mpesa_callbacks where kind = 'c2b_confirmation'"
    before = connection.execute(count.encode()).fetchone() or (0, 0)
    for address, sent in (("c2b/confirmation", body), ("c2b/confirmation", body), (f"stk/{path}", push),
                          (f"stk/{path}", {"Body": {"stkCallback": {"ResultCode": number}}}),
                          (f"status/{path}/result", status), (f"status/{path}/timeout", status),
                          (f"payout/{path}/result", paid_out), (f"payout/{path}/result", status),
                          (f"payout/{path}/timeout", status)):  # fmt: skip
        assert staff.post(f"/telco/{TOKEN}/{address}", json=sent).status_code == 200
    after = connection.execute(count.encode()).fetchone() or (0, 0)
    assert (after[0] - before[0], after[1] - (before[1] or 0)) == (1, 2)
    for address in ("sms/delivery", "sms/inbound"):
        assert staff.post(f"/telco/{TOKEN}/{address}", data={"id": number, "from": "0712000126"}).status_code == 200
    form = {"sessionId": number, "phoneNumber": "+254799000126", "serviceCode": "*384*46#", "text": ""}
    assert staff.post(f"/telco/{TOKEN}/ussd", data=form).text.startswith("CON")
    assert staff.post(f"/telco/{TOKEN}/ussd/end", data={"sessionId": number, "status": "Success"}).status_code == 200
    ended = "select end_status from ussd.ussd_sessions order by started_at desc limit 1"
    assert connection.execute(ended.encode()).fetchone() == ("Success",)
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
