"""An account's statement as tables. Page, PDF, CSV and XLSX are drawn from these, so that they can't differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from web import i18n
from web.i18n import N_, NP_, formats, labels
from web.pages import url

TEXT, COUNT, MONEY = "text", "count", "money"
Cell = str | int | None


class Column(NamedTuple):
    """A column: its name in the CSV, its heading, and what its cells are. Money is whole cents."""

    key: str
    heading: str
    kind: str = TEXT


class Row(NamedTuple):
    """The cells of a row, and the page that explains it ('' if there is none)."""

    cells: tuple[Cell, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. section: its name in the CSV; foot: its last row, a total."""

    section: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: Row | None = None


CLASSES = {
    "payout": N_("Withdrawals and payments"), "payout_fee": N_("M-Pesa's charges for them"),
    "voucher": N_("Vouchers"), "refund": N_("Fares given back"), "debt": N_("Debts repaid"),
    "correction": N_("Corrections"),
}  # fmt: skip
ALWAYS = ("payout", "payout_fee")
BACK = {"payout": N_("Withdrawal came back"), "payout_fee": N_("M-Pesa's charge came back"),
        "voucher": N_("Voucher came back")}  # fmt: skip
LINES = {"fares": N_("Fares of the day"), "payout": N_("Withdrawal or payment"), "payout_fee": N_("M-Pesa's charge"),
         "voucher": N_("Voucher"), "refund": N_("Fare given back"), "debt": N_("Debt repaid"),
         "correction": N_("Correction")}  # fmt: skip
SUMS = ("opening_cents", "in_cents", "moved_cents", "closing_cents")


def of_statement(document: dict[str, Any], place: str) -> list[Table]:
    """The tables of owners.account_statement or sacco.account_statement. place: /owner or /sacco."""
    tables = [_summary(document, place), _lines(document, place)]
    if place == "/sacco":
        return [*tables, _sub_wallets(document, place)]
    tables.append(_purposes(document))
    if len(document.get("vehicles", ())) > 1:
        tables += [_vehicles(document), _sub_wallets(document, place)]
    return tables


def facts(document: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands at the top of every file: whose, of what, which days, as of when, and the seal."""
    lang = i18n.language()
    now = document["now"]
    at = f"{formats.day(now[:10], lang)} {now[:4]} {formats.clock_seconds(now)} EAT"
    return [
        (_text(N_("Account of")), ", ".join(document["whose"])),
        *([(_text(N_("Vehicle")), document["plate"])] if document["plate"] else []),
        (_text(N_("Period")), formats.period(document["days"], lang)),
        (_text(N_("As of")), at),
        *(
            [(_text(N_("Cash told by the crew, not in this statement")), cash(document))]
            if document.get("cash")
            else []
        ),
        (_text(N_("Seal")), seal(document)),
    ]


def cash(document: dict[str, Any]) -> str:
    """What crews said they took in cash: not in the ledger, so it is in no sum."""
    told = document["cash"]
    if not told["told"]:
        return _text(N_("nothing told"))
    return _text(N_("KES %(kes)s, on %(told)s of %(trips)s trips"), kes=formats.kes(told["cents"]), told=told["told"],
                 trips=told["trips"])  # fmt: skip


def seal(document: dict[str, Any]) -> str:
    """The fingerprint of the period's last sealed day, in words."""
    sealed = document["fingerprint"]
    if not sealed:
        return _text(N_("none yet: a day is sealed when it is closed"))
    return _text(N_("%(seal)s of %(day)s"), seal=sealed["text"], day=formats.day(sealed["on"], i18n.language()))


def verify_address(document: dict[str, Any]) -> str:
    """Where anyone can check the seal; '' while there is none."""
    sealed = document["fingerprint"]
    if not sealed:
        return ""
    return url(f"https://{document['pages_address']}/verify", day=sealed["on"], fingerprint=sealed["text"])


def _summary(document: dict[str, Any], place: str) -> Table:
    """Opening balance, all that came and left, closing balance: it adds up, and each line is one kind of thing."""
    days, lang = document["days"], i18n.language()
    rows = [Row((_text(N_("Balance before %(day)s"), day=_day(days["starts_on"], lang)), document["opening_cents"]))]
    if place == "/owner":
        rows.append(Row((_text(N_("Fares")), document["gross_cents"]), _fares(document, "")))
        rows.append(Row((_text(N_("Lipa Fare fee")), document["fee_cents"])))
    else:
        rows.append(Row((_text(N_("Dues from fares")), document["in_cents"])))
    classes = {name: document["classes"].get(name, 0) for name in CLASSES}
    rows.extend(Row((_text(CLASSES[name]), sum_of)) for name, sum_of in classes.items() if sum_of or name in ALWAYS)
    last = min(days["ends_on"], days["today"])
    foot = Row((_text(N_("Balance after %(day)s"), day=_day(last, lang)), document["closing_cents"]))
    columns = (Column("what", _text(N_("What"))), Column("amount_kes", "KES", MONEY))
    return Table("summary", _text(N_("Summary")), columns, tuple(rows), foot)


def _purposes(document: dict[str, Any]) -> Table:
    lang = i18n.language()
    rows = tuple(
        Row((labels.label("purpose", card["purpose"], lang), *_sums(card)), _wallets(document, card))
        for card in document.get("purposes", ())
    )
    columns = (Column("purpose", _text(N_("Kept for"))), *_columns())
    return Table("purposes", _text(N_("Money by purpose")), columns, rows, _total(document, 1))


def _vehicles(document: dict[str, Any]) -> Table:
    days = document["days"]
    rows = tuple(
        Row((card["plate"], *_sums(card)), url("/owner/statement", plate=card["plate"].replace(" ", ""),
            period=days["period"], on=days["starts_on"], asof=document["asof"]))
        for card in document["vehicles"]
    )  # fmt: skip
    columns = (Column("plate", _text(N_("Vehicle"))), *_columns())
    return Table("vehicles", _text(N_("Vehicles")), columns, rows, _total(document, 1))


def _sub_wallets(document: dict[str, Any], place: str) -> Table:
    """Each sub_wallet: for an owner by vehicle and pot, for a SACCO by vehicle and owner."""
    lang = i18n.language()
    owner = place == "/owner"
    rows = tuple(
        Row((card["plate"], labels.label("purpose", card["purpose"], lang) if owner else card["owner"], *_sums(card)),
            url(f"/owner/wallet/{card['sub_wallet_id']}", asof=document["asof"]) if owner
            else url(f"/sacco/vehicle/{card['plate'].replace(' ', '')}", asof=document["asof"]))
        for card in document.get("sub_wallets", ())
    )  # fmt: skip
    second = Column("purpose", _text(N_("Kept for"))) if owner else Column("owner", _text(N_("Owner")))
    columns = (Column("plate", _text(N_("Vehicle"))), second, *_columns())
    title = N_("Each pot of each vehicle") if owner else N_("Dues of each vehicle")
    return Table("vehicle_purposes", _text(title), columns, rows, _total(document, 2))


def _lines(document: dict[str, Any], place: str) -> Table:
    columns = (
        Column("on", _text(N_("Day"))), Column("at", _text(N_("Time"))), Column("what", _text(N_("What"))),
        Column("fares", _text(N_("Fares")), COUNT), Column("amount_kes", "KES", MONEY),
        Column("balance_kes", _text(N_("Balance")), MONEY),
    )  # fmt: skip
    rows = tuple(
        Row((line["on"], formats.clock(line["at"]) if line["at"] else "", _what(line), line["fares"], line["cents"],
             line["balance_cents"]), _explains(document, line, place))
        for line in document["lines"]
    )  # fmt: skip
    return Table("lines", _text(N_("Line by line")), columns, rows)


def _what(line: dict[str, Any]) -> str:
    text = _text((BACK if line["back"] else LINES).get(line["class"], LINES["correction"]))
    more = {"payout": line["to"], "payout_fee": line["to"], "refund": line["reference"],
            "correction": line["reason"]}.get(line["class"])  # fmt: skip
    return f"{text} {more}" if more else text


def _explains(document: dict[str, Any], line: dict[str, Any], place: str) -> str:
    """The page behind a line: the fares of that day, the payout, the fare that was given back."""
    if line["class"] == "fares" and place == "/owner":
        return _fares(document, line["on"])
    if line["class"] == "fares":
        return url("/sacco/", on=line["on"], asof=document["asof"])
    if line["party"] == place[1:]:
        return f"{place}/payouts/{line['reference']}"
    if line["class"] == "voucher" and place == "/owner":
        return "/owner/vouchers"
    if line["class"] == "refund":
        return url(f"{place}/fare/{quote(line['reference'])}", asof=document["asof"])
    return ""


def _fares(document: dict[str, Any], on: str) -> str:
    days = document["days"]
    plate = (document["plate"] or "").replace(" ", "")
    return url("/owner/fares", plate=plate, period="day" if on else days["period"], on=on or days["starts_on"],
               asof=document["asof"])  # fmt: skip


def _wallets(document: dict[str, Any], card: dict[str, Any]) -> str:
    alone = [pot for pot in document["sub_wallets"] if pot["purpose"] == card["purpose"]]
    place = f"/owner/wallet/{alone[0]['sub_wallet_id']}" if len(alone) == 1 else f"/owner/wallets/{card['purpose']}"
    return url(place, asof=document["asof"])


def _columns() -> tuple[Column, ...]:
    """Of whatever has a balance."""
    return (
        Column("opening_kes", _text(N_("Before")), MONEY), Column("in_kes", _text(N_("From fares")), MONEY),
        Column("other_kes", _text(NP_("statement", "Out and other")), MONEY),
        Column("closing_kes", _text(N_("After")), MONEY),
    )  # fmt: skip


def _sums(card: dict[str, Any]) -> Iterable[int]:
    return (card[name] for name in SUMS)


def _total(document: dict[str, Any], names: int) -> Row:
    return Row((_text(N_("Total")), *("",) * (names - 1), *_sums(document)))


def _day(on: str, lang: str) -> str:
    return f"{formats.day(on, lang)} {on[:4]}"


def _text(text: str, **values: object) -> str:
    return i18n.translate(text, i18n.language(), **values)
