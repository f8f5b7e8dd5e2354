"""An SMS is sent until the gateway has it, or until it is plain that it never will."""

import hashlib

import psycopg
import pytest
from flask import Flask

from web.security import sealing
from worker.jobs import messages
from worker.pool import WorkerPool
from worker.providers.africastalking import SmsGateway

from .conftest import PHONE, Operator, Passenger, Reply, hangs_up, is_silent, moment, one, says, taken

SMS = "version1/messaging"


def send(lipa: Flask) -> None:
    """Let the worker do what is due."""
    WorkerPool(
        "messages", messages.Messages(SmsGateway(lipa.extensions["lipa"]), "https://lipa.test"), threads=1
    ).drain()


def test_a_message_is_sent_as_the_gateway_documents(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, taken(101, "AT-77"))
    job = passenger.is_owed_an_sms("QK1", "Lipa Fare: KES 60 imelipwa & asante +1.")
    send(lipa)
    (asked,) = operator.heard(SMS)
    assert asked == {
        "username": "lipa",
        "bulkSMSMode": "1",
        "to": f"+{PHONE}",
        "message": "Lipa Fare: KES 60 imelipwa & asante +1.",
    }
    headers = operator.asked[0][2]
    assert (headers["apiKey"], headers["Accept"]) == ("sms-key", "application/json")
    done = one(connection, "select key, attempts, provider_id from messaging.outbox_done where outbox_id = %s", job)
    assert done == ("QK1", 1, "AT-77")
    assert one(connection, "select count(*) from messaging.outbox") == 0


@pytest.mark.parametrize("code", [100, 101, 102])
def test_processed_sent_and_queued_all_mean_taken(
    code: int, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, taken(code))
    passenger.is_owed_an_sms("QK1")
    send(lipa)
    assert one(connection, "select count(*) from messaging.outbox_done") == 1


@pytest.mark.parametrize(
    "reply",
    [says(500), says(503), says(500, {"SMSMessageData": {"Recipients": [{"statusCode": 101}]}}), says(401), says(201), says(201, {"SMSMessageData": {"Recipients": []}}), hangs_up, is_silent,
     taken(401), taken(405), taken(407), taken(500), taken(501), taken(502), taken(999)],
)  # fmt: skip
def test_what_may_get_better_is_tried_again_later(
    reply: Reply, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, reply, taken(101))
    job = passenger.is_owed_an_sms("QK1")
    began = moment(connection)
    send(lipa)
    assert one(connection, "select state, failures, next_attempt_at > %s + interval '2 seconds' from messaging.outbox"
                     " where outbox_id = %s", began, job) == ("ready", 1, True)  # fmt: skip
    connection.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second'")
    send(lipa)
    assert one(connection, "select attempts from messaging.outbox_done") == 2


@pytest.mark.parametrize("code", [402, 403, 404, 406])
def test_what_will_never_get_better_waits_for_an_operator_at_once(
    code: int, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, taken(code))
    passenger.is_owed_an_sms("QK1")
    send(lipa)
    assert one(connection, "select state, last_error from messaging.outbox") == ("dead", f"sms {code}")
    assert one(connection, "select kind, subject, detail from messaging.alarms") == (
        "dead_letter",
        "sms:QK1",
        f"sms {code}",
    )


def test_eight_failures_are_a_dead_letter_and_an_operator_can_send_it_again(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, *[says(500)] * 8, taken(101))
    job = passenger.is_owed_an_sms("QK1")
    passenger.is_owed_an_sms("QK2")
    connection.execute("update messaging.outbox set next_attempt_at = now() + interval '1 hour' where key = 'QK2'")
    for _ in range(9):
        connection.execute(
            "update messaging.outbox set next_attempt_at = now() - interval '1 second' where key = 'QK1'"
        )
        send(lipa)
    assert len(operator.heard(SMS)) == 8
    assert one(connection, "select state, last_error from messaging.outbox where key = 'QK1'") == ("dead", "http 500")
    assert one(connection, "select state, failures from messaging.outbox where key = 'QK2'") == ("ready", 0)
    connection.execute("select messaging.retry_dead(%s, 'user:7')", (job,))
    send(lipa)
    assert one(connection, "select attempts from messaging.outbox_done where outbox_id = %s", job) == 9
    assert one(connection, "select acknowledged_by from messaging.alarms") == "user:7"


def test_the_gateway_may_say_when_to_come_back(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, says(429, None, Retry_After="120"))
    passenger.is_owed_an_sms("QK1")
    began = moment(connection)
    send(lipa)
    assert one(
        connection,
        "select next_attempt_at between %s + interval '120 s' and now() + interval '120 s' from messaging.outbox",
        began,
    )


def test_a_worker_that_is_late_cannot_report_over_the_next_one(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, taken(101))
    job = passenger.is_owed_an_sms("QK1")
    handler = messages.Messages(SmsGateway(lipa.extensions["lipa"]), "https://lipa.test")
    (late,) = handler.take()
    connection.execute("update messaging.outbox set lease_until = now() - interval '1 second'")
    connection.execute("select worker.release_leases()")
    (next_one,) = handler.take()
    assert (late["attempt"], next_one["attempt"]) == (1, 2)
    handler.do(late)
    assert one(connection, "select state, attempts from messaging.outbox where outbox_id = %s", job) == ("leased", 2)
    handler.do(next_one)
    handler.do(next_one)
    assert one(connection, "select attempts, provider_id from messaging.outbox_done") == (2, "AT1")


def test_a_person_who_is_gone_gets_nothing(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    connection.execute("""select messaging.enqueue('sms', 'QK1', '{"phone_hash": "00", "text": "x"}')""")
    send(lipa)
    assert operator.heard(SMS) == []
    assert one(connection, "select state from messaging.outbox") == "dead"


def test_a_number_sealed_by_a_key_we_lack_waits_for_the_key(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, taken(101))
    passenger.is_owed_an_sms("QK1")
    sealed = sealing.seal("phone", PHONE.encode())
    connection.execute("update privacy.phones set phone_sealed = %s", (sealed[:-1] + bytes((sealed[-1] ^ 1,)),))
    send(lipa)
    assert operator.heard(SMS) == []
    assert one(connection, "select state, failures from messaging.outbox") == ("ready", 1)
    connection.execute("update privacy.phones set phone_sealed = %s", (sealed,))
    connection.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second'")
    send(lipa)
    assert len(operator.heard(SMS)) == 1


def test_a_code_is_put_into_its_sentence_as_it_is_sent(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(SMS, taken(101, "AT-78"))
    passenger.is_owed_an_sms("code/1", "Lipa Fare: namba ni {code}, kwa dakika 5.")
    sealed = sealing.seal("code", b"012345").hex()
    connection.execute(
        "update messaging.outbox set payload = payload || jsonb_build_object('code_sealed', %s::text)", (sealed,)
    )
    send(lipa)
    assert operator.heard(SMS)[0]["message"] == "Lipa Fare: namba ni 012345, kwa dakika 5."


def test_a_code_sealed_by_a_key_we_lack_waits(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    passenger.is_owed_an_sms("code/2", "Lipa Fare: namba ni {code}.")
    connection.execute("""update messaging.outbox set payload = payload || '{"code_sealed": "00ff"}'""")
    send(lipa)
    assert operator.heard(SMS) == []
    assert one(connection, "select state, failures from messaging.outbox") == ("ready", 1)


def test_a_link_to_a_trip_is_drawn_as_it_is_sent_and_another_one_each_time(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    link = trip_link(connection, passenger)
    operator.will(SMS, says(500), taken(101))
    send(lipa)
    first = one(connection, "select link_hash from accounts.trip_links")
    connection.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second'")
    send(lipa)
    texts = [asked["message"] for asked in operator.heard(SMS)]
    tokens = [text.removeprefix("Orodha: https://lipa.test/c/") for text in texts]
    assert [len(token) for token in tokens] == [16, 16]
    assert hashlib.sha256(tokens[0].encode()).digest() == bytes(first)
    assert hashlib.sha256(tokens[1].encode()).digest() == bytes(
        one(connection, "select link_hash from accounts.trip_links")
    )
    assert tokens[0] != tokens[1]
    assert link == one(connection, "select link_id from accounts.trip_links")


def test_a_link_to_a_trip_that_is_over_is_not_sent_and_troubles_nobody(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    trip_link(connection, passenger)
    connection.execute("update fleet.trips set closed_at = now(), closed_as = 'ended'")
    send(lipa)
    assert operator.heard(SMS) == []
    assert one(connection, "select count(*) from messaging.outbox") == 0
    assert one(connection, "select count(*) from messaging.alarms") == 0


def trip_link(connection: psycopg.Connection, passenger: Passenger) -> int:
    """A trip, and somebody who asked for a link to it."""
    connection.execute("delete from accounts.trip_links")
    connection.execute("update fleet.trips set closed_at = now(), closed_as = 'ended' where closed_at is null")
    user = one(connection, "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256(gen_random_uuid()::text::bytea),"
                     " '\\x01', '904') returning user_id")  # fmt: skip
    trip = one(connection, "select fleet.join_trip((select min(vehicle_id) from fleet.vehicles), %s, now())", user)
    link = one(
        connection, "insert into accounts.trip_links (trip_id, user_id) values (%s, %s) returning link_id", trip, user
    )
    job = passenger.is_owed_an_sms(f"trip_link/{link}", "Orodha: {link}")
    connection.execute(
        "update messaging.outbox set payload = payload || jsonb_build_object('trip_link', %s::bigint) where outbox_id = %s",
        (link, job),
    )
    return int(link)
