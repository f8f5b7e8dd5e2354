"""From an empty database to the first fare on a new owner's page, through pages only, in Chromium.

A terminal makes the first two members of staff (one proposes, another decides) and registers the PayBill; everybody
else is let in on pages and sets a password by a code. At most 40 page views.
"""

import re
import threading
from collections.abc import Iterator

import psycopg
import pyotp
import pytest
import requests
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from werkzeug.serving import make_server

from app import create_app
from db.tests.database import Database, fresh
from db.tests.long import some
from web.core import db
from web.tests.callbacks.conftest import confirmation
from web.tests.conftest import DEMO, TOKEN
from web.tests.pages import world
from web.tests.pages.fixtures import RESET_SECOND_FACTORS, register, sent_code, set_environment
from web.tests.pages.test_in_a_browser import browser, follow, link, look
from web.tests.pages.test_people_in_a_browser import take_picture

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.browser
OPS, FINANCE, ADMIN, OWNER, CONDUCTOR = (f"01990000{n}" for n in (21, 22, 23, 24, 25))
STAFF_APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "nenosiri la majaribio"  # pragma: allowlist secret
MOST_VIEWS = 40


@pytest.fixture
def database() -> Iterator[Database]:
    with fresh("nothing") as made:
        yield made


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as made:
        yield made


@pytest.fixture
def address(database: Database, connection: psycopg.Connection) -> Iterator[str]:
    """A server with an empty database, as `make fresh` and two `flask create-user` leave it."""
    values = {**database.addresses, **DEMO, "DATABASE_URL": database.owner_url, "LIPA_NEW_TOTP": STAFF_APP}
    with set_environment(values):
        app: Flask = create_app()
        register(app, OPS, "ops")
        register(app, FINANCE, "finance")
        connection.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(timeout=5)
        db.close()


class Walk:
    """One person after the other in front of the browser; counts the pages they see."""

    def __init__(self, browser: webdriver.Chrome, address: str, connection: psycopg.Connection) -> None:
        self.browser, self.address, self.connection = browser, address, connection
        self.views, self.people = 0, 0

    def see(self) -> str:
        self.views += 1
        text = look(self.browser)
        take_picture(self.browser, f"onboarding-{self.views:02d}")
        return text

    def come(self, path: str) -> str:
        """Another person begins, at an address."""
        self.browser.delete_all_cookies()
        self.people += 1
        return self.open(path)

    def open(self, path: str) -> str:
        self.browser.get(self.address + path)
        return self.see()

    def click(self, text: str) -> str:
        follow(self.browser, link(self.browser, text))
        return self.see()

    def send(self, button: str = "main button.do", **fields: str) -> str:
        for name, value in fields.items():
            box = self.browser.find_element(By.ID, name.replace("__", "-"))
            box.clear()
            box.send_keys(value)
        follow(self.browser, self.browser.find_element(By.CSS_SELECTOR, button))
        return self.see()

    def sign_in(self, phone: str, path: str) -> str:
        """A member of staff, whose app is set up."""
        self.come(path)
        self.send(phone=phone, password=world.PASSWORD)
        self.connection.execute(RESET_SECOND_FACTORS)
        return self.send(code=pyotp.TOTP(STAFF_APP).now())

    def set_password(self, phone: str) -> str:
        """Somebody new, as the SMS says: forgotten password, code, password, sign in."""
        self.come("/reset")
        self.send(phone=phone)
        self.send(code=sent_code("reset_password"), password=PASSWORD)
        return self.send(phone=phone, password=PASSWORD)

    def set_up_app(self) -> str:
        self.send()
        self.send(code=sent_code())
        app = pyotp.TOTP(self.browser.find_element(By.CSS_SELECTOR, "code.typed").text.replace(" ", ""))
        self.send(code=app.now())
        follow(self.browser, self.browser.find_element(By.CSS_SELECTOR, "p.inline a"))
        return self.see()

    def sms(self, part: str) -> list[str]:
        query = "select payload ->> 'text' from messaging.outbox where topic = 'sms' and payload ->> 'text' like %s"
        return [row[0] for row in self.connection.execute(query, (f"%{part}%",))]


def register_fleet(walk: Walk) -> str:
    """Staff: SACCO with its admin, route, owner, vehicle with conductor; returns the door code."""
    walk.sign_in(OPS, "/ops/fleet")
    assert "Demo Simba Line" in walk.send(sacco="Demo Simba Line", name="Msimamizi Mpya", phone=ADMIN)
    walk.click("Njia, stage na nauli zake")
    typed = {"number": "46", "corridor": "Kencom-Yaya-Kawangware"}
    for n, (stage, fares) in enumerate((("Kencom", ()), ("Yaya", (30, 40)), ("Kawangware", (40, 60)))):
        typed[f"stage__{n}"] = stage
        typed |= {f"{band}__{n}": str(fare) for band, fare in zip(("off_peak", "peak"), fares, strict=False)}
    walk.send(**typed)
    walk.click("Mmiliki")
    assert "Demo Jane ..024" in walk.send(name="Demo Jane", phone=OWNER, id_number="12345678")
    text = walk.send(plate="kzz777g", name="Demo Kondakta", phone=CONDUCTOR)
    assert "KZZ 777G: 3 kati ya 7 tayari" in text
    return walk.browser.find_element(By.CSS_SELECTOR, "p.sum").text


def approve_all(walk: Walk) -> None:
    """Finance: one request after the other."""
    assert "3" in walk.sign_in(FINANCE, "/ops/people")
    follow(walk.browser, walk.browser.find_element(By.CSS_SELECTOR, "main table.rows a"))
    walk.see()
    for n in range(3):
        walk.connection.execute(RESET_SECOND_FACTORS)
        code = walk.browser.find_elements(By.ID, "code")
        walk.send("main button[value=approved]", **({"code": pyotp.TOTP(STAFF_APP).now()} if code else {}))
        if n < 2:
            walk.click("Ombi linalofuata")


@pytest.mark.parametrize("browser", some([320, 1280], 2), indirect=True)
def test_from_nothing_to_the_first_fare(
    browser: webdriver.Chrome, address: str, connection: psycopg.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    walk = Walk(browser, address, connection)
    door_code = register_fleet(walk)
    approve_all(walk)
    assert len(walk.sms("lipafare.example")) == 2  # the admin's and the owner's
    assert len(walk.sms("*384*46*5#")) == 1  # the conductor's

    walk.set_password(ADMIN)
    walk.set_up_app()
    assert "KZZ 777G" in walk.click("Magari")
    assert "sasa: kubaliana mgao" in walk.click("KZZ 777G")
    walk.click("Mgao na mapendekezo")
    shares = {"fuel": "30", "sacco": "12.5", "insurance": "20", "profit": "37.5"}
    text = walk.send("button[value=preview]", **shares)
    assert re.search(r"Mafuta 30 % 17\.64", text)
    assert "Umependekezwa" in walk.send("button[value=propose]")

    walk.set_password(OWNER)
    assert "bado haliwezi kupokea nauli" in browser.find_element(By.TAG_NAME, "body").text
    walk.click("KZZ 777G: SACCO inapendekeza mgao")
    assert "Umekubaliwa" in walk.send("button[value=agreed]")

    pay(address, door_code)
    world.wait_for_horizon(connection)
    text = walk.open("/owner/")
    assert "KES 60" in text
    assert "KZZ 777G" in text
    with capsys.disabled():
        width = browser.execute_script("return innerWidth")
        print(f"\nfrom nothing to the first fare at {width} px: {walk.views} page views, {walk.people} people on pages")
    assert walk.views <= MOST_VIEWS


def pay(address: str, door_code: str) -> None:
    """The phone pays to the PayBill, and M-Pesa confirms."""
    body = confirmation("QKX7A1B2C3", TransAmount="60.00", BillRefNumber=door_code)
    url = f"{address}/telco/{TOKEN}/c2b/confirmation"
    assert requests.post(url, json=body, timeout=10).status_code == 200
