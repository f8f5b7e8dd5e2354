"""The conductor's list in Chromium, as wide as the smallest phones: it fits, is light, and its form works.

LIPA_BOARD_PICTURES=docs/pictures keeps the pictures.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from psycopg import Connection
from selenium import webdriver
from selenium.webdriver.common.by import By

from scripts import pictures
from web.tests.crew.test_boarding import FULL, PAY, WORD, board
from web.tests.pages.test_in_a_browser import look, send
from web.tests.pages.world import value

pytestmark = pytest.mark.browser


@pytest.fixture(params=[240, 360])
def narrow(request: pytest.FixtureRequest) -> Iterator[webdriver.Chrome]:
    """Chromium as wide as a small phone."""
    driver = pictures.open_browser()
    screen = {"width": request.param, "height": 400, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    yield driver
    driver.quit()


def keep(browser: webdriver.Chrome, name: str) -> None:
    width = browser.execute_script("return innerWidth")
    if folder := os.environ.get("LIPA_BOARD_PICTURES"):
        (Path(folder) / f"{name}-{width}.webp").write_bytes(pictures.picture(browser, width, 900))


def test_the_list_fits_a_small_phone(
    narrow: webdriver.Chrome,
    address: str,
    crew: Flask,
    link: str,
    connection: Connection,
) -> None:
    connection.execute("delete from mobile_money.payment_intents where payment_ref like 'full%'")
    word = value(connection, WORD)
    board(crew, "0199000391")
    value(connection, PAY)
    value(connection, FULL, 59)
    narrow.get(address + link)
    send(narrow)
    keep(narrow, "board")
    text = look(narrow)
    assert f"Neno: {word}" in text
    assert "..126" in text
    assert text.count("inasubiri") >= 59
    narrow.find_element(By.LINK_TEXT, "Hakiki kodi").click()
    look(narrow)
    send(narrow, word=f"{word} 1")
    keep(narrow, "check")
    assert f"{word} 1: imelipwa, KES 100 x2" in look(narrow)
    connection.execute("delete from fares.seats where payment_ref like 'full%'")
    connection.execute("delete from mobile_money.payment_intents where payment_ref like 'full%'")
