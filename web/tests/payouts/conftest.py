"""The tests of this package use the database, the people and the sign-ins that all page tests share."""

from collections.abc import Callable

import pytest
from flask import Flask
from psycopg import Connection

from web.tests.conftest import TOKEN
from web.tests.pages import world
from web.tests.pages.fixtures import *  # noqa: F403

Dial = Callable[..., str]


@pytest.fixture
def codes_may_be_asked_for(connection: Connection) -> None:
    """Nobody waits a minute for the next code."""
    connection.execute("delete from accounts.one_time_codes where purpose = 'payout'")


@pytest.fixture
def dial(people: Flask, connection: Connection) -> Dial:
    """One step of the session of a phone; nobody waits a minute for the next code, and nothing is resumed."""
    connection.execute("delete from accounts.one_time_codes where purpose = 'payout'")
    connection.execute("update ussd.ussd_sessions set state = 'end'")

    def step(text: str, session: str, phone: str = world.OWNER_PHONE) -> str:
        form = {"sessionId": session, "phoneNumber": "+254" + phone[1:], "text": text, "networkCode": "63902",
                "serviceCode": "*384*46#"}  # fmt: skip
        answer = people.test_client().post(f"/telco/{TOKEN}/ussd", data=form)
        assert answer.status_code == 200
        assert len(answer.text) <= 4 + 160
        return answer.text

    return step
