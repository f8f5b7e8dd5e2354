"""The operator's console under /sandbox/: faults, terms, books, statement, and the JSON routes that traffic/ uses."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request

from sandbox import payouts
from sandbox.books import OPENING_CENTS, Payment
from sandbox.c2b import PaymentRequest
from sandbox.clock import format_timestamp, parse_day, parse_timestamp
from sandbox.daraja.common import Answer
from sandbox.fault_profile import PAYOUT_FAULTS, FaultProfile
from sandbox.payout_faults import PlannedFault
from sandbox.payouts import PayoutRequest
from sandbox.sim_swaps import swapped_at
from sandbox.simulated_operator import operator
from sandbox.statement import ACCOUNTS, Dialect, list_rows, write_file
from sandbox.subscribers import parse_phone
from sandbox.texts import describe_exchange, get_language, get_texts

console = Blueprint("console", __name__, url_prefix="/sandbox")


@console.errorhandler(ValueError)
def reject(error: ValueError) -> Answer:
    return jsonify(error=str(error)), 400


def read_json() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise ValueError("a JSON object is needed")
    return body


@console.get("/")
def show_console() -> str:
    lang = get_language()
    return render_template(
        "console.html", t=get_texts(lang), lang=lang, operator=operator,
        today=summarise(operator.books.all(parse_day(""))),
        money_out=payouts.summarise(operator.books, operator.payouts.all(parse_day(""))),
        profile=asdict(operator.fault_profiles.current), choices=FaultProfile.CHOICES,
        payout_faults=PAYOUT_FAULTS, planned=operator.payout_faults.planned,
        fault_texts=get_texts(lang, "payout_fault"), swapped=sorted(swapped_at()),
        setting_texts=get_texts(lang, "setting"),
        exchanges=[describe_exchange(row, lang) for row in operator.trace.latest("", 25)],
    )  # fmt: skip


def summarise(payments: list[Payment]) -> dict[str, int]:
    completed = [payment for payment in payments if payment.state == "Completed"]
    return {
        "count": len(completed),
        "cents": sum(payment.amount_cents for payment in completed),
        "failed": len(payments) - len(completed),
        "unacknowledged": sum(not payment.acknowledged for payment in completed),
    }


@console.get("/faults")
def show_faults() -> Answer:
    return jsonify(asdict(operator.fault_profiles.current))


@console.post("/faults")
def change_faults() -> Any:
    """JSON changes the settings that it names. The console's form sends all of them and returns to the console."""
    if request.is_json:
        settings = read_json()
        if settings.get("reset"):
            operator.payout_faults.clear()
        return jsonify(asdict(operator.fault_profiles.change(settings)))
    form = {name: value for name, value in request.form.items() if name != "lugha"}
    is_reset = bool(form.pop("reset", ""))
    if is_reset:
        operator.payout_faults.clear()
    operator.fault_profiles.change({"reset": True} if is_reset else form)
    return redirect(console_address(), 303)


def console_address() -> str:
    return f"/sandbox/?lugha={'en' if get_language() else 'sw'}"


@console.route("/payout-faults", methods=["GET", "POST"])
def plan_payout_fault() -> Any:
    """The planned faults of money out. POST {fault, receiver?, amount?, times?} plans one; {"reset": true} ends all."""
    faults = operator.payout_faults
    if request.method == "POST":
        fields = dict(read_json() if request.is_json else request.form)
        fields.pop("lugha", None)
        if fields.pop("reset", ""):
            faults.clear()
        else:
            faults.plan(PlannedFault.parse(fields))
        if not request.is_json:
            return redirect(console_address(), 303)
    return jsonify(planned=[asdict(one) for one in faults.planned])


@console.post("/take-back")
def take_back() -> Any:
    """{receipt}: give a payment back to its payer without being asked. Lipa Fare hears of it when it asks."""
    fields = read_json() if request.is_json else request.form
    payment = operator.books.find_by_receipt(str(fields.get("receipt", "")).strip().upper())
    if payment is None or payment.state != "Completed" or operator.payouts.reversed_cents(payment.receipt):
        raise ValueError("receipt: a payment that arrived and was not given back")
    operator.payouts.take(PayoutRequest("reversal", payment.payer, payment.amount_cents, "", "", payment.receipt))
    return jsonify(receipt=payment.receipt) if request.is_json else redirect(console_address(), 303)


@console.get("/books.json")
def show_books() -> Answer:
    """All payments in and out, and prompts; ?since=yyyyMMddHHmmss leaves out older payments."""
    since = request.args.get("since")
    payments = operator.books.all(parse_timestamp(since) if since else None)
    pushes = operator.store.fetch_all(
        "select checkout_id, merchant_id, phone, amount_cents, account, state, result_code, receipt from pushes"
    )
    money_out = operator.payouts.all(parse_timestamp(since) if since else None)
    return jsonify(
        shortcode=operator.settings.shortcode,
        opening_cents=OPENING_CENTS,
        balance_cents=operator.books.balance(),
        working_cents=operator.books.balance("working"),
        charges_cents=operator.books.balance("charges"),
        payments=[payment.as_movement() for payment in payments] + [payouts.as_movement(row) for row in money_out],
        pushes=[dict(push) for push in pushes],
    )


@console.get("/statement.csv")
def download_statement() -> Response:
    """?from=yyyy-MM-dd&to=yyyy-MM-dd, both days included; today by default. ?account= names another than utility.

    Dialects: ?format=xlsx, ?delimiter=semicolon|tab, ?encoding=bom|utf-16|cp1252, ?line_end=lf|cr, ?order=ymd,
    ?breaks=1 (between day and time), ?broken=40 (rows that can't be read).
    """
    first, last = parse_day(request.args.get("from", "")), parse_day(request.args.get("to", ""))
    if last < first:
        raise ValueError("to lies before from")
    account, dialect = request.args.get("account", "utility"), parse_dialect(request.args)
    if account not in ACCOUNTS:
        raise ValueError(f"account: one of {', '.join(ACCOUNTS)}")
    shortcode = operator.settings.shortcode
    days = (first, last + timedelta(days=1))
    rows = list_rows(operator.books.all(), operator.payouts.all(), *days, shortcode, account=account, dialect=dialect)
    name = f"ORG_{shortcode}_{account.capitalize()}_{first:%Y%m%d}_{last:%Y%m%d}.{dialect.file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = "text/csv; charset=utf-8" if dialect.file_format == "csv" else "application/octet-stream"
    return Response(write_file(rows, dialect), content_type=kind, headers=headers)


def parse_dialect(args: Mapping[str, str]) -> Dialect:
    """The dialect that an address asks for."""

    def choose(name: str, **meanings: str) -> str:
        if args.get(name, next(iter(meanings))) not in meanings:
            raise ValueError(f"{name}: one of {', '.join(meanings)}")
        return meanings[args.get(name, next(iter(meanings)))]

    return Dialect(
        choose("format", csv="csv", xlsx="xlsx"),
        choose("delimiter", comma=",", semicolon=";", tab="\t"),
        choose("encoding", **{"utf-8": "utf-8", "bom": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}),
        choose("line_end", crlf="\r\n", lf="\n", cr="\r"),
        choose("order", dmy="dmy", ymd="ymd"),
        breaks=args.get("breaks", "") == "1",
        broken=int(args.get("broken", "0")),
    )


@console.post("/pay")
def pay() -> Answer:
    """{payer, account, amount, TransTime?, key?, validation?, copies?}, or a list of these under "payments"."""
    body = read_json()
    requests = body.get("payments", [body])
    if not isinstance(requests, list) or not 0 < len(requests) <= 200:
        raise ValueError("between 1 and 200 payments")
    payments = [payment.as_dict() for payment in operator.c2b.pay_all([parse_payment(one) for one in requests])]
    return jsonify(payments=payments) if "payments" in body else jsonify(payments[0])


def parse_payment(fields: Any) -> PaymentRequest:
    if not isinstance(fields, dict):
        raise ValueError("a payment is an object")
    amount, at, key = str(fields.get("amount", "")), fields.get("TransTime"), fields.get("key")
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{2})?", amount):
        raise ValueError("amount: shillings, with two decimals or none")
    copies, validation = fields.get("copies", 1), str(fields.get("validation", ""))
    if copies not in (1, 2, 3, 4, 5) or validation not in ("", "on", "off"):
        raise ValueError("copies: 1 to 5; validation: on or off")
    shillings, _, cents = amount.partition(".")
    return PaymentRequest(
        require_phone(fields, "payer"), str(fields.get("account", ""))[:40], int(shillings) * 100 + int(cents or 0),
        parse_timestamp(str(at)) if at else None, str(key) if key else None, validation, copies,
    )  # fmt: skip


def require_phone(fields: dict[str, Any], name: str = "phone") -> str:
    phone = parse_phone(str(fields.get(name, "")))
    if phone is None:
        raise ValueError(f"{name}: a Kenyan mobile number")
    return phone


@console.post("/ussd")
def use_ussd() -> Answer:
    """A passenger's phone by JSON: {phone, dial} opens a session, {phone, input} answers, {phone, end} hangs up."""
    fields, handsets = read_json(), operator.handsets
    phone, code = require_phone(fields), fields.get("dial")
    if fields.get("end"):
        handsets.hang_up(phone)
    session = handsets.dial(phone, str(code)) if code else handsets.enter(phone, str(fields.get("input", "")))
    if session is None:
        raise ValueError("no session is open on this phone")
    return jsonify(screen=session.screen, open=session.is_open)


@console.get("/prompt")
def show_prompt() -> Answer:
    """The PIN prompt on ?phone=. Waits up to ?wait= seconds for one."""
    wait = min(float(request.args.get("wait", "0")), 30.0)
    push = operator.stk_pushes.open_prompt(require_phone(dict(request.args)), wait)
    return jsonify({} if push is None else {"amount_cents": push["amount_cents"], "account": push["account"]})


@console.post("/prompt")
def answer_prompt() -> Answer:
    """{phone, answer}: four digits, 'cancel' or 'ignore'."""
    fields = read_json()
    return jsonify(result_code=operator.stk_pushes.answer(require_phone(fields), str(fields.get("answer", ""))))


@console.get("/messages")
def show_messages() -> Answer:
    """The SMS that reached a phone, newest first."""
    inbox = operator.sms_gateway.inbox(parse_phone(request.args.get("phone", "")) or "")
    return jsonify(messages=[{"from": one["sender"], "text": one["body"], "at": one["at"]} for one in inbox])


@console.route("/played", methods=["GET", "POST"])
def track_played_days() -> Answer:
    """How far each day's traffic has been played: {"2025-11-23": "20251123141500"}. POST {day, until} changes it."""
    if request.method == "POST":
        fields = read_json()
        operator.store.execute(
            "insert into played_days values (?, ?) on conflict (day) do update set until = excluded.until",
            f"{parse_day(str(fields.get('day', ''))):%Y-%m-%d}",
            format_timestamp(parse_timestamp(str(fields.get("until", "")))),
        )
    return jsonify({row["day"]: row["until"] for row in operator.store.fetch_all("select * from played_days")})


@console.route("/played-steps", methods=["GET", "POST"])
def track_played_steps() -> Answer:
    """What the traffic's people have done of their plan: ["owner/120"]. POST {step} adds one."""
    if request.method == "POST":
        operator.store.execute("insert or ignore into played_steps values (?)", str(read_json().get("step", ""))[:80])
    return jsonify([row["step"] for row in operator.store.fetch_all("select step from played_steps order by step")])
