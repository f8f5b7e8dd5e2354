"""Months of raw messages are made and dropped while fares go on; what is in the way makes the job wait, not fares."""

import threading

import psycopg
from psycopg import Connection

from db.tests.concurrency.vehicle import confirm, error_code, row, value
from db.tests.database import Database

MAKE = "select mobile_money.make_body_months(p_at => %s)"
DROP = "select mobile_money.drop_body_month(p_at => '2001-01-01')"
OLD = "select count(*) from mobile_money.body_months() where until_at < '2000-01-01'"
BODIES = """select count(*), count(distinct c.receipt), count(b.callback_id)
              from mobile_money.mpesa_callbacks c left join mobile_money.callback_bodies b using (callback_id)
             where c.receipt like %s"""


def test_fares_go_on_while_months_are_made_and_dropped(database: Database, owner: Connection) -> None:
    """No message fails, each has its body, and every month is made and dropped (after a try or two)."""
    ended, sent, errors = threading.Event(), [0, 0], []

    def send(number: int) -> None:
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            while not ended.is_set():
                try:
                    assert confirm(telco, f"QMON{number}{sent[number]:05}")[0] == "posted"
                except (psycopg.Error, AssertionError) as error:
                    errors.append(error)
                sent[number] += 1

    senders = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for sender in senders:
        sender.start()
    try:
        made = dropped = 0
        for month in ("1998-01-15", "1998-05-15", "1998-09-15"):
            made += value(owner, MAKE, month)
            for _ in range(50):
                # Refused when it waited too long for a fare: then the worker tries again.
                if error_code(owner, DROP) is None and value(owner, OLD) == 0:
                    break
        dropped = value(owner, "select count(*) from audit.change_log where action = 'drop_month'")
    finally:
        ended.set()
        for sender in senders:
            sender.join()
    assert (errors, made, dropped) == ([], 12, 12)
    assert min(sent) > 0
    assert row(owner, BODIES, "QMON%") == (sum(sent),) * 3


def test_a_month_is_not_dropped_over_a_long_transaction(database: Database, owner: Connection) -> None:
    """The job gives up after a moment, the month stays, and fares that waited behind it are posted."""
    assert value(owner, MAKE, "1998-01-15") == 4
    with psycopg.connect(database.owner_url) as reader:
        reader.execute("select count(*) from mobile_money.callback_bodies")
        with psycopg.connect(database.url("telco"), autocommit=True) as telco:
            assert error_code(owner, DROP) == "55P03"
            assert confirm(telco, "QLONG00001")[0] == "posted"
        assert value(owner, "select min(month_table) from mobile_money.body_months()") == "callback_bodies_1998_01"
        assert error_code(owner, MAKE, "1998-02-15") == "55P03", "it reads the default partition too"
    assert (value(owner, MAKE, "1998-02-15"), value(owner, DROP)) == (1, 1)
    assert row(owner, BODIES, "QLONG%") == (1, 1, 1)
