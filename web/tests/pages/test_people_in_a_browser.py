"""The pages about people in Chromium, as wide as a phone and as a desk: they fit, and every target is a finger high."""

import os
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from db.tests.long import some
from web.cookies import SESSION_COOKIE
from web.security import sealing
from web.tests.pages.matrix import DEVICES, action_page_calls
from web.tests.pages.seed import SeededWorld
from web.tests.pages.test_in_a_browser import address, browser, follow, look

__all__ = ["address", "browser"]  # fixtures
pytestmark = pytest.mark.browser
PICTURES = os.environ.get("LIPA_PICTURES", "")  # a folder, for whoever wants to see them


@pytest.fixture(scope="module")
def seeded(seeded: SeededWorld) -> SeededWorld:
    """People of every role, two devices of each; one of them is disabled, and a proposal to enable them waits.

    Names and reasons are as long as they may be, some in one word.
    """
    connection, leaver = seeded.connection, seeded.names["leaver"]
    connection.execute("update accounts.users set name_sealed = %s", (sealing.seal("name", b"W" * 80),))
    connection.execute("""insert into accounts.devices (user_id, device_hash, first_seen_at, locked_until)
            select user_id, sha256('old'), now() - interval '40 days', now() + interval '9 minutes' from accounts.users
            union all select user_id, sha256('new'), now(), null from accounts.users""")
    reason = "simu imeibwa stendi ya Nyamakima, " + "m" * 160
    seeded.value("select accounts.disable_person(%s, %s, %s)", seeded.users["finance"], leaver, reason)
    enable = "select access.propose_enable(%s, %s, 'simu imepatikana, amekuja ofisini') ->> 'change_id'"
    seeded.names["enabling"] = seeded.value(enable, seeded.users["ops"], leaver)
    return seeded


def pages_of_actions(seeded: SeededWorld) -> tuple[str, ...]:
    seeded.execute(DEVICES)
    pages = [seeded.say(call.own) for name, call in action_page_calls().items() if name.startswith("GET ops ")]
    return (*pages, f"/ops/people/{seeded.names['leaver']}/enable", f"/ops/people/{seeded.users['finance']}/disable")


def enter(browser: webdriver.Chrome, address: str, seeded: SeededWorld, role: str) -> None:
    browser.get(address + "/login")
    browser.add_cookie({"name": SESSION_COOKIE, "value": seeded.session(role)})


def take_picture(browser: webdriver.Chrome, name: str) -> None:
    if PICTURES:
        width, height = (browser.execute_script(f"return {of}") for of in (
            "innerWidth", "document.documentElement.scrollHeight"))  # fmt: skip
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        browser.save_screenshot(str(Path(PICTURES) / f"{name}-{width}.png"))


PAGES = {
    "ops": (
        "/ops/", "/ops/people", "/ops/people?role=crew", "/ops/people/{subject}", "/ops/people/{leaver}",
        "/ops/suspense/{lost}?account=KZZ+001A", "/ops/payment/{mine}",
        "/ops/alarms/{alarm_id}", "/ops/runbooks/wrong_token", "/ops/figures", "/ops/week", "/ops/bounds/ussd_drops",
        "/ops/search", "/ops/audit-log",
        "/ops/changes/{ops_change}", "/ops/settings",
        "/ops/settings/sign_in_tries", "/ops/limits", "/ops/limits/form,session", "/ops/retention/raw_bodies",
        "/ops/pilot/{pilot_entry_id}", "/ops/pilot",
    ),
    "finance": ("/ops/changes/{change_id}", "/ops/settings", "/ops/pilot", "/ops/changes/{enabling}"),
    "sacco_admin": (
        "/sacco/people", "/sacco/people/crew", "/sacco/people/revoke?grant_id={my_crew}",
        "/sacco/changes/{admin_change}",
    ),
    "sacco_treasurer": ("/sacco/changes/{my_change}",),
    "owner": ("/sessions",),
    "crew": ("/crew/?live=no", "/c/0123456789abcdef"),
}  # fmt: skip


@pytest.mark.parametrize("browser", some([360, 320, 1280], 3), indirect=True)
def test_every_page_fits_a_phone_and_a_desk(browser: webdriver.Chrome, address: str, seeded: SeededWorld) -> None:
    for role, paths in PAGES.items():
        enter(browser, address, seeded, role)
        seeded.session(role)  # the same person in another browser
        for path in (*map(seeded.say, paths), *some(pages_of_actions(seeded) if role == "ops" else (), 2)):
            browser.get(address + path)
            for fold in browser.find_elements(By.TAG_NAME, "summary"):
                fold.click()
            take_picture(browser, f"{path.strip('/').replace('/', '-').replace('?', '-')}-{role}")
            look(browser)


def test_staff_propose_by_hand(browser: webdriver.Chrome, address: str, seeded: SeededWorld) -> None:
    enter(browser, address, seeded, "ops")
    browser.get(f"{address}/ops/people/{seeded.users['owner']}")
    follow(browser, browser.find_element(By.LINK_TEXT, "Ongeza jukumu"))
    browser.find_element(By.ID, "scope").send_keys("kzz 777z")
    browser.find_element(By.ID, "reason").send_keys("anaendesha mwenyewe")
    browser.find_element(By.CSS_SELECTOR, "#role option[value=crew]").click()
    follow(browser, browser.find_element(By.XPATH, "//button[text()='Omba jukumu']"))
    assert "Hakuna mmiliki, SACCO au gari hilo" in browser.find_element(By.TAG_NAME, "main").text
    assert browser.find_element(By.ID, "reason").get_attribute("value") == "anaendesha mwenyewe"


def test_an_erasure_is_previewed_by_hand(browser: webdriver.Chrome, address: str, seeded: SeededWorld) -> None:
    enter(browser, address, seeded, "ops")
    seeded.let_second_factors_age()
    browser.get(f"{address}/ops/people")
    browser.find_element(By.ID, "phone").send_keys("0712 000 321")
    follow(browser, browser.find_element(By.CSS_SELECTOR, "button[formaction]"))
    browser.get(f"{address}/ops/privacy")
    browser.find_element(By.ID, "erase-phone").send_keys("0712 000 321")
    follow(browser, browser.find_element(By.XPATH, "//button[text()='Angalia kitakachotokea']"))
    assert "Futa taarifa zake: ..321" in look(browser)
    assert browser.find_element(By.ID, "code").get_attribute("autocomplete") == "one-time-code"
    take_picture(browser, "erase")
    follow(browser, browser.find_element(By.PARTIAL_LINK_TEXT, "Rudi bila kufanya"))
    assert browser.current_url.endswith("/ops/privacy")
