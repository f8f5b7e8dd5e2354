"""Alarms reach staff by SMS, e-mail and webhook: one message, the worst first, until acknowledged."""

import dataclasses
import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest
from psycopg import Connection

from worker.jobs.messages import Messages
from worker.jobs.notices import Notices
from worker.providers.africastalking import SmsGateway
from worker.providers.notices import SIGNATURE, Mail, Webhook

from .conftest import World
from .mail_server import MailServer
from .operator_server import PHONE, hangs_up, says, taken

HOOK = "alarms/hook"
KEY = "a-key-of-the-receiver"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def told_before(connection: Connection) -> None:
    connection.execute("delete from messaging.alarm_notices")
    connection.execute("delete from messaging.on_call_staff")


def raise_alarms(world: World, *kinds: str) -> None:
    for kind in kinds:
        world.execute("select messaging.raise_alarm(%s, '254700000999', 'of Jane Doe')", kind)


def tell(world: World, minutes: int = 0) -> int:
    return int(world.one("select messaging.send_alarms(now() + %s * interval '1 minute')", minutes))


def mails(world: World, server: MailServer) -> Notices:
    return Notices("email", Mail(dataclasses.replace(
        world.settings, smtp_url=server.url, alarm_email="night@lipa.test, boss@lipa.test")))  # fmt: skip


def hooks(world: World) -> Notices:
    return Notices("webhook", Webhook(dataclasses.replace(
        world.settings, alarm_webhook_url=f"{world.operator.url}/{HOOK}", alarm_webhook_key=KEY)))  # fmt: skip


def left(world: World, topic: str) -> int:
    return int(world.one("select count(*) from messaging.outbox where topic = %s", topic))


def test_one_mail_names_the_worst_first_and_nobody(world: World, mail_server: MailServer) -> None:
    raise_alarms(world, "spool", "callback_silence", "wrong_token")
    assert tell(world) == 3
    world.drain(mails(world, mail_server))
    (mail,) = mail_server.mails
    assert mail["Subject"] == "Lipa Fare: 3 open alarms"
    assert sorted(mail_server.receivers) == ["boss@lipa.test", "night@lipa.test"]
    text = mail.get_content()
    assert text.index("wrong_token") < text.index("callback_silence")
    assert "https://lipafare.example/ops/" in text
    assert "254700000999" not in mail.as_string()
    assert "Jane" not in mail.as_string()
    assert left(world, "email") == 0


def test_webhook_gets_signed_json_without_subjects(world: World) -> None:
    world.operator.will(HOOK, says(204))
    raise_alarms(world, "oldest_break", "money_not_posted")
    tell(world)
    world.drain(hooks(world))
    (heard,) = world.operator.heard(HOOK)
    assert [row["kind"] for row in heard["alarms"]] == ["money_not_posted", "oldest_break"]
    assert heard["open"] == 2
    assert "254700000999" not in json.dumps(heard)
    headers = world.operator.asked[-1][2]
    digest = hmac.new(KEY.encode(), json.dumps(heard, sort_keys=True).encode(), hashlib.sha256).hexdigest()
    assert headers[SIGNATURE] == f"sha256={digest}"


def test_a_channel_that_fails_is_tried_again(world: World, mail_server: MailServer) -> None:
    mail_server.refuses = 1
    world.operator.will(HOOK, hangs_up, says(500), says(200))
    raise_alarms(world, "spool")
    tell(world)
    for _ in range(3):
        world.drain(mails(world, mail_server))
        world.drain(hooks(world))
        world.make_due("alarms/%")
    assert len(mail_server.mails) == 1
    assert len(world.operator.heard(HOOK)) == 3
    assert left(world, "email") + left(world, "webhook") == 0


def test_a_mail_server_that_is_away_is_named_without_its_address(world: World, mail_server: MailServer) -> None:
    handler = mails(world, mail_server)
    mail_server.close()
    raise_alarms(world, "spool")
    tell(world)
    world.drain(handler)
    assert world.one("select last_error from messaging.outbox where topic = 'email'") == "ConnectionRefusedError"


def test_a_channel_without_settings_is_off(world: World) -> None:
    raise_alarms(world, "spool")
    tell(world)
    world.drain(Notices("email", Mail(world.settings)))
    world.drain(Notices("webhook", Webhook(world.settings)))
    assert left(world, "email") + left(world, "webhook") == 0
    assert world.operator.asked == []


def test_staff_on_call_get_an_sms_by_their_sealed_number(world: World) -> None:
    world.operator.will("version1/messaging", taken(101))
    world.execute("""with u as (insert into accounts.users (phone_hash, phone_sealed, phone_last3, lang)
        select f.phone_hash, f.phone_sealed, f.phone_last3, 'en' from privacy.phones f where f.phone_last3 = '126'
        on conflict (phone_hash) do update set lang = 'en' returning user_id)
        select access.grant_role(user_id, 'ops', 'platform', null) from u""")
    raise_alarms(world, "wrong_token", "spool")
    tell(world)
    world.drain(Messages(SmsGateway(world.settings), "https://lipa.test"))
    (heard,) = world.operator.heard("version1/messaging")
    assert heard["to"] == f"+{PHONE}"
    assert heard["message"] == (
        "Lipa Fare: 2 open alarms. wrong token, spool. Open lipafare.example/ops/"
    )  # fmt: skip


def test_it_nags_until_acknowledged_and_is_silent_then(world: World, mail_server: MailServer) -> None:
    handler = mails(world, mail_server)
    raise_alarms(world, "wrong_token")
    told = []
    for minutes in (0, 5, 14, 15, 20, 30):
        tell(world, minutes)
        world.drain(handler)
        told.append(len(mail_server.mails))
    assert told == [1, 1, 1, 2, 2, 3], "every quarter of an hour"
    world.execute("update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1',"
                  " acknowledged_reason = 'a colleague tried the address'")  # fmt: skip
    for minutes in (31, 45, 1000):
        assert tell(world, minutes) == 0
    assert left(world, "email") == 0


def test_what_could_not_be_sent_for_an_hour_is_dropped(world: World, mail_server: MailServer) -> None:
    """The next message says how it is now."""
    raise_alarms(world, "spool")
    tell(world)
    world.execute("update messaging.outbox set created_at = now() - interval '61 minutes' where topic = 'email'")
    world.drain(mails(world, mail_server))
    assert mail_server.mails == []
    assert world.one("select outcome from messaging.outbox_done where topic = 'email'") == "expired"
