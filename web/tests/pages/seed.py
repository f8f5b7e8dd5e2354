"""The small world of the matrix: people of every role, and samples of theirs and of others for every function."""

import csv
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.cookies import SESSION_COOKIE
from web.tests.pages import world
from web.tests.pages.matrix import ROLES, SCOPED
from web.tests.pages.world import World

PERMISSIONS = Path(__file__).parents[3] / "db/functions/access/permissions.csv"


@dataclass(slots=True)
class SeededWorld:
    """The small world with samples in it: who is there, by role, and the names of things."""

    connection: Connection
    app: Flask
    names: dict[str, str] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)

    def filled(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.say(value) if isinstance(value, str) else value for name, value in arguments.items()}

    def say(self, text: str) -> str:
        return text.format(**self.names)

    def execute(self, statement: str) -> None:
        """A statement with its {words} filled in; nothing where it is empty."""
        if statement:
            self.connection.execute(self.say(statement).encode())

    def session(self, role: str) -> str:
        token = secrets.token_urlsafe(32)
        opened = "select 1 from accounts.open_session(p_user_id => %s, p_session => %s, p_previous => null)"
        self.value(opened, self.users[role], hashlib.sha256(token.encode()).digest())
        self.connection.execute("update accounts.sessions set proved_at = now() where proved_at is null")
        return token

    def browser(self, role: str) -> FlaskClient:
        client = self.app.test_client()
        client.set_cookie(SESSION_COOKIE, self.session(role))
        return client

    def let_second_factors_age(self) -> None:
        self.connection.execute("update accounts.sessions set proved_at = now() - interval '1 hour'")

    def enable_everybody(self) -> None:
        self.connection.execute("update accounts.users set disabled_at = null, disabled_by = null, disabled_why = null")

    def refusals(self, role: str) -> list[str]:
        """The API functions that refused this person, the latest last, each as often as it refused."""
        query = """select detail ->> 'api_function', times from audit.refusals
                    where action = 'refused' and actor = %s order by last_at"""
        rows = self.connection.execute(query, (f"user:{self.users[role]}",)).fetchall()
        return [str(function) for function, times in rows for _ in range(times)]

    def value(self, query: str, *values: object) -> Any:
        return world.value(self.connection, query, *values)


def permitted() -> set[tuple[str, str]]:
    """(function, role), as permissions.csv has them."""
    with PERMISSIONS.open(encoding="utf-8", newline="") as file:
        return {(row["api_function"], row["role"]) for row in csv.DictReader(file)}


def is_open(function: str, role: str) -> bool:
    """Whether permissions.csv opens this function to this role; what a person may, everybody may."""
    return bool({(function, role), (function, "person")} & permitted())


def furnish(small_world: World, app: Flask) -> SeededWorld:
    """Add people of every role, each within the scope of what is 'mine', and a sample for every function."""
    seeded = SeededWorld(psycopg.connect(small_world.url, autocommit=True), app)
    mine, theirs = small_world.owner_ids
    began = small_world.fares[0].paid_at
    seeded.names = {
        "mine": small_world.of("KZZ 001A")[0].receipt,
        "theirs": next(fare.receipt for fare in small_world.fares if fare.plate == "KZZ 900Z"),
        "lost": small_world.pay("", 6000, began, account="matrix"),
        "doubtful": small_world.pay("", 150_000, began, account="matrix too"),
        "owner_id": str(mine),
    } | {name: str(seeded.value(query)) for name, query in SAMPLES.items()}
    seeded.names |= {"my_sub_wallet": _fuel_of(seeded, mine), "their_sub_wallet": _fuel_of(seeded, theirs)}
    for role in ROLES:
        seeded.users[role] = _account(seeded, role)
        if role != "person":
            kind = SCOPED.get(role, "platform")
            _grant(seeded, seeded.users[role], role, kind, seeded.names.get(f"{kind}_id"))
    _propose_something(seeded)
    _configure_something(seeded)
    _withdraw_something(seeded, mine, theirs)
    _dispute_something(seeded)
    _ride_something(seeded)
    return seeded


def _ride_something(seeded: SeededWorld) -> None:
    """A trip of the vehicle, and a promise while M-Pesa was silent."""
    crew = seeded.users["crew"]
    trip = seeded.value(
        """insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at)
           select vehicle_id, %s, now() - interval '1 hour', now() + interval '5 hours' from fleet.vehicles
            where plate = 'KZZ 001A' returning trip_id""", crew)  # fmt: skip
    promise = seeded.value(
        """with silent as (insert into fares.grace_periods (started_at, ended_at) values (now(), now())
                           returning grace_id)
           insert into fares.promises (grace_id, trip_id, vehicle_id, last3, cents, told_by)
           select s.grace_id, t.trip_id, t.vehicle_id, '126', 8000, t.opened_by
             from silent s cross join fleet.trips t where t.trip_id = %s returning promise_id""", trip)  # fmt: skip
    seeded.names |= {"my_trip": str(trip), "my_promise": str(promise)}


SAMPLES = {
    "sacco_id": "select sacco_id from fleet.saccos where name = 'Test Line'",
    "their_sacco_id": "insert into fleet.saccos (name) values ('Foreign Line') returning sacco_id",
    "route_id": "select route_id from fleet.routes",
    "vehicle_id": "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'",
    "outbox_id": "insert into messaging.outbox (topic, key, payload, state)"
                 " values ('scheduled_job', 'matrix', '{}', 'dead') returning outbox_id",
    "alarm_id": "insert into messaging.alarms (kind, subject, detail) values ('wrong_token', 'matrix', 'x')"
                " returning alarm_id",
    "callback_id": "insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, reason, body_sha256,"
                   " fields, attempts, next_attempt_at) values ('c2b_confirmation', 'TKX0000001', 'pending', '55P03',"
                   " sha256('matrix'), '{}', 8, now()) returning callback_id",
}  # fmt: skip


def _dispute_something(seeded: SeededWorld) -> None:
    """A fare that a passenger disputes, and a journal by hand, by somebody who is no one of the roles."""
    maker = _account(seeded, "bookkeeper")
    dispute = """insert into fares.disputes (receipt, why, channel) select max(receipt), 'other', 'sms' from fares.fares
                  where receipt not in (%s, %s) returning dispute_id"""
    journal = """insert into ledger.manual_journals (corrects_journal_id, reason, document, made_by)
                 select max(journal_id), 'a reason', 'a document', %s from ledger.journals returning manual_id"""
    seeded.names |= {
        "dispute_id": str(seeded.value(dispute, seeded.names["mine"], seeded.names["theirs"])),
        "manual_id": str(seeded.value(journal, maker)),
    }
    found = """insert into recon.breaks (kind, source, short_code, journal_id, business_on, ledger_cents,
               unexplained_cents) select 'missing_at_operator', %s, min(t.short_code), (select max(j.journal_id)
               from ledger.journals j), current_date, 6000, 6000 from mobile_money.tills t returning break_id"""
    seeded.names["break_id"] = str(seeded.value(found, "statement"))
    seeded.names["proposed_break"] = str(seeded.value(found, "pull"))
    propose = "select recon.propose_resolution(%s, %s, 'explained', 'it comes with the next statement')"
    seeded.value(propose, maker, seeded.names["proposed_break"])


def _propose_something(seeded: SeededWorld) -> None:
    """Add somebody else, what they hold here and in another SACCO, and proposals about them that wait."""
    subject, maker = _account(seeded, "subject"), _account(seeded, "maker")
    register = """select fleet.register_vehicle('KZZ 800Y', fleet.register_route(%s, '111', 'Railways-Ngong',
                  array['Railways', 'Ngong']), (select max(owner_id) from fleet.owners), 14, now())"""
    elsewhere = seeded.value(register, seeded.names["their_sacco_id"])
    here = seeded.names["vehicle_id"]
    split = "select fares.propose_split(%s, 'sacco', %s, '{\"fuel\": \"100\"}', 'propose') ->> 'proposal_id'"
    seeded.names |= {
        "their_route_id": str(seeded.value("select max(route_id) from fleet.routes")),
        "my_split": str(seeded.value(split, maker, here)),
        "their_split": str(seeded.value(split, maker, elsewhere)),
    }
    cap = "select fleet.propose_fares(%s, %s, 'cap', '{\"cap\": \"500\"}', now()) ->> 'proposal_id'"
    seeded.names |= {
        "my_fares": str(seeded.value(cap, maker, seeded.names["route_id"])),
        "their_fares": str(seeded.value(cap, maker, seeded.names["their_route_id"])),
    }
    vendor = "select payouts.propose_vendor(%s, 'fuel', 'Kencom Fuel', 'till', '123456', null, null, null, null, null)"
    seeded.value(vendor, maker)
    failed = "select recon.fail_statement(sha256('x'), 'folder', 'x.csv', 1, 'no_header')"
    seeded.names["statement"] = str(seeded.value(failed))
    seeded.names["vendor"] = str(seeded.value("select max(vendor_id) from payouts.vendors"))
    # A voucher that ended: it holds no money.
    voucher = """insert into payouts.vouchers (code_hash, vehicle_id, owner_id, vendor_kind, cap_cents, fee_cents,
                 currency, issued_by, issued_as, driver_id, expires_at, hold_journal_id, state, end_journal_id,
                 ended_at) values (sha256('voucher'), %s, %s, 'fuel', 100, 0, 'KES', %s, 'owner', %s, now(), 0,
                 'cancelled', 0, now()) returning voucher_id"""
    seeded.names["my_voucher"] = str(seeded.value(voucher, here, seeded.names["owner_id"], maker, maker))
    ops, admin, person = (seeded.users[role] for role in ("ops", "sacco_admin", "person"))
    seeded.names |= {
        "subject": str(subject),
        "leaver": str(_account(seeded, "leaver")),
        "device": str(seeded.value("select accounts.device_key(p_device_hash => sha256('a device'))")),
        "grant_id": _grant(seeded, subject, "partner", "platform", None),
        "change_id": _propose(seeded, maker, subject, "finance", None),
        "my_crew": _grant(seeded, subject, "crew", "vehicle", here),
        "their_crew": _grant(seeded, subject, "crew", "vehicle", elsewhere),
        "my_change": _propose(seeded, subject, maker, "crew", here),
        "their_change": _propose(seeded, subject, maker, "crew", elsewhere),
        "ops_change": _propose(seeded, ops, subject, "ops", None),
        "admin_change": _propose(seeded, admin, person, "crew", here),
    }


def _account(seeded: SeededWorld, name: str) -> Any:
    insert = "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '000')"
    return seeded.value(insert + " returning user_id", hashlib.sha256(name.encode()).digest())


def _fuel_of(seeded: SeededWorld, owner_id: int) -> str:
    query = """select s.sub_wallet_id from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
                where w.owner_id = %s and s.purpose = 'fuel' limit 1"""
    return str(seeded.value(query, owner_id))


def _grant(seeded: SeededWorld, user: object, role: str, kind: str, scope: object) -> str:
    call = "select access.grant_role(p_user_id => %s, p_role => %s, p_scope_kind => %s, p_scope_id => %s)"
    return str(seeded.value(call, user, role, kind, scope))


def _propose(seeded: SeededWorld, maker: object, user: object, role: str, scope: object) -> str:
    call = """select access.propose_grant(p_made_by => %s, p_user_id => %s, p_role => %s, p_scope_id => %s,
                     p_valid_from => null, p_valid_to => null, p_reason => 'sababu') ->> 'change_id'"""
    return str(seeded.value(call, maker, user, role, scope))


def _configure_something(seeded: SeededWorld) -> None:
    """Add a change of a setting that waits, and somebody in the pilot."""
    seeded.value("select config.change_config(p_made_by => %s, p_kind => 'setting', p_subject => 'ussd_min_cents',"
                 " p_phone_hash => null, p_value => '{\"value\": \"1100\"}', p_reason => 'sababu')",
                 seeded.users["ops"])  # fmt: skip
    seeded.names["config_change_id"] = str(seeded.value("select change_id from config.config_changes"))
    insert = "insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('pilot'))"
    seeded.names["pilot_entry_id"] = str(seeded.value(insert + " returning pilot_entry_id"))


PAYOUT = """select payouts.open(row((jsonb_populate_record(null::payouts.payouts, jsonb_build_object(
                'kind', 'withdrawal', 'party_kind', %s::text, 'party_id', %s::bigint, 'channel', 'phone', 'tail', '126',
                'phone_hash', sha256('payee'), 'phone_sealed', '\\x01'::bytea, 'amount_cents', 1000, 'fee_cents', 0,
                'currency', 'KES', 'requested_by', %s::bigint, 'needs_approval', true))).*)::payouts.payouts,
              array[%s::bigint], array[1000])"""

DESTINATION = """insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail,
                   added_by, usable_from)
                 values (%s, %s, 'paybill', 'Benki', '247247', '\\x01', '4321', %s, now()) returning destination_id"""


def _withdraw_something(seeded: SeededWorld, mine: int, theirs: int) -> None:
    """Add a payout of each party that waits for a second person, and one of the other owner."""
    maker, pot = seeded.users["person"], seeded.names["my_sub_wallet"]
    for name, kind, party, user, wallet in (
        ("owners_payout", "owner", mine, seeded.users["owner"], pot),
        ("sacco_payout", "sacco", seeded.names["sacco_id"], seeded.users["sacco_admin"], pot),
        ("crew_payout", "user", seeded.users["crew"], seeded.users["crew"], pot),
        ("their_payout", "owner", theirs, maker, seeded.names["their_sub_wallet"]),
    ):
        payout_id = seeded.value(PAYOUT, kind, party, user, wallet)
        to = seeded.value(DESTINATION, kind, party, user)
        seeded.names[name.replace("payout", "destination")] = str(to)
        seeded.names[name] = seeded.value("select payout_ref from payouts.payouts where payout_id = %s", payout_id)
