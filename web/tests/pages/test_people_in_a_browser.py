"""The pages about people in a real browser, on a phone and on a desk: nothing sticks out, every target is a finger high."""

import os
from pathlib import Path

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By

from web.doors import SESSION_COOKIE
from web.security import phones
from web.tests.pages import seed
from web.tests.pages.matrix import DEVICES, action_visits
from web.tests.pages.seed import SeededWorld
from web.tests.pages.test_in_a_browser import address, browser, follow, look
from web.tests.pages.world import World

__all__ = ["address", "browser"]  # fixtures
pytestmark = pytest.mark.browser
PICTURES = os.environ.get("LIPA_PICTURES", "")  # a folder, for whoever wants to see them


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> SeededWorld:
    """People of every role; two devices of each; one who is shut out, and whom somebody wants in again.

    Names and reasons are as long as they may be, some in one word.
    """
    made = seed.furnish(small_world)
    made.connection.execute("update accounts.users set name_sealed = %s", (phones.seal("name", b"W" * 80),))
    made.connection.execute(
        "insert into accounts.devices (user_id, device_hash, first_seen_at, locked_until)"
        " select user_id, sha256('old'), now() - interval '40 days', now() + interval '9 minutes' from accounts.users"
        " union all select user_id, sha256('new'), now(), null from accounts.users"
    )
    made.value(
        "select accounts.disable_person(%s, %s, %s)",
        made.users["finance"], made.names["leaver"], "simu imeibwa stendi ya Nyamakima, " + "m" * 160,
    )  # fmt: skip
    made.names["let_in"] = made.value(
        "select access.propose_enable(%s, %s, 'simu imepatikana, amekuja ofisini') ->> 'change_id'",
        made.users["ops"], made.names["leaver"],
    )  # fmt: skip
    return made


def acts_of(seeded: SeededWorld) -> tuple[str, ...]:
    """The page of each dangerous act."""
    seeded.connection.execute(seeded.say(DEVICES).encode())
    pages = [seeded.say(visit.own) for name, visit in action_visits().items() if name.startswith("GET ops ")]
    return (*pages, f"/ops/people/{seeded.names['leaver']}/enable", f"/ops/people/{seeded.users['finance']}/disable")


def test_every_page_about_people_fits_a_phone_and_a_desk(
    browser: webdriver.Chrome, address: str, seeded: SeededWorld, request: pytest.FixtureRequest
) -> None:
    subject, change = seeded.names["subject"], seeded.names["change_id"]
    suspense = f"/ops/suspense/{seeded.names['lost']}"
    for role, paths in {
        "ops": (
            "/ops/",
            "/ops/people",
            "/ops/people?role=crew",
            f"/ops/people/{subject}",
            f"/ops/people/{seeded.names['leaver']}",
            *acts_of(seeded),
            f"{suspense}?account=KZZ+001A",
            "/ops/audit-log",
            f"/ops/changes/{seeded.names['ops_change']}",
            "/ops/settings",
            "/ops/settings/sign_in_tries",
            "/ops/limits",
            "/ops/limits/form,session",
            "/ops/retention/raw_bodies",
            f"/ops/pilot/{seeded.names['pilot_entry_id']}",
            "/ops/pilot",
        ),
        "finance": (f"/ops/changes/{change}", "/ops/settings", "/ops/pilot", f"/ops/changes/{seeded.names['let_in']}"),
        "sacco_admin": (
            "/sacco/people",
            "/sacco/people/crew",
            f"/sacco/people/revoke?grant_id={seeded.names['my_crew']}",
            f"/sacco/changes/{seeded.names['admin_change']}",
        ),
        "sacco_treasurer": (f"/sacco/changes/{seeded.names['my_change']}",),
        "owner": ("/sessions",),
        "crew": ("/crew/?live=no", "/c/0123456789abcdef"),
    }.items():
        browser.get(address + "/login")
        browser.add_cookie({"name": SESSION_COOKIE, "value": seeded.session(role)})
        seeded.session(role)  # the same person in another browser
        for path in paths:
            browser.get(address + path)
            for fold in browser.find_elements(By.TAG_NAME, "summary"):
                fold.click()
            if PICTURES:
                name = f"{path.strip('/').replace('/', '-').replace('?', '-')}-{role}-{request.node.callspec.id}.png"
                browser.execute_cdp_cmd(
                    "Emulation.setDeviceMetricsOverride",
                    {
                        "width": browser.execute_script("return innerWidth"),
                        "height": browser.execute_script("return document.documentElement.scrollHeight"),
                        "deviceScaleFactor": 1,
                        "mobile": False,
                    },
                )
                browser.save_screenshot(str(Path(PICTURES) / name))
            look(browser)


def test_staff_proposes_by_hand(browser: webdriver.Chrome, address: str, seeded: SeededWorld) -> None:
    browser.get(address + "/login")
    browser.add_cookie({"name": SESSION_COOKIE, "value": seeded.session("ops")})
    browser.get(f"{address}/ops/people/{seeded.users['owner']}")
    follow(browser, browser.find_element(By.LINK_TEXT, "Mpe jukumu"))
    browser.find_element(By.ID, "scope").send_keys("kzz 777z")
    browser.find_element(By.ID, "reason").send_keys("anaendesha mwenyewe")
    browser.find_element(By.CSS_SELECTOR, "#role option[value=crew]").click()
    follow(browser, browser.find_element(By.XPATH, "//button[text()='Pendekeza jukumu']"))
    assert "Jukumu hilo halishikwi hapo" in browser.find_element(By.TAG_NAME, "main").text
    assert browser.find_element(By.ID, "reason").get_attribute("value") == "anaendesha mwenyewe"


def test_who_is_to_be_forgotten_is_weighed_by_hand(
    browser: webdriver.Chrome, address: str, seeded: SeededWorld
) -> None:
    browser.get(address + "/login")
    browser.add_cookie({"name": SESSION_COOKIE, "value": seeded.session("ops")})
    seeded.connection.execute("update accounts.sessions set proved_at = now() - interval '1 hour'")
    browser.get(f"{address}/ops/people")
    browser.find_element(By.ID, "phone").send_keys("0712 000 321")
    follow(browser, browser.find_element(By.CSS_SELECTOR, "button[formaction]"))
    browser.get(f"{address}/ops/privacy")
    browser.find_element(By.ID, "erase-phone").send_keys("0712 000 321")
    follow(browser, browser.find_element(By.XPATH, "//button[text()='Angalia kitakachotokea']"))
    assert "Sahau mtu: ..321" in look(browser)
    assert browser.find_element(By.ID, "code").get_attribute("autocomplete") == "one-time-code"
    if PICTURES:
        browser.save_screenshot(str(Path(PICTURES) / f"erase-{browser.execute_script('return innerWidth')}.png"))
    follow(browser, browser.find_element(By.PARTIAL_LINK_TEXT, "Rudi bila kufanya"))
    assert browser.current_url.endswith("/ops/privacy")
