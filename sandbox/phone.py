"""A feature phone in the browser. Its keys are form buttons, so it works without script, on anything."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from . import people
from .books import payer_fee, shillings
from .c2b import Order
from .clock import eat
from .daraja.common import operator
from .push import WRONG_PIN, paid_message
from .ussd import SCREEN, Handset
from .words import language, story, wording

phone = Blueprint("phone", __name__)

KEYS = (
    ("1", ""),
    ("2", "abc"),
    ("3", "def"),
    ("4", "ghi"),
    ("5", "jkl"),
    ("6", "mno"),
    ("7", "pqrs"),
    ("8", "tuv"),
    ("9", "wxyz"),
    ("*", ""),
    ("0", "+"),
    ("#", ""),
)
PATIENCE = 75  # seconds of reloading after something was set in motion
AFTER_MPESA = 15  # of them once M-PESA has written: a receipt may still follow
LINGER = 6  # more seconds after the receipt has come, for its delivery report


@dataclass(frozen=True)
class Face:
    """What the screen shows: text, and perhaps a line to type on."""

    text: str
    green: str
    typing: bool = True
    secret: bool = False
    prompt: bool = False

    @property
    def shown(self) -> str:
        return self.text[:SCREEN]


@phone.get("/")
def show() -> str:
    lang, number = language(), people.normal(request.args.get("simu", "")) or people.SIMS[0].number
    handset, t = operator().handsets.of(number), wording(lang)
    push = operator().pushes.open_on(number)
    if push is None:
        notice_message(handset)
    looked = face(handset, push, t)
    notice, handset.notice = handset.notice, ""
    lines = [story(row, lang) for row in operator().trace.story(number)]
    return render_template(
        "phone.html",
        t=t,
        lang=lang,
        number=number,
        sims=people.SIMS,
        local=people.local,
        handset=handset,
        face=looked,
        keys=KEYS,
        messages=[(f"{eat(row['at']):%H:%M}", row) for row in operator().gateway.inbox(number)],
        notice=notice,
        limit=SCREEN,
        story=lines,
        paid=next((line["receipt"] for line in lines if line["receipt"]), ""),
        reload=reloading(handset, push),
        wrong=request.args.get("simu") if request.args.get("simu") and not people.normal(request.args["simu"]) else "",
        operator=operator(),
        door=door_code(),
        clock=f"{eat():%H:%M}",
        clock_seconds=f"{eat():%H%M%S}",
    )


def notice_message(handset: Handset) -> None:
    """A message that was waited for opens by itself; Lipa Fare's does so from any idle screen."""
    anybody, ours = operator().gateway.newest(handset.number)
    if anybody > handset.waiting_since > 0 and handset.view == "wait":
        handset.view = "sms"
    if ours > handset.waiting_since > 0 and handset.view in ("ussd", "home"):
        handset.view = "sms"


def reloading(handset: Handset, push: sqlite3.Row | None) -> bool:
    """While something is on its way and nobody is typing."""
    session, since = handset.session, handset.waiting_since
    if push is not None or handset.buffer or handset.view == "paybill" or (session is not None and session.open):
        return False
    anybody, ours = operator().gateway.newest(handset.number)
    until = ours + LINGER if ours > since else since + (AFTER_MPESA if anybody > since else PATIENCE)
    return time.time() < until


def face(handset: Handset, push: sqlite3.Row | None, t: dict[str, str]) -> Face:
    if push is not None:
        text = t["prompt"].format(amount=shillings(push["amount_cents"]), account=push["account"])
        return Face(text, t["send"], secret=True, prompt=True)
    if handset.view == "ussd" and handset.session:
        live = handset.session.open
        return Face(handset.session.screen, t["send"] if live else t["ok"], typing=live)
    if handset.view == "paybill":
        return bill_face(handset.bill, t)
    if handset.view == "sms":
        return Face("", t["send"])
    if handset.view == "wait":
        return Face(t["wait"], t["ok"], typing=False)
    return Face(t["home_text"].format(code=operator().handsets.code), t["call"])


def bill_face(bill: dict[str, str], t: dict[str, str]) -> Face:
    blanks = {"shortcode": operator().settings.shortcode, **bill}
    if "amount" in bill:
        blanks["fee"] = shillings(payer_fee(int(bill["amount"]) * 100))
        return Face(t["ask_pin"].format(**blanks), t["send"], secret=True)
    return Face(t["ask_amount" if "account" in bill else "ask_account"].format(**blanks), t["send"])


@phone.post("/")
def press() -> Response:
    """One key, or one of the buttons around the screen; then back to the page."""
    number, lang = people.normal(request.form.get("simu", "")) or people.SIMS[0].number, language()
    handset, typed = operator().handsets.of(number), request.form.get("typed", "")[:160]
    if key := request.form.get("key", "")[:1]:
        handset.buffer = typed + key
    elif request.form.get("do") == "clear":
        handset.buffer = typed[:-1]
    else:
        handset.buffer = ""
        act(handset, request.form.get("do", ""), typed, wording(lang))
    query = urlencode({"simu": number, **({"lugha": "en"} if lang else {})})
    return redirect(f"/?{query}#simu", 303)


def act(handset: Handset, wish: str, typed: str, t: dict[str, str]) -> None:
    """What the button does depends on what the screen shows; a prompt comes before everything."""
    pushes, handsets, number = operator().pushes, operator().handsets, handset.number
    if pushes.open_on(number) and wish in ("call", "end", "cancel", "ignore"):
        wait(handset)
        pushes.answer(number, {"call": typed or WRONG_PIN, "ignore": "ignore"}.get(wish, "cancel"))
    elif wish == "call":
        call(handset, typed, t)
    elif wish.startswith("dial:"):
        dial(handset, wish.removeprefix("dial:"))
    elif wish in ("end", "home", "sms", "paybill"):
        handsets.hang_up(number)
        handset.view, handset.bill = ("home" if wish == "end" else wish), {}
        handset.waiting_since = 0.0


def call(handset: Handset, typed: str, t: dict[str, str]) -> None:
    """The green key."""
    session = handset.session
    if handset.view == "ussd" and session and session.open:
        answered = operator().handsets.type(handset.number, typed)
        if answered and not answered.open:
            handset.waiting_since = time.time()
    elif handset.view == "paybill":
        bill_step(handset, typed.strip(), t)
    elif handset.view == "sms" and typed.strip():
        operator().gateway.reply(handset.number, typed.strip())
    elif handset.view in ("ussd", "wait", "sms"):
        handset.view = "home"
    else:
        dial(handset, typed or operator().handsets.code)


def dial(handset: Handset, code: str) -> None:
    handset.waiting_since = 0.0
    session = operator().handsets.dial(handset.number, code)
    if not session.open:
        handset.waiting_since = time.time()


def wait(handset: Handset) -> None:
    handset.view, handset.waiting_since = "wait", time.time()


def bill_step(handset: Handset, typed: str, t: dict[str, str]) -> None:
    """Lipa na M-PESA: account, amount, PIN."""
    bill = handset.bill
    if "account" not in bill:
        bill |= {"account": typed[:20]} if typed else {}
    elif "amount" not in bill:
        if re.fullmatch("[1-9][0-9]{0,5}", typed):
            bill["amount"] = typed
        else:
            handset.notice = t["bad_amount"].partition("\n")[0]
    else:
        pay_bill(handset, typed, t)


def pay_bill(handset: Handset, pin: str, t: dict[str, str]) -> None:
    number, account, cents = handset.number, handset.bill["account"], int(handset.bill["amount"]) * 100
    handset.bill, handset.view = {}, "home"
    if not re.fullmatch("[0-9]{4}", pin) or pin == WRONG_PIN:
        handset.notice = t["bad_pin"]
    elif operator().books.spent(number, eat()) + cents + payer_fee(cents) > people.sim(number).balance_cents:
        handset.notice = t["too_poor"]
    else:
        wait(handset)
        payment = operator().c2b.pay(Order(number, account, cents))
        done = payment.state == "Completed"
        operator().trace.note(
            "hand", "paid", number, amount=cents // 100, account=account, receipt=payment.receipt if done else None
        )
        if done:
            operator().gateway.from_mpesa(number, paid_message(payment))
        else:
            handset.view, handset.waiting_since = "home", 0.0
            handset.notice = t["refused"].format(reason=payment.reason)


def door_code() -> str:
    """A vehicle to try: the one that set-up names, else the first of the demo's, once there is one."""
    if operator().settings.door_code:
        return operator().settings.door_code
    try:
        vehicles: list[dict[str, Any]] = json.loads(operator().settings.vehicles.read_text(encoding="utf-8"))
        return str(vehicles[0]["door_code"])
    except (OSError, ValueError, LookupError):
        return "4628"
