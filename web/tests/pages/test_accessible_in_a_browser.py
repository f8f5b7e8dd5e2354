"""Every page of every role, in both languages: axe finds nothing, in light and dark; it fits; it is light."""

import importlib.metadata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from selenium import webdriver

from db.tests.long import LONG, some
from web import routes
from web.auth import Auth
from web.i18n import LANG_COOKIE
from web.tests.pages.matrix import ROLES
from web.tests.pages.page_calls import PAGE_CALLS
from web.tests.pages.seed import SeededWorld, is_open
from web.tests.pages.test_in_a_browser import LIMIT, WEIGHT, address, browser
from web.tests.pages.test_people_in_a_browser import enter

__all__ = ["address", "browser"]  # fixtures
pytestmark = pytest.mark.browser
AXE = next(
    file.locate() for file in importlib.metadata.files("axe-playwright-python") or [] if file.name == "axe.min.js"
)  # fmt: skip
# The conductor's page reloads itself every 15 seconds on purpose, and has a link to pause that.
RUN = """
axe.run(document, {resultTypes: ['violations'], preload: false, rules: {'meta-refresh': {enabled: false}}})
  .then(r => arguments[0](r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200)))))
"""
WIDE = """return document.documentElement.scrollWidth <= innerWidth ? [] :
  [innerWidth + ' px: ' + [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 120))[0]]"""
# Each language with the widths that it is tried at; light and dark are tried at the last of them. Only in a long run:
# English, whose pages are of the same templates; pages that a role shares with others; two of every three pages of a
# role; and each page in both schemes.
LANGUAGES = some((("sw", (1280, 320)), ("en", (360, 320))), 2)
SCHEMES = ("light", "dark")
ANYBODY = [route.path for route in routes.ROUTES
           if route.auth is Auth.PUBLIC and route.methods == "GET" and "<" not in route.path
           and route.path not in ("/healthz", "/readyz", "/metrics")]  # fmt: skip


def pages(role: str) -> Iterator[tuple[str, str]]:
    """(path, what to do before) of every page that this role may open; what everybody may, the person looks at."""
    for name, call in PAGE_CALLS.items():
        needed = {of for of in (call.function, call.also) if of}
        is_seen = role != "person" and all(is_open(of, "person") for of in needed)
        if name.startswith("GET ") and ".csv" not in name and not is_seen and all(is_open(of, role) for of in needed):
            yield call.own, call.prepare


def faults(browser: webdriver.Chrome, widths: tuple[int, ...], schemes: Sequence[str]) -> list[str]:
    """What is wrong with the page that is open, in these schemes."""
    browser.execute_script("for (const fold of document.querySelectorAll('details')) fold.open = true")
    weight = browser.execute_script(WEIGHT)
    found = [f"{weight} bytes"] if weight > LIMIT else []
    for width in widths:
        screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        found += browser.execute_script(WIDE)
    for scheme in schemes:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        assert browser.execute_script("return matchMedia('(prefers-color-scheme: dark)').matches") == (scheme == "dark")
        found += [f"{scheme}: {fault}" for fault in browser.execute_async_script(RUN)]
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("browser", [1280], indirect=True)
@pytest.mark.parametrize(("lang", "widths"), LANGUAGES, ids=lambda value: value if isinstance(value, str) else "")
def test_axe_finds_nothing_on_any_page(
    browser: webdriver.Chrome, address: str, seeded: SeededWorld, lang: str, widths: tuple[int, ...]
) -> None:
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": Path(AXE).read_text(encoding="utf-8")})
    found, roles = {}, {"nobody": [(path, "") for path in ANYBODY]} | {role: list(pages(role)) for role in ROLES}
    seen: set[str] = set()
    browser.get(address + "/login")
    for role, paths in roles.items():
        if role != "nobody":
            enter(browser, address, seeded, role)
        browser.add_cookie({"name": LANG_COOKIE, "value": lang})
        for path, prepare in paths if LONG else [page for page in paths if page[0] not in seen][::3]:
            seen.add(path)
            seeded.execute(prepare)
            browser.get(address + seeded.say(path))
            if fault := faults(browser, widths, SCHEMES if LONG else (SCHEMES[len(seen) % 2],)):
                found[f"{role} {path}"] = fault
    assert not found, "\n".join(f"{page}: {fault}" for page, fault in found.items())
    assert len(seen) > 30
