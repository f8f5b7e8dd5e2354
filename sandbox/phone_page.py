"""A feature phone in the browser. Its keys are form buttons, so it works without script."""

import json
import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sandbox import scenarios, subscribers
from sandbox.books import format_shillings, payer_fee
from sandbox.clock import nairobi_time
from sandbox.demo_links import legs
from sandbox.simulated_operator import operator
from sandbox.stk_push import WRONG_PIN, is_valid_pin
from sandbox.texts import describe_exchange, get_language, get_texts
from sandbox.ussd import SCREEN_CHARACTERS, Handset

phone_page = Blueprint("phone_page", __name__)

KEYS = {
    "1": "", "2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno",
    "7": "pqrs", "8": "tuv", "9": "wxyz", "*": "", "0": "+", "#": "",
}  # fmt: skip
# The words of a screen in the other language than the page's, by the page's language: 98 changes it.
OTHER_LANGUAGE = (("98 Kiswahili", "0 Back"), ("98 English", "0 Rudi"))
RELOAD_SECONDS = 75  # how long the page reloads itself while something is expected
RELOAD_AFTER_MPESA = 15  # after M-PESA's message; Lipa Fare's receipt can still come
RELOAD_AFTER_RECEIPT = 6  # after Lipa Fare's receipt; its delivery report can still come


@dataclass(frozen=True)
class Screen:
    """What the phone shows: a text, and an input field when has_input is true."""

    text: str
    green_label: str
    has_input: bool = True
    is_secret: bool = False
    is_prompt: bool = False

    @property
    def visible_text(self) -> str:
        return self.text[:SCREEN_CHARACTERS]


@phone_page.get("/")
def show_phone() -> str:
    lang, given = get_language(), request.args.get("simu", "")
    parsed = subscribers.parse_phone(given)
    number, texts = parsed or subscribers.SIMS[0].number, get_texts(lang)
    handset = operator.handsets.get(number)
    push = operator.stk_pushes.open_prompt(number)
    if push is None:
        open_new_message(handset)
    reload = has_to_reload(handset, push)
    screen = current_screen(handset, push, texts, reload)
    notice, handset.notice = handset.notice, ""
    exchanges = [describe_exchange(row, lang) for row in operator.trace.latest(number)]
    paid = next((exchange["receipt"] for exchange in exchanges if exchange["receipt"]), "")
    return render_template(
        "phone.html", t=texts, lang=lang, number=number, sims=subscribers.SIMS, format_local=subscribers.format_local,
        handset=handset, screen=screen, keys=KEYS, notice=notice, limit=SCREEN_CHARACTERS, exchanges=exchanges,
        messages=[(f"{nairobi_time(row['at']):%H:%M}", row) for row in operator.sms_gateway.inbox(number)],
        paid=paid, legs=[(texts.get(f"leg_{name}", name), format_shillings(cents)) for name, cents in legs(paid)],
        reload=reload, is_waiting=reload and is_expecting(handset), wrong="" if parsed else given, operator=operator,
        door_code=get_door_code(), now=nairobi_time(),
    )  # fmt: skip


def open_new_message(handset: Handset) -> None:
    """Open the inbox when an expected message has come. Lipa Fare's message also opens it from an idle screen.

    Money that arrived opens it once.
    """
    arrived_at = operator.payouts.arrived_at(handset.number)
    if handset.money_seen_at < arrived_at and handset.view == "home" and not handset.buffer:
        handset.view = "sms"
    if handset.view == "sms":
        handset.money_seen_at = arrived_at
    from_any, from_lipa = operator.sms_gateway.latest_times(handset.number)
    if handset.waiting_since > 0 and (
        (from_any > handset.waiting_since and handset.view == "wait")
        or (from_lipa > handset.waiting_since and handset.view in ("ussd", "home"))
    ):
        handset.view = "sms"


def has_to_reload(handset: Handset, push: sqlite3.Row | None) -> bool:
    """Whether something is expected and the screen takes no text, which a reload would wipe."""
    session, since = handset.session, handset.waiting_since
    is_typing = handset.buffer or handset.view in ("paybill", "home") or (session is not None and session.is_open)
    if push is not None or is_typing or not since:
        return False
    from_any, from_lipa = operator.sms_gateway.latest_times(handset.number)
    if from_lipa > since:
        return time.time() < from_lipa + RELOAD_AFTER_RECEIPT
    return time.time() < since + (RELOAD_AFTER_MPESA if from_any > since else RELOAD_SECONDS)


def is_expecting(handset: Handset) -> bool:
    """Whether Lipa Fare's receipt is still to come."""
    return operator.sms_gateway.latest_times(handset.number)[1] <= handset.waiting_since


def current_screen(handset: Handset, push: sqlite3.Row | None, texts: dict[str, str], reload: bool = False) -> Screen:
    if push is not None:
        text = texts["prompt"].format(amount=format_shillings(push["amount_cents"]), account=push["account"])
        return Screen(text, texts["send"], is_secret=True, is_prompt=True)
    if handset.view == "ussd" and handset.session:
        is_open = handset.session.is_open
        return Screen(handset.session.screen, texts["send" if is_open else "ok"], has_input=is_open)
    if handset.view == "paybill":
        return bill_screen(handset.bill, texts)
    if handset.view == "sms":
        return Screen("", texts["ok" if reload else "send"], has_input=not reload)
    if handset.view == "wait":
        return Screen(texts["wait"], texts["ok"], has_input=False)
    return Screen(texts["home_text"].format(code=operator.handsets.code), texts["call"])


def bill_screen(bill: dict[str, str], texts: dict[str, str]) -> Screen:
    values = {"shortcode": operator.settings.shortcode, **bill}
    if "amount" in bill:
        values["fee"] = format_shillings(payer_fee(int(bill["amount"]) * 100))
        return Screen(texts["ask_pin"].format(**values), texts["send"], is_secret=True)
    return Screen(texts["ask_amount" if "account" in bill else "ask_account"].format(**values), texts["send"])


@phone_page.post("/")
def press() -> Response:
    """Handle one key, or one button around the screen, then show the page again."""
    number, lang = subscribers.parse_phone(request.form.get("simu", "")) or subscribers.SIMS[0].number, get_language()
    handset, typed = operator.handsets.get(number), request.form.get("typed", "")[:160]
    if key := request.form.get("key", "")[:1]:
        handset.buffer = typed + key
    elif request.form.get("do") == "clear":
        handset.buffer = typed[:-1]
    else:
        handset.buffer = ""
        press_button(handset, request.form.get("do", ""), typed, lang)
    query = urlencode({"simu": number, **({"lugha": "en"} if lang else {})})
    return redirect(f"/?{query}#simu", 303)


def press_button(handset: Handset, button: str, typed: str, lang: int) -> None:
    """What the button does depends on what the screen shows. An open prompt comes first."""
    pushes, handsets, number, texts = operator.stk_pushes, operator.handsets, handset.number, get_texts(lang)
    if pushes.open_prompt(number) and button in ("call", "end", "cancel", "ignore"):
        show_waiting(handset)
        pushes.answer(number, {"call": typed or WRONG_PIN, "ignore": "ignore"}.get(button, "cancel"))
    elif button == "call":
        press_green_key(handset, typed, lang)
    elif button.startswith("dial:"):
        dial(handset, button.removeprefix("dial:"), lang)
    elif button.startswith("play:"):
        handsets.hang_up(number)
        show_waiting(handset)
        tell_refusal(handset, scenarios.play(button.removeprefix("play:"), handset, get_door_code()), texts)
    elif button in ("end", "home", "sms", "paybill"):
        handsets.hang_up(number)
        handset.view, handset.bill = ("home" if button == "end" else button), {}
        handset.waiting_since = 0.0


def press_green_key(handset: Handset, typed: str, lang: int) -> None:
    session, texts = handset.session, get_texts(lang)
    if handset.view == "ussd" and session and session.is_open:
        answered = operator.handsets.enter(handset.number, typed)
        if answered and not answered.is_open:
            handset.waiting_since = time.time()
    elif handset.view == "paybill":
        enter_bill(handset, typed.strip(), texts)
    elif handset.view == "sms" and typed.strip():
        operator.sms_gateway.send_reply(handset.number, typed.strip())
    elif handset.view in ("ussd", "wait", "sms"):
        handset.view = "home"
    else:
        dial(handset, typed or operator.handsets.code, lang)


def dial(handset: Handset, code: str, lang: int) -> None:
    """Dial; where the SIM's language is not the page's, change it as a passenger would."""
    session = operator.handsets.dial(handset.number, code)
    if session.is_open and any(words in session.screen for words in OTHER_LANGUAGE[lang]):
        session = operator.handsets.enter(handset.number, "98") or session
    handset.waiting_since = 0.0 if session.is_open else time.time()


def show_waiting(handset: Handset) -> None:
    handset.view, handset.waiting_since = "wait", time.time()


def enter_bill(handset: Handset, typed: str, texts: dict[str, str]) -> None:
    """Lipa na M-PESA: take the account, the amount, then the PIN."""
    bill = handset.bill
    if "account" not in bill:
        bill |= {"account": typed[:20]} if typed else {}
    elif "amount" in bill:
        pay_bill(handset, typed, texts)
    elif re.fullmatch("[1-9][0-9]{0,5}", typed):
        bill["amount"] = typed
    else:
        handset.notice = texts["bad_amount"].partition("\n")[0]


def pay_bill(handset: Handset, pin: str, texts: dict[str, str]) -> None:
    number, account, cents = handset.number, handset.bill["account"], int(handset.bill["amount"]) * 100
    handset.bill, handset.view = {}, "home"
    spent = operator.books.spent_cents(number, nairobi_time())
    if not is_valid_pin(pin):
        handset.notice = texts["bad_pin"]
    elif spent + cents + payer_fee(cents) > subscribers.find_sim(number).balance_cents:
        handset.notice = texts["too_poor"]
    else:
        show_waiting(handset)
        tell_refusal(handset, scenarios.pay_bill(number, account, cents), texts)


def tell_refusal(handset: Handset, reason: str, texts: dict[str, str]) -> None:
    if reason:
        handset.view, handset.waiting_since = "home", 0.0
        handset.notice = texts["refused"].format(reason=reason)


def get_door_code() -> str:
    """A vehicle to try: the configured one, else the first of the demo's vehicles."""
    if operator.settings.door_code:
        return operator.settings.door_code
    try:
        vehicles: list[dict[str, Any]] = json.loads(operator.settings.vehicles.read_text(encoding="utf-8"))
        return str(vehicles[0]["door_code"])
    except (OSError, ValueError, LookupError):
        return "4628"
