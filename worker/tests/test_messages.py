"""An SMS is sent until the gateway accepts it or will surely never accept it."""

import hashlib

import pytest

from web.security import phones, sealing
from worker.jobs.messages import Messages
from worker.providers.africastalking import SmsGateway

from .conftest import World
from .operator_server import PHONE, Reply, hangs_up, is_silent, says, taken

SMS = "version1/messaging"


def handler(world: World) -> Messages:
    return Messages(SmsGateway(world.settings), "https://lipa.test")


def send(world: World) -> None:
    world.drain(handler(world))


def count(world: World, table: str) -> int:
    return int(world.one(f"select count(*) from {table}"))  # noqa: S608


def test_message_is_sent_as_the_gateway_documents(world: World) -> None:
    world.operator.will(SMS, taken(101, "AT-77"))
    job = world.enqueue_sms("QK1", "Lipa Fare: KES 60 imelipwa & asante +1.")
    send(world)
    assert world.operator.heard(SMS) == [{
        "username": "lipa", "bulkSMSMode": "1", "to": f"+{PHONE}", "message": "Lipa Fare: KES 60 imelipwa & asante +1.",
    }]  # fmt: skip
    headers = world.operator.asked[0][2]
    assert (headers["apiKey"], headers["Accept"]) == ("sms-key", "application/json")
    done = world.one("select key, attempts, provider_id from messaging.outbox_done where outbox_id = %s", job)
    assert done == ("QK1", 1, "AT-77")
    assert count(world, "messaging.outbox") == 0


def test_message_id_with_a_number_is_kept_as_its_delivery_report_is(world: World) -> None:
    world.operator.will(SMS, taken(101, f"ATXid_{PHONE}"))
    job = world.enqueue_sms("QK1", "Lipa Fare")
    send(world)
    kept = world.one("select provider_id from messaging.outbox_done where outbox_id = %s", job)
    assert kept == phones.mask_id(f"ATXid_{PHONE}") != f"ATXid_{PHONE}"


@pytest.mark.parametrize("code", [100, 101, 102])
def test_processed_sent_and_queued_are_accepted(code: int, world: World) -> None:
    world.operator.will(SMS, taken(code))
    world.enqueue_sms()
    send(world)
    assert count(world, "messaging.outbox_done") == 1


def told(message: str, http: int = 201, **entry: str) -> Reply:
    """An answer in words; with an entry of the one recipient."""
    return says(http, {"SMSMessageData": {"Message": message, "Recipients": [entry] if entry else []}})


@pytest.mark.parametrize(
    "reply",
    [says(500), says(503), says(500, {"SMSMessageData": {"Recipients": [{"statusCode": 101}]}}), says(401), says(201),
     says(201, {"SMSMessageData": {"Recipients": []}}), hangs_up, is_silent,
     taken(401), taken(405), taken(407), taken(500), taken(501), taken(502), taken(999),
     says(201, {"SMSMessageData": {"Message": "InsufficientBalance", "Recipients": []}}), says(401, {"Message": "x"}),
     says(403), says(404), says(429, {"Message": "InvalidSenderId"}), says(503, {"Message": "InvalidSenderId"}),
     says(201, {"SMSMessageData": {"Recipients": [{"statusCode": 101}] * 2}}),
     told("Forbidden", statusCode="401", status="RiskHold"), told("", statusCode="502", status="Rejection by gateway")],
)  # fmt: skip
def test_temporary_failure_is_tried_again_later(reply: Reply, world: World) -> None:
    world.operator.will(SMS, reply, taken(101))
    world.enqueue_sms()
    began = world.now()
    send(world)
    state = "select state, failures, next_attempt_at > %s + interval '2 seconds' from messaging.outbox"
    assert world.one(state, began) == ("ready", 1, True)
    world.make_due()
    send(world)
    assert world.one("select attempts from messaging.outbox_done") == 2


@pytest.mark.parametrize(
    ("reply", "reason"),
    [*((taken(code), f"sms {code} whatever") for code in (402, 403, 404, 406, 409)),
     (told("InvalidSenderId"), "http 201 InvalidSenderId"),
     (says(201, {"Message": "InvalidSenderId", "Recipients": []}), "http 201 InvalidSenderId"),
     (told("", statusCode="409", status="DoNotDisturbRejection"), "sms 409 DoNotDisturbRejection"),
     (told("Sent to 0/1", status="DoNotDisturbRejection"), "http 201 DoNotDisturbRejection"),
     (told("", statusCode="408", status="UserInBlacklist"), "sms 408 UserInBlacklist"),
     (says(201, {"SMSMessageData": "InvalidSenderId"}), "http 201 InvalidSenderId"),
     (says(201, {"status": "UserInBlacklist", "statusCode": "406"}), "http 201 UserInBlacklist"),
     (told("Invalid phone number +254700000126"), "http 201 Invalid phone number"),
     (told("InvalidSenderId", 200), "http 200 InvalidSenderId"),
     (told("UserInBlacklist", 403), "http 403 UserInBlacklist"),
     (told("DoNotDisturbRejection", 409), "http 409 DoNotDisturbRejection"),
     (says(400, {"errorMessage": "Bad Request"}), "http 400 Bad Request"), (says(409), "http 409")],
)  # fmt: skip
def test_refusal_is_a_dead_letter_at_once_in_the_words_of_the_gateway(reply: Reply, reason: str, world: World) -> None:
    world.operator.will(SMS, reply)
    world.enqueue_sms()
    send(world)
    assert world.one("select state, last_error from messaging.outbox") == ("dead", reason)
    assert world.one("select kind, subject from messaging.alarms") == ("dead_letter", f"sms: {reason}")


def test_8_failures_are_a_dead_letter_that_staff_can_send_again(world: World) -> None:
    world.operator.will(SMS, *[says(500)] * 8, taken(101))
    job = world.enqueue_sms("QK1")
    world.enqueue_sms("QK2")
    world.execute("update messaging.outbox set next_attempt_at = now() + interval '1 hour' where key = 'QK2'")
    for _ in range(9):
        world.make_due("QK1")
        send(world)
    assert len(world.operator.heard(SMS)) == 8
    assert world.one("select state, last_error from messaging.outbox where key = 'QK1'") == ("dead", "http 500")
    assert world.one("select state, failures from messaging.outbox where key = 'QK2'") == ("ready", 0)
    world.execute("select messaging.retry_dead(%s, 'user:7')", job)
    send(world)
    assert world.one("select attempts from messaging.outbox_done where outbox_id = %s", job) == 9
    assert world.one("select acknowledged_by from messaging.alarms") == "user:7"


def test_retry_after_of_the_gateway_is_obeyed(world: World) -> None:
    world.operator.will(SMS, says(429, None, Retry_After="120"))
    world.enqueue_sms()
    began = world.now()
    send(world)
    after = "select next_attempt_at between %s + interval '120 s' and now() + interval '120 s' from messaging.outbox"
    assert world.one(after, began)


def test_late_worker_cannot_report_over_the_next_one(world: World) -> None:
    world.operator.will(SMS, taken(101))
    job = world.enqueue_sms()
    messages = handler(world)
    (late,) = messages.take()
    world.expire_leases()
    world.execute("select worker.release_leases()")
    (next_one,) = messages.take()
    assert (late["attempt"], next_one["attempt"]) == (1, 2)
    messages.do(late)
    assert world.one("select state, attempts from messaging.outbox where outbox_id = %s", job) == ("leased", 2)
    messages.do(next_one)
    messages.do(next_one)
    assert world.one("select attempts, provider_id from messaging.outbox_done") == (2, "AT1")


def test_message_to_a_deleted_phone_is_not_sent(world: World) -> None:
    world.execute("""select messaging.enqueue('sms', 'QK1', '{"phone_hash": "00", "text": "x"}')""")
    send(world)
    assert world.operator.heard(SMS) == []
    assert world.one("select state from messaging.outbox") == "dead"


def test_number_sealed_by_an_unknown_key_waits_for_the_key(world: World) -> None:
    world.operator.will(SMS, taken(101))
    world.enqueue_sms()
    sealed = sealing.seal("phone", PHONE.encode())
    world.execute("update privacy.phones set phone_sealed = %s", sealed[:-1] + bytes((sealed[-1] ^ 1,)))
    send(world)
    assert world.operator.heard(SMS) == []
    assert world.one("select state, failures from messaging.outbox") == ("ready", 1)
    world.execute("update privacy.phones set phone_sealed = %s", sealed)
    world.make_due()
    send(world)
    assert len(world.operator.heard(SMS)) == 1


def enqueue_code(world: World, sealed: bytes) -> None:
    world.enqueue_sms("code/1", "Lipa Fare: namba ni {code}, kwa dakika 5.")
    code = "update messaging.outbox set payload = payload || jsonb_build_object('code_sealed', %s::text)"
    world.execute(code, sealed.hex())


def test_code_is_inserted_as_the_message_is_sent(world: World) -> None:
    world.operator.will(SMS, taken(101, "AT-78"))
    enqueue_code(world, sealing.seal("code", b"012345"))
    send(world)
    assert world.operator.heard(SMS)[0]["message"] == "Lipa Fare: namba ni 012345, kwa dakika 5."


def test_code_sealed_by_an_unknown_key_waits(world: World) -> None:
    enqueue_code(world, b"\x00\xff")
    send(world)
    assert world.operator.heard(SMS) == []
    assert world.one("select state, failures from messaging.outbox") == ("ready", 1)


def enqueue_trip_link(world: World) -> int:
    """A trip, and a message with a link to it: the link's id."""
    world.execute("delete from accounts.trip_links")
    world.execute("update fleet.trips set closed_at = now(), closed_as = 'ended' where closed_at is null")
    user = world.one("insert into accounts.users (phone_hash, phone_sealed, phone_last3)"
                     " values (sha256(gen_random_uuid()::text::bytea), '\\x01', '904') returning user_id")  # fmt: skip
    trip = world.one("select fleet.join_trip((select min(vehicle_id) from fleet.vehicles), %s, now())", user)
    link = world.one("insert into accounts.trip_links (trip_id, user_id) values (%s, %s) returning link_id", trip, user)
    world.enqueue_sms(f"trip_link/{link}", "Orodha: {link}")
    world.execute("update messaging.outbox set payload = payload || jsonb_build_object('trip_link', %s::bigint)", link)
    return int(link)


def test_each_try_sends_a_new_trip_link(world: World) -> None:
    link = enqueue_trip_link(world)
    world.operator.will(SMS, says(500), taken(101))
    hashes = []
    for _ in range(2):
        world.make_due()
        send(world)
        hashes.append(bytes(world.one("select link_hash from accounts.trip_links")))
    tokens = [sms["message"].removeprefix("Orodha: https://lipa.test/c/") for sms in world.operator.heard(SMS)]
    assert [len(token) for token in tokens] == [16, 16]
    assert [hashlib.sha256(token.encode()).digest() for token in tokens] == hashes
    assert tokens[0] != tokens[1]
    assert link == world.one("select link_id from accounts.trip_links")


def test_link_to_an_ended_trip_is_not_sent_and_raises_no_alarm(world: World) -> None:
    enqueue_trip_link(world)
    world.execute("update fleet.trips set closed_at = now(), closed_as = 'ended'")
    send(world)
    assert world.operator.heard(SMS) == []
    assert count(world, "messaging.outbox") == count(world, "messaging.alarms") == 0
