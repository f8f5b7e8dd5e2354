"""The operator's desk, /sandbox/…: faults, terms, books, statement, and a door for the passengers of traffic/."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request

from . import people
from .books import OPENING_CENTS, Payment
from .c2b import Order
from .clock import read_stamp
from .conduct import Conduct
from .daraja.common import Answer, operator
from .statement import day_of, statement
from .words import language, story, wording

console = Blueprint("console", __name__, url_prefix="/sandbox")


class UnusableError(ValueError):
    """A request to the desk that can't be understood."""


@console.errorhandler(ValueError)
def unusable(problem: ValueError) -> Answer:
    return jsonify(error=str(problem)), 400


def wishes() -> dict[str, Any]:
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise UnusableError("a JSON object is needed")
    return found


@console.get("/")
def desk() -> str:
    lang = language()
    knobs = [
        (field.name, getattr(operator().conducts.now, field.name), Conduct.CHOICES.get(field.name))
        for field in fields(Conduct)
    ]
    exchanges = [story(row, lang) for row in operator().trace.story("", 25)]
    return render_template(
        "desk.html",
        t=wording(lang),
        lang=lang,
        knobs=knobs,
        exchanges=exchanges,
        purpose=wording(lang, "knob"),
        operator=operator(),
        today=summary(operator().books.all(day_of(""))),
    )


def summary(payments: list[Payment]) -> dict[str, int]:
    done = [payment for payment in payments if payment.state == "Completed"]
    return {
        "count": len(done),
        "cents": sum(payment.amount_cents for payment in done),
        "failed": len(payments) - len(done),
        "unheard": sum(not payment.acknowledged for payment in done),
    }


@console.get("/faults")
def faults() -> Answer:
    return jsonify(asdict(operator().conducts.now))


@console.post("/faults")
def turn_faults() -> Any:
    """JSON turns the knobs it names; the desk's form sends all of them and goes back to the desk."""
    if request.is_json:
        return jsonify(asdict(operator().conducts.turn(wishes())))
    form = {name: value for name, value in request.form.items() if name != "lugha"}
    operator().conducts.turn({"reset": True} if form.pop("reset", "") else form)
    return redirect(f"/sandbox/?lugha={language()}", 303)


@console.get("/books.json")
def books() -> Answer:
    """The truth about money moved; ?since=yyyyMMddHHmmss leaves out what is older."""
    since = request.args.get("since")
    payments = operator().books.all(read_stamp(since) if since else None)
    pushes = operator().store.rows(
        "select checkout_id, merchant_id, phone, amount_cents, account, state, result_code, receipt from pushes"
    )
    return jsonify(
        shortcode=operator().settings.shortcode,
        opening_cents=OPENING_CENTS,
        balance_cents=operator().books.balance(),
        payments=[payment.truth for payment in payments],
        pushes=[dict(push) for push in pushes],
    )


@console.get("/statement.csv")
def statement_csv() -> Response:
    """?from=yyyy-MM-dd&to=yyyy-MM-dd, both days included; today when absent."""
    first, last = day_of(request.args.get("from", "")), day_of(request.args.get("to", ""))
    if last < first:
        raise UnusableError("to lies before from")
    text = statement(operator().books.all(), first, last + timedelta(days=1), operator().settings.shortcode)
    name = f"ORG_{operator().settings.shortcode}_Utility_{first:%Y%m%d}_{last:%Y%m%d}.csv"
    return Response(
        text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@console.post("/pay")
def pay() -> Answer:
    """{payer, account, amount, TransTime?, key?, validation?, copies?}, or a list of these under "payments"."""
    wish = wishes()
    many = wish.get("payments", [wish])
    if not isinstance(many, list) or not 0 < len(many) <= 200:
        raise UnusableError("between 1 and 200 payments")
    booked = [payment.truth for payment in operator().c2b.pay_all([order(one) for one in many])]
    return jsonify(payments=booked) if "payments" in wish else jsonify(booked[0])


def order(wish: Any) -> Order:
    if not isinstance(wish, dict):
        raise UnusableError("a payment is an object")
    payer, amount = people.normal(str(wish.get("payer", ""))), str(wish.get("amount", ""))
    if payer is None:
        raise UnusableError("payer: a Kenyan mobile number")
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{2})?", amount):
        raise UnusableError("amount: shillings, with two decimals or none")
    whole, _, part = amount.partition(".")
    at: datetime | None = read_stamp(str(wish["TransTime"])) if wish.get("TransTime") else None
    copies, validation = wish.get("copies", 1), str(wish.get("validation", ""))
    if copies not in (1, 2, 3, 4, 5) or validation not in ("", "on", "off"):
        raise UnusableError("copies: 1 to 5; validation: on or off")
    cents = int(whole) * 100 + int(part or 0)
    return Order(
        payer,
        str(wish.get("account", ""))[:40],
        cents,
        at,
        str(wish["key"]) if wish.get("key") else None,
        validation,
        copies,
    )


@console.post("/ussd")
def ussd() -> Answer:
    """A passenger's phone by JSON: {phone, dial} opens a session, {phone, input} answers, {phone, end} hangs up."""
    wish = wishes()
    phone, handsets = caller(wish), operator().handsets
    if wish.get("end"):
        handsets.hang_up(phone)
    session = (
        handsets.dial(phone, str(wish["dial"]))
        if wish.get("dial")
        else handsets.type(phone, str(wish.get("input", "")))
    )
    if session is None:
        raise UnusableError("no session is open on this phone")
    return jsonify(screen=session.screen, open=session.open)


@console.get("/prompt")
def prompt() -> Answer:
    """The PIN prompt on ?phone=, waiting for one up to ?wait= seconds."""
    wait = min(float(request.args.get("wait", "0")), 30.0)
    push = operator().pushes.open_on(caller(dict(request.args)), wait)
    return jsonify({} if push is None else {"amount_cents": push["amount_cents"], "account": push["account"]})


@console.post("/prompt")
def answer_prompt() -> Answer:
    """{phone, answer}: four digits, or 'cancel', or 'ignore'."""
    wish = wishes()
    return jsonify(result_code=operator().pushes.answer(caller(wish), str(wish.get("answer", ""))))


def caller(wish: dict[str, Any]) -> str:
    phone = people.normal(str(wish.get("phone", "")))
    if phone is None:
        raise UnusableError("phone: a Kenyan mobile number")
    return phone


@console.route("/played", methods=["GET", "POST"])
def played() -> Answer:
    """Up to when each day's traffic has been played: {"2025-11-23": "20251123141500"}; POST {day, until} moves it."""
    store = operator().store
    if request.method == "POST":
        wish = wishes()
        until = read_stamp(str(wish.get("until", "")))
        store.run(
            "insert into played values (?, ?) on conflict (day) do update set until = excluded.until",
            f"{day_of(str(wish.get('day', ''))):%Y-%m-%d}",
            f"{until:%Y%m%d%H%M%S}",
        )
    return jsonify({row["day"]: row["until"] for row in store.rows("select * from played")})
