"""Payouts that wait for a second person: what the treasurer and finance see, and that the maker never decides."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, csrf_of, register, send, sent_code, sign_in
from web.tests.pages.html_text import page, words

TREASURER_PHONE = "0700000104"
OLD_FACTORS = "update accounts.sessions set proved_at = now() - interval '1 day' where proved_at is not null"
REASON = "mmiliki hakuomba pesa hizi"


@pytest.fixture
def waiting(owner: FlaskClient, connection: Connection) -> Iterator[str]:
    """The payout_ref of a request that needs a second person."""
    connection.execute("delete from accounts.one_time_codes where purpose = 'payout'")
    with changed_settings(connection, payout_alone_cents="0"):
        send(owner, "/owner/withdraw", amount="900", to="own")
        place = send(owner, "/owner/withdraw/confirm", amount="900", to="own", code=sent_code("payout"))
        ref = place.split("?")[0].rpartition("/")[2]
        yield ref
    end = """select case state when 'requested' then payouts.cancel(requested_by, payout_id)
               when 'queued' then payouts.take_result(payout_id, 'failed', '1', null, null, null) end
               from payouts.payouts where payout_ref = %s"""
    connection.execute(end, (ref,))


@pytest.fixture
def treasurer(people: Flask, connection: Connection) -> FlaskClient:
    sacco = str(world.value(connection, "select sacco_id from fleet.saccos"))
    register(people, TREASURER_PHONE, "sacco_treasurer", "--scope-sacco", sacco)
    return sign_in(people.test_client(), TREASURER_PHONE)


def decide(client: FlaskClient, place: str, status: int, **form: str) -> str:
    answer = client.post(place, data={**form, "csrf": csrf_of(client)})
    assert answer.status_code == status, answer.text
    return words(answer.text)


def test_finance_sees_all_on_one_page_and_approves(finance: FlaskClient, owner: FlaskClient, waiting: str) -> None:
    assert "Maombi ya kutoa pesa ya kuidhinisha: 1." in words(page(finance, "/ops/finance/"))
    assert "Maombi ya kutoa pesa ya kuidhinisha: 1." in words(page(finance, "/ops/approvals"))
    text = words(page(finance, f"/ops/approvals/{waiting}"))
    for said in (
        "Ng'ang'a Motors",
        "KES 900",
        "07xx..101 · simu yake",
        "Mara yao ya kwanza",
        "Mifuko kabla na baada",
        "Faida",
    ):
        assert said in text
    assert "Imeidhinishwa. Inatumwa." in words(
        page(finance, send(finance, f"/ops/approvals/{waiting}", decision="approved"))
    )
    assert "inatumwa" in words(page(owner, f"/owner/payouts/{waiting}"))


def test_declining_needs_a_reason_that_the_owner_reads(
    treasurer: FlaskClient, owner: FlaskClient, waiting: str
) -> None:
    assert "Maombi ya kutoa pesa ya kuidhinisha: 1." in words(page(treasurer, "/sacco/"))
    place = f"/sacco/approvals/{waiting}"
    assert "herufi 10" in decide(treasurer, place, 422, decision="declined")
    send(treasurer, place, decision="declined", reason=REASON)
    assert REASON in words(page(owner, f"/owner/payouts/{waiting}"))


def test_a_decision_needs_a_fresh_second_factor(finance: FlaskClient, connection: Connection, waiting: str) -> None:
    connection.execute(OLD_FACTORS)
    place = f"/ops/approvals/{waiting}"
    assert 'name="code"' in page(finance, place)
    decide(finance, place, 403, decision="approved")
    assert world.value(connection, "select state from payouts.payouts where payout_ref = %s", waiting) == "requested"


def test_who_asked_never_decides_whatever_other_role_they_have(
    owner: FlaskClient, people: Flask, connection: Connection, waiting: str
) -> None:
    """The owner is also finance, and signs in again as such."""
    user = world.value(connection, "select requested_by from payouts.payouts where payout_ref = %s", waiting)
    connection.execute("select access.grant_role(%s, 'finance', 'platform', null)", (user,))
    try:
        both = sign_in(people.test_client(), world.OWNER_PHONE)
        assert "Uliomba mwenyewe." in words(page(both, f"/ops/approvals/{waiting}"))
        assert "Uliomba mwenyewe." in decide(both, f"/ops/approvals/{waiting}", 422, decision="approved")
    finally:
        connection.execute("update access.role_grants set valid_to = now() where role = 'finance' and user_id = %s",
                           (user,))  # fmt: skip
    query = "select count(*) from audit.changes where action = 'refuse_payout' and after ->> 'outcome' = 'same_person'"
    assert world.value(connection, query) == 1
