"""Money that M-Pesa has not verified: the owner's pages name it, the pages of staff have it asked again."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import send
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World


@pytest.fixture(scope="module")
def large(small_world: World) -> str:
    return small_world.pay("KZZ 001A", 150_000, small_world.at(11))


def decide(connection: Connection, receipt: str, answer: str) -> None:
    connection.execute("select mobile_money.decide_verification(%s, %s, 'R000002', null, null)", (receipt, answer))
    world.wait_for_horizon(connection)


@pytest.mark.parametrize(("lang", "message"), [
    ("sw", "KES 441 ya hizi imezuiwa hadi M-Pesa ithibitishe:"),
    ("en", "KES 441 of this is on hold until M-Pesa confirms:"),
])  # fmt: skip
def test_the_owner_sees_what_is_being_verified(owner: FlaskClient, large: str, lang: str, message: str) -> None:
    owner.set_cookie("lipa_lang", lang)
    wallets = page(owner, "/owner/wallets/fuel")
    assert message in words(wallets)
    assert f">{large}<" in wallets
    link = re.search(r'href="(/owner/wallet/[0-9]+[^"]*)">KZZ 001A<', wallets)
    assert link
    wallet = page(owner, unescape(link[1]))
    assert message in words(wallet)
    link = re.search(rf'href="(/owner/fare/{large}[^"]*)">{large}<', wallet)
    assert link
    assert "M-Pesa" in words(page(owner, unescape(link[1])))


def test_staff_have_it_asked_again(staff: FlaskClient, owner: FlaskClient, connection: Connection, large: str) -> None:
    assert "Malipo yasiyothibitishwa: 1." in words(page(staff, "/ops/"))
    assert f"/ops/verification/{large}/ask" not in page(staff, "/ops/"), "it is being asked already"
    decide(connection, large, "differs")
    home = page(staff, "/ops/")
    assert re.search(rf"{large} M-Pesa inasema tofauti ?, .*kiasi kikubwa Uliza tena 1,500", words(home))
    text = words(page(staff, send(staff, f"/ops/verification/{large}/ask")))
    assert "Itajaribiwa tena." in text
    assert f"{large} itaulizwa" in text
    assert "imezuiwa hadi" in words(page(owner, "/owner/wallets"))
    decide(connection, large, "verified")
    assert large not in page(staff, "/ops/")
    assert "imezuiwa hadi" not in words(page(owner, "/owner/wallets"))
