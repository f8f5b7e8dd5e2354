"""The phone as a newcomer meets it: a real browser, narrow and wide, keys pressed one by one."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from sandbox.app import create_server
from sandbox.simulated_operator import SimulatedOperator
from sandbox.tests.conftest import AMINA, Daraja
from sandbox.tests.fake_lipa import Call, FakeLipa, usual_answer

pytestmark = pytest.mark.browser
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture
def phone_address(app: Flask) -> Iterator[str]:
    server = create_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/?lugha=en"
    server.shutdown()


@pytest.fixture(params=[360, 1280])
def browser(request: pytest.FixtureRequest, tmp_path: object) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for flag in (*QUIET, f"--window-size={request.param},900", f"--user-data-dir={tmp_path}/chromium"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    if request.param < 500:  # below that only emulation makes a window narrow enough
        narrow = {"width": request.param, "height": 900, "deviceScaleFactor": 1, "mobile": True}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    yield driver
    driver.quit()


def press(browser: webdriver.Chrome, *words: str) -> None:
    """The keys of the phone, by what is written on them; each brings a new page."""
    for word in words:
        keys = browser.find_elements(By.CSS_SELECTOR, ".phone button")
        key = next(key for key in keys if key.text.split("\n")[0] == word)
        key.click()
        # Asked in the very moment the page changes, the browser may only say that it lost the key's place.
        WebDriverWait(browser, 10, 0.05, [WebDriverException]).until(staleness_of(key))


def screen(browser: webdriver.Chrome, words: str) -> None:
    """The screen shows this, perhaps after the page has reloaded itself."""
    wait = WebDriverWait(browser, 10, 0.2, [NoSuchElementException, StaleElementReferenceException])
    wait.until(lambda b: words in b.find_element(By.CLASS_NAME, "screen").text)


def fits(browser: webdriver.Chrome) -> bool:
    """Nothing sticks out to the right."""
    page = browser.find_element(By.TAG_NAME, "html")
    return str(page.get_property("scrollWidth")) == str(page.get_property("clientWidth"))


def test_a_newcomer_dials_pays_and_reads_the_message(
    browser: webdriver.Chrome, phone_address: str, lipa: FakeLipa, daraja: Daraja, operator: SimulatedOperator
) -> None:
    def answer(call: Call) -> tuple[int, str]:
        if call.path.endswith("/ussd") and call.form["text"].endswith("*1"):
            daraja.push(lipa, call.form["phoneNumber"].lstrip("+"))
        return usual_answer(call)

    lipa.answer = answer
    browser.get(phone_address)
    assert fits(browser)
    press(browser, *"*384*46#", "Call")
    screen(browser, "Weka namba ya gari")
    press(browser, *"4628", "Send")
    screen(browser, "Lipa KES 60")
    assert fits(browser)
    press(browser, "1", "Send")
    screen(browser, "Enter M-PESA PIN")
    press(browser, *"1234", "Send")
    operator.sms_gateway.accept(f"+{AMINA}", "LIPAFARE", "Lipa Fare: KES 60 imelipwa.")
    screen(browser, "KES 60 imelipwa.")
    assert fits(browser)
    door = browser.find_element(By.CLASS_NAME, "paid").get_attribute("href") or ""
    assert door.endswith(f"/owner/fare/{operator.books.all()[0].receipt}")
