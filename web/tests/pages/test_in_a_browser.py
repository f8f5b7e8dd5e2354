"""An owner's pages in Chromium, as wide as a phone and as a desk: from the sign-in to one fare's last cent."""

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from psycopg import Connection
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

import web
from db.tests.long import some
from web.i18n import formats
from web.tests.pages import world
from web.tests.pages.fixtures import sent_code
from web.tests.pages.world import World

pytestmark = pytest.mark.browser

QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
LIMIT = 30 * 1024
CSS = (Path(web.__file__).parent / "static" / "lipa.css").read_text(encoding="utf-8")
# A link inside a sentence or a heading may be as high as its line (WCAG 2.5.8); everything else is a finger high.
SMALL_TARGETS = """
return [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
  .filter(e => e.offsetParent && !e.closest('p:not(.inline), h1') && !e.classList.contains('skip'))
  .filter(e => e.getBoundingClientRect().height < 44)
  .map(e => e.outerHTML)
"""
# What screen readers and the keyboard need: each finding in a few words.
STRUCTURE = """
const all = q => [...document.querySelectorAll(q)], found = [];
const tell = (what, e) => found.push(what + ': ' + (e ? e.outerHTML.slice(0, 120) : ''));
const levels = all('h1, h2, h3').map(e => +e.tagName[1]);
if (levels[0] != 1 || levels.some((n, i) => i && n > levels[i - 1] + 1)) tell('headings ' + levels);
if (!document.documentElement.lang || !document.querySelector('main')) tell('no language or no main');
for (const e of all('input:not([type=hidden]), select')) {
  if (!e.labels.length) tell('no label', e);
  if (e.tagName == 'INPUT' && !e.getAttribute('autocomplete')) tell('no autocomplete', e);
  if (e.getAttribute('aria-invalid') && !e.getAttribute('aria-describedby')) tell('wrong, and nothing says why', e);
}
for (const e of all('[aria-describedby]'))
  for (const id of e.getAttribute('aria-describedby').split(' '))
    if (!document.getElementById(id)) tell('described by nothing', e);
for (const e of all('[id]')) if (all('[id="' + e.id + '"]').length > 1) tell('two of one id', e);
for (const e of all('nav')) if (!e.getAttribute('aria-label')) tell('a nameless nav', e);
for (const e of all('table')) if (!e.querySelector('th')) tell('a table without a header', e);
for (const e of all('th')) if (!e.scope || !e.textContent.trim()) tell('a header of nothing', e);
return found;
"""
WEIGHT = """
return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .filter(e => !e.name.endsWith('favicon.ico')).reduce((sum, e) => sum + e.decodedBodySize, 0)
"""


@pytest.fixture(scope="module")
def address(people: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, people, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)


@pytest.fixture(params=some([320, 360, 1280], 2))
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """Chromium as wide as a phone, or as a desk."""
    options = webdriver.ChromeOptions()
    for flag in (*QUIET, f"--user-data-dir={tmp_path}/profile"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(tmp_path)})
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    screen = {"width": request.param, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    yield driver
    driver.quit()


def sign_in(browser: webdriver.Chrome, address: str, back: str) -> None:
    browser.get(address + back)
    send(browser, phone=world.OWNER_PHONE, password=world.PASSWORD)


def follow(browser: webdriver.Chrome, element: WebElement) -> None:
    """Click, and wait until the page it leads to is there."""
    old = browser.find_element(By.TAG_NAME, "html")
    element.click()
    # Asked in the very moment when the page goes, the browser says that the element is in no document.
    wait = WebDriverWait(browser, 10, ignored_exceptions=[WebDriverException])
    wait.until(staleness_of(old))
    wait.until(lambda driver: driver.execute_script("return document.readyState") == "complete")


def look(browser: webdriver.Chrome) -> str:
    """Check what every page must be: it fits, its targets are high, all has a name, it is light. Return its text."""
    wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not browser.execute_script(wide), browser.current_url
    assert browser.execute_script(SMALL_TARGETS) == []
    assert browser.execute_script(STRUCTURE) == []
    assert browser.execute_script(WEIGHT) <= LIMIT
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
    return browser.find_element(By.TAG_NAME, "body").text.replace("\xa0", " ")


def link(browser: webdriver.Chrome, text: str) -> WebElement:
    return browser.find_element(By.PARTIAL_LINK_TEXT, text)


def send(browser: webdriver.Chrome, button: str = "button.do", **fields: str) -> None:
    for name, value in fields.items():
        browser.find_element(By.ID, name).send_keys(value)
    follow(browser, browser.find_element(By.CSS_SELECTOR, button))


@pytest.mark.parametrize("browser", some([360, 320, 1280], 3), indirect=True)
def test_an_owner_reads_to_the_last_cent(
    browser: webdriver.Chrome, address: str, small_world: World, tmp_path: Path
) -> None:
    sunday = small_world.of(on=small_world.sunday)
    browser.get(address + "/login")
    look(browser)
    sign_in(browser, address, f"/owner/?asof={small_world.asof}")
    text = look(browser)
    assert "Magari 2 kati ya 3 yanapokea nauli." in text
    assert f"KES {formats.kes(sum(fare.cents for fare in sunday))}" in text
    browser.find_element(By.TAG_NAME, "summary").click()
    assert "07:00" in look(browser)

    follow(browser, link(browser, "KZZ 003C"))
    text = look(browser)
    assert "KZZ 003C linapokea nauli." in text
    assert "Nauli ya mwisho 21:30." in text
    newest = small_world.of("KZZ 003C", small_world.sunday)[-1]
    follow(browser, link(browser, newest.receipt))
    assert "KES 50.50 · KZZ 003C · njia 46 · 21:30:00" in look(browser)

    browser.get(f"{address}/owner/fares?on={small_world.sunday}&asof={small_world.asof}")
    look(browser)
    link(browser, "CSV").click()
    file = tmp_path / f"lipa-fare-day-{small_world.sunday}.csv"
    world.eventually(file.exists)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(sunday) + 1

    before = small_world.sunday - timedelta(days=7)
    pages = ("?", "fares?", "?period=week&", "fares?period=week&", "?period=month&", "vehicle/KZZ001A?", "statement?",
             "statement?period=month&")  # fmt: skip
    for path in ("wallets?", *(f"{path}on={on}&" for path in pages for on in (before, small_world.sunday))):
        browser.get(f"{address}/owner/{path}asof={small_world.asof}")
        look(browser)
    browser.get(f"{address}/owner/wallets/fuel?asof={small_world.asof}")
    look(browser)
    follow(browser, link(browser, "KZZ 001A"))
    look(browser)
    follow(browser, browser.find_element(By.XPATH, "//button[text()='English']"))
    assert "Entries" in look(browser)
    follow(browser, browser.find_element(By.XPATH, "//button[text()='Kiswahili']"))
    follow(browser, browser.find_element(By.XPATH, "//button[text()='Ondoka']"))
    assert "Ingia" in look(browser)


def test_second_factor_is_set_up_on_a_phone(browser: webdriver.Chrome, address: str, connection: Connection) -> None:
    connection.execute("delete from accounts.second_factors")
    connection.execute("delete from accounts.one_time_codes")
    browser.get(address + "/ops/")
    send(browser, phone=world.OPS_PHONE, password=world.PASSWORD)
    look(browser)
    send(browser, "main button.do")
    look(browser)
    send(browser, "main button.do", code=sent_code())
    look(browser)
    picture = browser.find_element(By.CSS_SELECTOR, "svg.qr")
    assert picture.rect["width"] == picture.rect["height"] >= 180
    app = pyotp.TOTP(browser.find_element(By.CSS_SELECTOR, "code.typed").text.replace(" ", ""))
    send(browser, code=app.now())
    assert len(re.findall(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", look(browser))) == 10
    follow(browser, browser.find_element(By.CSS_SELECTOR, "p.inline a"))
    assert "Ondoka" in look(browser)
    assert browser.current_url == address + "/ops/"
    browser.get(address + "/sign-in/code")
    browser.find_element(By.TAG_NAME, "summary").click()
    look(browser)
    browser.get(address + "/reset")
    look(browser)
    send(browser, phone="0799999996")
    assert "dakika 5" in look(browser)


def test_blocks_stand_in_one_column_or_in_two(browser: webdriver.Chrome, address: str, small_world: World) -> None:
    sign_in(browser, address, f"/owner/?asof={small_world.asof}")
    left, right = browser.find_elements(By.CSS_SELECTOR, ".columns > div")
    beside = right.rect["x"] >= left.rect["x"] + left.rect["width"]
    assert beside == (browser.execute_script("return window.innerWidth") == 1280)


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, by WCAG."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [(ink, paper) for ink in ("ink", "soft", "accent", "warning", "danger") for paper in ("paper", "wash")]
    + [("on-accent", "accent")],
)
def test_every_ink_has_enough_contrast_on_every_paper(scheme: int, ink: str, paper: str) -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", re.findall(r":root \{(.*?)\}", CSS, re.S)[scheme]))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
