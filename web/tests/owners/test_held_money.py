"""Money that M-Pesa has not confirmed: on the owner's pages it is named, on the staff' it waits for a word."""

import re
from datetime import datetime

import psycopg
import pytest
from flask.testing import FlaskClient

from db.tests.database import Database
from web.tests.pages import world
from web.tests.pages.fixtures import csrf
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World


@pytest.fixture(scope="module")
def large(small_world: World) -> str:
    """A payment above the limit."""
    at = datetime.combine(small_world.sunday, datetime.min.time(), world.EAT).replace(hour=11)
    return small_world.pay("KZZ 001A", 150_000, at)


def decided(database: Database, receipt: str, word: str) -> None:
    """The operator's word about it."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select mobile_money.decide_verification(%s, %s, 'R000002', null, null)", (receipt, word))
        world.settled(owner)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("sw", "KES 441 ya hizi inathibitishwa na M-Pesa:"), ("en", "KES 441 of it is being verified with M-Pesa:")],
)
def test_the_owner_sees_how_much_is_being_verified_and_which_fare(
    owner: FlaskClient, large: str, lang: str, said: str
) -> None:
    owner.set_cookie("lipa_lang", lang)
    pots = page(owner, "/owner/wallets/fuel")
    assert said in words(pots)
    assert f">{large}<" in pots
    door = re.search(r'href="(/owner/wallet/[0-9]+[^"]*)">KZZ 001A<', pots)
    assert door
    pot = page(owner, door[1].replace("&amp;", "&"))
    assert said in words(pot)
    door = re.search(rf'href="(/owner/fare/{large}[^"]*)">{large}<', pot)
    assert door
    assert "M-Pesa" in words(page(owner, door[1].replace("&amp;", "&")))


def test_the_operator_sees_what_waits_and_has_it_asked_again(
    staff: FlaskClient, owner: FlaskClient, database: Database, large: str
) -> None:
    assert "Malipo yasiyothibitishwa: 1." in words(page(staff, "/ops/"))
    assert f"/ops/verification/{large}/ask" not in page(staff, "/ops/"), "it is being asked already"
    decided(database, large, "differs")
    home = page(staff, "/ops/")
    assert re.search(rf"{large} M-Pesa inasema tofauti ?, .*kiasi kikubwa Uliza tena 1,500", words(home))
    answer = staff.post(f"/ops/verification/{large}/ask", data={"csrf": csrf(home)}, follow_redirects=True)
    assert "Itajaribiwa tena." in words(answer.text)
    assert f"{large} itaulizwa" in words(answer.text)
    assert "inathibitishwa" in words(page(owner, "/owner/wallets"))
    decided(database, large, "verified")
    assert large not in page(staff, "/ops/")
    assert "inathibitishwa" not in words(page(owner, "/owner/wallets"))


def test_an_owner_asks_nothing(owner: FlaskClient, large: str) -> None:
    form = {"csrf": csrf(page(owner, "/owner/"))}
    assert owner.post(f"/ops/verification/{large}/ask", data=form).status_code == 404
