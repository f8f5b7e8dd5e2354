"""A passenger of the concurrency tests: asks for fares by the menu's function, and pays at the PayBill."""

from typing import Any

from psycopg import Connection

from db.tests.concurrency.vehicle import CONFIRM, hashed, message, row, value

PHONE = """insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')
             on conflict do nothing"""
OPEN = """
  select o.outcome, o.payment_ref, o.receipt
    from ussd.open_payment(jsonb_populate_record(null::ussd.ussd_sessions, jsonb_build_object('phone_hash', %s::bytea,
      'lang', 'sw', 'context', jsonb_strip_nulls(jsonb_build_object('vehicle', jsonb_build_object('id', %s::bigint),
        'seats', 1, 'unit_cents', %s::bigint, 'top_up_of', %s::text)))), %s, clock_timestamp()) o"""
GIVE = """select fares.refund(%s, null, 'credit', %s, null, 'a test of credit', null, null) ->> 'outcome'"""
AVAILABLE = """select fares.available_credit(%s, (select sacco_id from fleet.saccos), 'KES')"""


def dial(owner: Connection, who: str) -> None:
    """The SIM is known."""
    owner.execute(PHONE, (hashed(who),))


def ask(  # noqa: PLR0917
    owner: Connection, who: str, vehicle_id: int, cents: int, way: str = "mpesa", rest_of: str = ""
) -> Any:
    """What the confirm key does: outcome, payment_ref, receipt."""
    return row(owner, OPEN, hashed(who), vehicle_id, cents, rest_of or None, way)


def pay(connection: Connection, who: str, receipt: str, cents: int, account: str = "4628") -> str:
    """A confirmation of M-Pesa that names the payer; its outcome."""
    fields = list(message(receipt, f"{cents / 100:.2f}", account))
    fields[8], fields[9] = hashed(who), "126"
    return str(row(connection, CONFIRM, *[[field] for field in (*fields[:6], *fields[8:])])[0])


def account_of(owner: Connection, ref: str) -> str:
    """The account number of a prompt."""
    return str(value(owner, "select account_ref from mobile_money.payment_intents where payment_ref = %s", ref))


def give(owner: Connection, who: str, receipt: str, cents: int) -> None:
    """Gives a passenger so much credit: a fare that is given back."""
    pay(owner, who, receipt, cents)
    assert value(owner, GIVE, receipt, receipt) == "refunded"


def available(owner: Connection, who: str) -> int:
    """What this passenger can use."""
    return int(value(owner, AVAILABLE, hashed(who)))
