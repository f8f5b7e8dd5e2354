"""Only a wrong token is rate limited; the source of a right one is recorded."""

import psycopg

import web
from db.tests.database import Database
from web.core import db
from web.tests.callbacks.conftest import Operator, confirmation
from web.tests.conftest import NEXT_TOKEN, TOKEN


def alarms(operator: Operator, kind: str) -> list[str]:
    rows = operator.ask("select subject from messaging.alarms where kind = %s order by 1", kind, as_owner=True)
    return [row["subject"] for row in rows]


def test_wrong_tokens_are_404_then_429_and_the_right_one_passes(operator: Operator) -> None:
    client = operator.app.test_client()
    here = {"REMOTE_ADDR": "198.51.100.7"}
    codes = [client.post("/telco/wrong/c2b/confirmation", json={}, environ_base=here).status_code for _ in range(14)]
    assert codes == [404] * 10 + [429] * 4
    answer = client.post("/telco/wrong/ussd", environ_base=here)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert len(alarms(operator, "wrong_token")) == 1
    receipt = operator.receipt()
    body = confirmation(receipt)
    assert client.post(f"/telco/{TOKEN}/c2b/confirmation", json=body, environ_base=here).status_code == 200
    assert operator.paid(receipt) == [(6000, "KZZ 001A")]
    assert client.post("/telco/wrong/ussd", environ_base={"REMOTE_ADDR": "198.51.100.8"}).status_code == 404


def test_right_token_is_not_limited(operator: Operator) -> None:
    receipts = [operator.receipt() for _ in range(200)]
    assert set(operator.at_once(receipts, threads=8)) == {200}


def test_new_source_raises_an_alarm_and_its_money_is_posted(operator: Operator) -> None:
    client = operator.app.test_client()
    path = f"/telco/{TOKEN}/c2b/confirmation"
    for address in ("196.201.214.200", "203.0.113.77", "203.0.113.77", "2001:db8::5"):
        receipt = operator.receipt()
        client.post(path, json=confirmation(receipt), environ_base={"REMOTE_ADDR": address})
        assert operator.paid(receipt) == [(6000, "KZZ 001A")]
    rows = operator.ask("select host(source) as source from mobile_money.callback_sources", as_owner=True)
    assert {row["source"] for row in rows} >= {"196.201.214.200", "203.0.113.77", "2001:db8::5"}
    assert set(alarms(operator, "new_callback_source")) >= {"203.0.113.77", "2001:db8::5"}


def test_source_of_wrong_tokens_and_methods_is_not_recorded(operator: Operator) -> None:
    client, here = operator.app.test_client(), {"REMOTE_ADDR": "192.0.2.66"}
    assert client.post("/telco/wrong/ussd", environ_base=here).status_code == 404
    for path in ("/telco/wrong/c2b/confirmation", f"/telco/{TOKEN}/ussd"):
        for method in ("OPTIONS", "HEAD", "GET"):
            assert client.open(path, method=method, environ_base=here).status_code == 405, (method, path)
    rows = operator.ask("select source from mobile_money.callback_sources where source = '192.0.2.66'", as_owner=True)
    assert rows == []
    assert "192.0.2.66" not in alarms(operator, "new_callback_source")


def test_both_tokens_post_money_until_the_old_one_is_removed(operator: Operator, telco_environ: dict[str, str]) -> None:
    db.close()
    try:
        both = web.create_app(telco_environ | {"LIPA_CALLBACK_TOKEN": f"{NEXT_TOKEN},{TOKEN}"}).test_client()
        for token in (TOKEN, NEXT_TOKEN):
            receipt = operator.receipt()
            assert both.post(f"/telco/{token}/c2b/confirmation", json=confirmation(receipt)).status_code == 200
            assert operator.paid(receipt) == [(6000, "KZZ 001A")]
        after = web.create_app(telco_environ | {"LIPA_CALLBACK_TOKEN": NEXT_TOKEN}).test_client()
        old = after.post(f"/telco/{TOKEN}/c2b/confirmation", json=confirmation(operator.receipt()))
        assert old.status_code == 404
    finally:
        db.configure(operator.app.extensions["lipa"])


def test_same_message_with_both_tokens_is_one_fare(operator: Operator, telco_environ: dict[str, str]) -> None:
    both = web.create_app(telco_environ | {"LIPA_CALLBACK_TOKEN": f"{NEXT_TOKEN},{TOKEN}"}).test_client()
    receipt = operator.receipt()
    for token in (TOKEN, NEXT_TOKEN):
        both.post(f"/telco/{token}/c2b/confirmation", json=confirmation(receipt))
    (callback,) = operator.callbacks(receipt)
    assert (callback["outcome"], callback["times_received"]) == ("posted", 2)


def test_sim_that_dials_too_often_reads_when_to_dial_again(operator: Operator, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        limit = "update config.rate_limits set burst = 5, refill_ms = 30000 where (limit_name, per) = ('ussd', 'sim')"
        owner.execute(limit)
    form = {"phoneNumber": "+254711222333", "networkCode": "63902", "serviceCode": "*384*46#", "text": ""}
    screens = [operator.post("ussd", data=form | {"sessionId": f"often{n}"}).text for n in range(6)]
    assert {screen[:4] for screen in screens[:5]} == {"CON "}
    assert screens[5] == "END Umejaribu mara nyingi mno. Piga tena baada ya dakika 1."
