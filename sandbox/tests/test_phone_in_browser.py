"""The phone page in a real browser, narrow and wide."""

import shutil
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import Select, WebDriverWait

from sandbox.payout_faults import PlannedFault
from sandbox.simulated_operator import Operator
from sandbox.tests.conftest import AMINA, Daraja

pytestmark = pytest.mark.browser
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture(params=[360, 1280])
def browser(request: pytest.FixtureRequest, tmp_path: object) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--window-size={request.param},900", f"--user-data-dir={tmp_path}/chromium"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    if request.param < 500:  # only emulation makes a window this narrow
        narrow = {"width": request.param, "height": 900, "deviceScaleFactor": 1, "mobile": True}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    yield driver
    driver.quit()


def press(browser: webdriver.Chrome, *labels: str) -> None:
    """Press the keys with these labels. Each one loads a new page."""
    for label in labels:
        keys = browser.find_elements(By.CSS_SELECTOR, ".phone button")
        key = next(key for key in keys if key.text.split("\n")[0] == label)
        key.click()
        # While the page changes, the driver can raise another error than a stale element.
        WebDriverWait(browser, 10, 0.05, [WebDriverException]).until(staleness_of(key))


def wait_for_text(browser: webdriver.Chrome, text: str) -> None:
    wait = WebDriverWait(browser, 10, 0.2, [NoSuchElementException, StaleElementReferenceException])
    wait.until(lambda b: text in b.find_element(By.CLASS_NAME, "screen").text)


def fits_width(browser: webdriver.Chrome) -> bool:
    page = browser.find_element(By.TAG_NAME, "html")
    return str(page.get_property("scrollWidth")) == str(page.get_property("clientWidth"))


def test_passenger_pays(browser: webdriver.Chrome, sandbox_url: str, daraja: Daraja, operator: Operator) -> None:
    daraja.push_after_ussd()
    browser.get(f"{sandbox_url}/?lugha=en")
    assert fits_width(browser)
    press(browser, *"*384*46#", "Call")
    wait_for_text(browser, "Weka namba ya gari")
    press(browser, *"4628", "Send")
    wait_for_text(browser, "Lipa KES 60")
    assert fits_width(browser)
    press(browser, "1", "Send")
    wait_for_text(browser, "Enter M-PESA PIN")
    press(browser, *"1234", "Send")
    operator.sms_gateway.accept(f"+{AMINA}", "LIPAFARE", "Lipa Fare: KES 60 imelipwa.")
    wait_for_text(browser, "KES 60 imelipwa.")
    assert fits_width(browser)
    link = browser.find_element(By.CLASS_NAME, "paid").get_attribute("href") or ""
    assert link.endswith(f"/fare/{operator.books.all()[0].receipt}")


def test_console_fits_and_plans_a_fault(browser: webdriver.Chrome, sandbox_url: str, operator: Operator) -> None:
    browser.get(f"{sandbox_url}/sandbox/?lugha=en")
    assert fits_width(browser)
    form = browser.find_element(By.CSS_SELECTOR, "form[action$=payout-faults]")
    Select(form.find_element(By.NAME, "fault")).select_by_visible_text("receiver's wallet is full (8)")
    form.find_element(By.NAME, "amount").send_keys("1200")
    form.find_element(By.CSS_SELECTOR, "button.call").click()
    WebDriverWait(browser, 10).until(lambda _: operator.payout_faults.planned)
    assert operator.payout_faults.planned == [PlannedFault("wallet_full", amount=1200)]
    WebDriverWait(browser, 10, 0.2, [WebDriverException]).until(lambda b: "KES 1200 · ×1" in b.page_source)
    assert fits_width(browser)
