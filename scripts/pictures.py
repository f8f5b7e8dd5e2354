"""Pictures of every page: one contact sheet for each role, as wide as a phone and as a desk, in docs/pictures.

It signs in to the running demo as each of its people, and follows the links of the pages: one page of each kind. Two
addresses are of one kind when they differ in a number, a receipt, a plate or a query only.
"""

import base64
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selenium import webdriver
from selenium.webdriver.common.by import By

ROOT = Path(__file__).resolve().parents[1]
SHEETS = ROOT / "docs" / "pictures"
ROLES = ("owner", "ops", "finance", "sacco", "treasurer", "crew")
WIDTHS = (360, 1280)
MOST_PAGES, TALLEST, QUALITY = 60, 2400, 35
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files")
LINKS = "return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
HEIGHT = "return document.documentElement.scrollHeight"
NAMES = re.compile(
    r"(?<=/)((?<=ings/|mits/|tion/)[^/]+|[0-9]+|[0-9a-f]{32}|[A-Z]{10}|[A-Z0-9]*[0-9][A-Z0-9]*"
    r"|K[A-Z]{2}%20[0-9]{3}[A-Z])(?=/|$)"
)
SKIPPED = re.compile(r"\.(csv|pdf)$|^/static/|^/logout|^/lang|^/c/")

# Forms whose answer is a page that no link leads to: what is typed into them. No money moves before the code by SMS.
FORMS = {
    "/owner/withdraw": {"amount": "700"},
    "/owner/vendors": {"amount": "500"},
    "/owner/vouchers": {"amount": "300"},
    "/sacco/withdraw": {"amount": "800"},
}
SEND = "main form.form button"


def open_browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def picture(browser: webdriver.Chrome, width: int, tallest: int = TALLEST) -> bytes:
    screen = {"width": width, "height": 400, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    screen["height"] = min(tallest, int(browser.execute_script(HEIGHT)))  # as high as this width makes it
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(taken["data"])


def sign_in(browser: webdriver.Chrome, address: str, login: str) -> None:
    """As a person would, with the second factor of `make code` where it is asked for."""
    phone, _, password = login.partition(":")
    browser.get(address + "/login")
    browser.delete_all_cookies()
    browser.add_cookie({"name": "lipa_lang", "value": "en"})
    browser.get(address + "/login")
    browser.find_element(By.NAME, "phone").send_keys(phone)
    browser.find_element(By.NAME, "password").send_keys(password)
    browser.find_element(By.CSS_SELECTOR, "form[action='/login'] button").click()
    time.sleep(1)
    if urlsplit(browser.current_url).path == "/sign-in/code":
        code = subprocess.run(["scripts/code.sh"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        field = browser.find_element(By.NAME, "code")
        field.send_keys(code)
        field.submit()
        time.sleep(1)


def answer(browser: webdriver.Chrome, typed: dict[str, str]) -> list[bytes]:
    """Pictures of what follows when this is typed into the form of the page that is open."""
    for name, value in typed.items():
        browser.find_element(By.NAME, name).send_keys(value)
    browser.find_element(By.CSS_SELECTOR, SEND).click()
    time.sleep(1)
    return [picture(browser, width) for width in WIDTHS]


def walk(browser: webdriver.Chrome, start: str) -> dict[str, list[bytes]]:
    """A picture of each width by path: the page at this address, and one of each kind that its links lead to."""
    waiting, kinds = [start], set()
    taken: dict[str, list[bytes]] = {}
    while waiting and len(taken) < MOST_PAGES:
        address = waiting.pop(0)
        kind = NAMES.sub("*", urlsplit(address).path)
        if kind in kinds or SKIPPED.search(kind) or urlsplit(address).netloc != urlsplit(start).netloc:
            continue
        browser.get(address)
        path = urlsplit(browser.current_url).path
        kinds.add(kind)
        if path != urlsplit(address).path and NAMES.sub("*", path) in kinds:
            continue  # it led to a page that is there
        kinds.add(NAMES.sub("*", path))
        taken[path] = [picture(browser, width) for width in WIDTHS]
        waiting += [urljoin(address, link).partition("#")[0] for link in browser.execute_script(LINKS)]
        if path in FORMS and browser.find_elements(By.NAME, "amount"):
            taken[f"{path} (next)"] = answer(browser, FORMS[path])
    return taken


def sheet(browser: webdriver.Chrome, folder: Path, taken: dict[str, list[bytes]]) -> bytes:
    """All pictures on one page, small."""
    figures = []
    for path, pictures in taken.items():
        images = "".join(
            f'<img width={width // 4 if width > 500 else width // 2} src="data:image/webp;base64,'
            f'{base64.b64encode(image).decode()}">' for width, image in zip(WIDTHS, pictures, strict=True)
        )  # fmt: skip
        figures.append(f"<figure><figcaption>{path}</figcaption>{images}</figure>")
    style = (
        "body{margin:8px;font:13px sans-serif;columns:3;column-gap:12px}figure{margin:0 0 12px;break-inside:avoid}"
        "img{vertical-align:top;margin-right:6px;border:1px solid #999}figcaption{font-weight:700}"
    )
    page = folder / "sheet.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{''.join(figures)}", encoding="utf-8")
    browser.get(page.as_uri())
    return picture(browser, 1640, 16_000)


def main() -> None:
    address = os.environ["LIPA_URL"]
    SHEETS.mkdir(parents=True, exist_ok=True)
    browser = open_browser()
    try:
        for role in ("nobody", *ROLES, "phone"):
            if role in ROLES:
                sign_in(browser, address, os.environ[f"LIPA_DEMO_{role.upper()}"])
                start = browser.current_url
            else:
                start = f"{os.environ['LIPA_SANDBOX_URL']}/?lugha=en" if role == "phone" else f"{address}/login"
            image = sheet(browser, ROOT / ".local", walk(browser, start))
            (SHEETS / f"{role}.webp").write_bytes(image)
            print(f"docs/pictures/{role}.webp  {len(image) // 1024} KB")
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
