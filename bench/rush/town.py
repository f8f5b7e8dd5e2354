"""Whom the arrivals concern: vehicles, passengers who wait for their prompt, and people who are signed in."""

import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import boarding
from web import caller, security
from web.core import config
from web.security import phones, sealing
from web.tests.conftest import DEMO, TOKEN

ROOT = Path(__file__).parents[2]
SHORTCODE = "400222"
OWNERS, SACCOS = 50, 5
CODES = "select door_code from fleet.door_codes where valid_to is null order by door_code"
PERSON = """insert into accounts.users (phone_hash, phone_sealed, phone_last3)
  values (sha256(('rush' || %(who)s)::bytea), '\\x01', '126') on conflict (phone_hash) do update
  set phone_last3 = '126' returning user_id"""
SESSION = """select access.grant_role(p_user_id => %(user)s, p_role => %(role)s, p_scope_kind => %(kind)s,
    p_scope_id => %(scope)s),
  accounts.open_session(p_user_id => %(user)s, p_session => %(session)s, p_previous => null)"""
# Passengers who have pressed "Lipa" and have the prompt on the phone. References are as long as ours: digits in longer
# ones may be a phone number, and are masked.
WAITING = """with phones as (
    insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
    select *, '126' from unnest(%(hashes)s::bytea[], %(sealed)s::bytea[])
    on conflict (phone_hash) do nothing returning phone_hash),
  vehicles as (
    select c.door_code, c.vehicle_id, row_number() over (order by c.vehicle_id) - 1 as n, count(*) over () as many
      from fleet.door_codes c where c.valid_to is null)
  insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats,
    lang, state)
  select left(encode(p.phone_hash, 'hex'), 32), v.door_code || '-' || mobile_money.account_tag(), v.vehicle_id,
         p.phone_hash, 6000, 1, 'sw', 'pushed'
    from (select phone_hash, row_number() over () as n from phones) p
    join vehicles v on v.n = p.n %% v.many
  on conflict (account_ref) do nothing returning account_ref, payment_ref"""


@dataclass(slots=True)
class Town:
    """What arrivals are made of."""

    codes: list[str]
    waiting: list[tuple[str, str]]  # account and payment_ref of those who have a prompt; each pays once
    crews: list[str]  # session tokens
    owners: list[str]
    saccos: list[str]
    token: str = TOKEN  # of the callback addresses
    phones: int = 0  # how many have been given out

    def people(self, kind: str) -> list[str]:
        return {"boarding_list": self.crews, "owner_page": self.owners, "sacco_page": self.saccos}[kind]


def settle(url: str, waiting: int) -> Town:
    """Sign people in and let so many passengers wait for their prompt, in a database with the demo's vehicles."""
    with psycopg.connect(url, autocommit=True) as connection:
        # One address plays everybody's phone and browser: the limits are asked, and don't bite.
        connection.execute("update config.rate_limits set burst = 100000, refill_ms = 1")
        codes = [str(code) for (code,) in connection.execute(CODES).fetchall()]
        crews = list(boarding.begin_trips(connection).values())
        owners = _sign_in(connection, "owner", "owner", "select owner_id from fleet.owners order by 1 limit %s", OWNERS)
        saccos = _sign_in(
            connection, "sacco_admin", "sacco", "select sacco_id from fleet.saccos order by 1 limit %s", SACCOS
        )
        town = Town(codes, [], crews, owners, saccos)
        add_waiting(connection, town, waiting)
        connection.execute("analyze")
    return town


def add_waiting(connection: psycopg.Connection, town: Town, many: int) -> None:
    """Let so many more passengers wait for their prompt; each has a phone of its own."""
    security.configure(config.load(DEMO))
    first, town.phones = town.phones, town.phones + max(0, many)
    numbers = [f"2541{number:08d}" for number in range(first, town.phones)]
    values = {
        "hashes": [phones.lookup_hash(number) for number in numbers],
        "sealed": [sealing.seal("phone", number.encode()) for number in numbers],
    }
    town.waiting += connection.execute(WAITING.encode(), values).fetchall()


def _sign_in(connection: psycopg.Connection, role: str, kind: str, scopes: str, many: int) -> list[str]:
    tokens = []
    for (scope,) in connection.execute(scopes.encode(), (many,)).fetchall():
        token = f"rush-{role}-{scope}-{time.monotonic_ns()}"
        user = connection.execute(PERSON, {"who": token}).fetchall()[0][0]
        connection.execute(
            SESSION.encode(),
            {"user": user, "role": role, "kind": kind, "scope": scope, "session": caller.session_hash(token)},
        )
        # A SACCO's official has given the second factor.
        connection.execute("update accounts.sessions set proved_at = clock_timestamp() where user_id = %s", (user,))
        tokens.append(token)
    return tokens
