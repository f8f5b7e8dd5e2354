"""A withdrawal from the owner's home page to the payout: amount, fee, code, double clicks, refusals in words."""

import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, csrf_of, send, sent_code
from web.tests.pages.html_text import page, words

NEW = "delete from accounts.one_time_codes where purpose = 'payout'"


@pytest.fixture(autouse=True)
def codes_may_be_asked_for(connection: Connection) -> None:
    """Nobody waits a minute for the next code; what an earlier test asked for is no longer counted."""
    connection.execute(NEW)


def refuse(client: FlaskClient, path: str, status: int, **form: str) -> str:
    answer = client.post(path, data={**form, "csrf": csrf_of(client)})
    assert answer.status_code == status, answer.text
    return words(answer.text)


def confirm(client: FlaskClient, address: str, code: str) -> str:
    """The form of the confirm page, as the browser sends it; returns where it leads."""
    html = page(client, address)
    form = dict(re.findall(r'type="hidden" name="(party|purpose|amount|to)" value="([^"]*)"', html))
    return send(client, "/owner/withdraw/confirm", **form, code=code)


def test_two_taps_from_home_to_the_code(owner: FlaskClient) -> None:
    assert 'href="/owner/withdraw"' in page(owner, "/owner/")
    form = words(page(owner, "/owner/withdraw"))
    assert "Unaweza kutoa KES" in form
    assert "Simu yangu ..101" in form
    address = send(owner, "/owner/withdraw", amount="1,500", to="own", purpose="profit")
    shown = words(page(owner, address))
    assert "KES 1,500 kwenda 07xx..101" in shown
    assert "Ada 5" in shown
    assert "Jumla kutoka mifukoni KES 1,505" in shown
    assert "Faida · KZZ" in shown
    assert "Mafuta" not in shown


def test_the_right_code_sends_it_and_a_second_click_sends_nothing(owner: FlaskClient, connection: Connection) -> None:
    address = send(owner, "/owner/withdraw", amount="700", to="own")
    code = sent_code("payout")
    first = confirm(owner, address, code)
    form = {"amount": "700", "to": "own", "code": code}
    second = send(owner, "/owner/withdraw/confirm", **form)
    assert first.split("?")[0] == second.split("?")[0]
    assert world.value(connection, "select count(*) from payouts.payouts where amount_cents = 70000") == 1
    text = words(page(owner, second))
    assert "KES 700 kwenda 07xx..101 inatumwa." in text
    assert "Hakuna kilichotumwa mara mbili." in text
    world.wait_for_horizon(connection)
    assert "KES 705 nyingine iko njiani kutoka." in words(page(owner, "/owner/"))
    assert "07xx..101" in words(page(owner, "/owner/payouts"))


@pytest.mark.parametrize("form", [{"amount": "811"}, {"to": "1"}, {"code": "000000"}], ids=str)
def test_a_code_is_for_its_amount_and_destination(
    owner: FlaskClient, connection: Connection, form: dict[str, str]
) -> None:
    """Another destination is refused before the code is looked at; the code's hash would not fit either."""
    send(owner, "/owner/withdraw", amount="810", to="own")
    typed = {"amount": "810", "to": "own", "code": sent_code("payout")} | form
    answer = owner.post("/owner/withdraw/confirm", data={**typed, "csrf": csrf_of(owner)})
    assert answer.status_code in (403, 422)
    assert (
        world.value(connection, "select count(*) from payouts.payouts where amount_cents between 81000 and 81100") == 0
    )


def test_an_expired_code_is_refused(owner: FlaskClient, connection: Connection) -> None:
    send(owner, "/owner/withdraw", amount="820", to="own")
    code = sent_code("payout")
    connection.execute("update accounts.one_time_codes set expires_at = now() where purpose = 'payout'")
    assert "Namba za SMS si sahihi" in refuse(owner, "/owner/withdraw/confirm", 403, amount="820", to="own", code=code)


@pytest.mark.parametrize(("form", "sentence"), [
    ({"amount": "x"}, "Andika shilingi kamili"),
    ({"amount": "5"}, "Kiasi cha chini kabisa ni KES 10."),
    ({"amount": "200000"}, "Hazitoshi"),
    ({"amount": "300000"}, "Ni zaidi ya kiasi"),
    ({"amount": "500", "to": ""}, "Chagua pesa ziende wapi."),
])  # fmt: skip
def test_refusals_are_sentences(owner: FlaskClient, form: dict[str, str], sentence: str) -> None:
    assert sentence in refuse(owner, "/owner/withdraw", 422, **({"to": "own"} | form))


def test_a_velocity_rule_is_named_with_its_figures(owner: FlaskClient, connection: Connection) -> None:
    connection.execute("update payouts.velocity_limits set most_cents = 100 where rule = 'vehicle_day'")
    try:
        text = refuse(owner, "/owner/withdraw", 422, amount="500", to="own")
    finally:
        connection.execute("update payouts.velocity_limits set most_cents = 30000000 where rule = 'vehicle_day'")
    assert "Kutoka gari moja, mara 12 na KES 1 kwa siku" in text


def test_what_waits_can_be_taken_back(owner: FlaskClient, connection: Connection) -> None:
    with changed_settings(connection, payout_alone_cents="0"):
        address = send(owner, "/owner/withdraw", amount="830", to="own")
        assert "Mtu wa pili lazima aidhinishe" in words(page(owner, address))
        place = confirm(owner, address, sent_code("payout")).split("?")[0]
    assert "inasubiri kuidhinishwa" in words(page(owner, place))
    assert "Ombi la KES 830 kwenda 07xx..101 tayari linasubiri." in refuse(
        owner, "/owner/withdraw", 422, amount="830", to="own"
    )
    assert "imerudishwa" in words(page(owner, send(owner, f"{place}/cancel")))


def test_another_owner_sees_none_of_it(owner: FlaskClient, other_owner: FlaskClient, connection: Connection) -> None:
    ref = world.value(connection, "select payout_ref from payouts.payouts limit 1")
    assert other_owner.get(f"/owner/payouts/{ref}").status_code == 404
    assert ref not in page(other_owner, "/owner/payouts")
