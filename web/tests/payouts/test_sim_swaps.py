"""What is known of the SIM before money goes out; a swapped one needs a second person."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, csrf_of, send, sent_code
from web.tests.pages.html_text import page, words
from web.tests.payouts.operator import PROOF, is_sent_again

pytestmark = pytest.mark.usefixtures("codes_may_be_asked_for")
TELL = "select worker.note_sim_check(%s, 'receiver', %s)"
ENDS = """update access.role_grants g set valid_to = now() from payouts.payouts p
           where p.payout_ref = %s and g.user_id = p.requested_by and g.scope_kind = 'owner' and g.scope_id = p.party_id
             and g.valid_to is null returning g.grant_id"""
SEEN = "update payouts.sim_connector set seen_at = %s::timestamptz"


@pytest.fixture
def asked(connection: Connection) -> Iterator[None]:
    """A worker that can ask looked for work just now."""
    connection.execute(SEEN, ("now",))
    yield
    connection.execute(SEEN, ("-infinity",))


def withdraw(client: FlaskClient, amount: str) -> str:
    """A withdrawal to the own phone; its reference."""
    send(client, "/owner/withdraw", amount=amount, to="own")
    place = send(client, "/owner/withdraw/confirm", amount=amount, to="own", code=sent_code("payout"))
    return place.split("?")[0].rpartition("/")[2]


@pytest.mark.usefixtures("asked")
def test_a_swapped_sim_waits_for_a_second_person_who_is_warned(
    owner: FlaskClient, finance: FlaskClient, staff: FlaskClient, connection: Connection
) -> None:
    ref = withdraw(owner, "310")
    assert "Tunauliza kama laini ilibadilishwa." in words(page(owner, f"/owner/payouts/{ref}"))
    assert not is_sent_again(connection, ref), "it is not sent before the answer"
    assert world.value(connection, TELL, ref, "swapped") == "requested"
    assert "inasubiri kuidhinishwa" in words(page(owner, f"/owner/payouts/{ref}"))
    assert "laini ilibadilishwa karibuni" in words(page(owner, f"/owner/payouts/{ref}"))
    assert "laini ilibadilishwa karibuni" in words(page(staff, "/ops/"))
    board, story = words(page(staff, "/ops/payouts")), words(page(staff, f"/ops/payouts/{ref}"))
    assert "inasubiri kuidhinishwa" in board
    assert "Laini itakayopokea pesa ilibadilishwa ndani ya siku 7" in story
    text = words(page(finance, f"/ops/approvals/{ref}"))
    assert "Laini ilibadilishwa karibuni." in text
    assert "Laini itakayopokea pesa ilibadilishwa ndani ya siku 7 kabla ya" in text
    assert "Imeidhinishwa. Inatumwa." in words(
        page(finance, send(finance, f"/ops/approvals/{ref}", decision="approved"))
    )
    assert is_sent_again(connection, ref), "then the worker takes it"
    assert world.value(connection, PROOF) == 0


@pytest.mark.parametrize(("answer", "said"), [
    ("clean", "Laini haikubadilishwa katika siku 7 kabla ya"),
    ("unknown", "Hakuna aliyeweza kusema kama laini ilibadilishwa karibuni"),
])  # fmt: skip
@pytest.mark.usefixtures("asked")
def test_the_approver_reads_what_was_said_and_waits_for_it(
    owner: FlaskClient, finance: FlaskClient, connection: Connection, answer: str, said: str
) -> None:
    with changed_settings(connection, payout_alone_cents="0"):
        ref = withdraw(owner, "320" if answer == "clean" else "330")
    place = f"/ops/approvals/{ref}"
    assert "Tunauliza kama laini ilibadilishwa karibuni." in words(page(finance, place))
    early = finance.post(place, data={"decision": "approved", "csrf": csrf_of(finance)})
    assert early.status_code == 422
    assert "Amua baada ya dakika moja" in words(early.text)
    assert world.value(connection, TELL, ref, answer) == "requested"
    assert said in words(page(finance, place))
    send(finance, place, decision="approved")
    assert is_sent_again(connection, ref)


def test_where_nobody_can_be_asked_the_page_says_so_and_nothing_waits(
    owner: FlaskClient, staff: FlaskClient, connection: Connection
) -> None:
    ref = withdraw(owner, "340")
    assert "Kama laini ilibadilishwa hivi karibuni haijaangaliwa." in words(page(staff, f"/ops/payouts/{ref}"))
    assert is_sent_again(connection, ref)


def test_whose_role_ended_while_it_waited_gets_nothing(
    owner: FlaskClient, staff: FlaskClient, connection: Connection
) -> None:
    connection.execute("update payouts.float_balances set cents = 100, told_at = now()")
    grant = None
    try:
        ref = withdraw(owner, "350")
        assert "KES 350 kwenda 07xx..101" in words(page(owner, f"/owner/payouts/{ref}"))
        (grant,) = connection.execute(ENDS, (ref,)).fetchone() or (None,)
        connection.execute("update payouts.float_balances set cents = 100000000, told_at = now()")
        connection.execute("select payouts.watch()")
        text = words(page(staff, f"/ops/payouts/{ref}"))
        assert "Pesa imerudi mifukoni." in text
        assert "Jukumu la aliyeomba limekwisha." in text
        assert not is_sent_again(connection, ref)
        assert world.value(connection, PROOF) == 0
    finally:
        connection.execute("update payouts.float_balances set told_at = '-infinity', cents = 0")
        connection.execute("update access.role_grants set valid_to = null where grant_id = %s", (grant,))
