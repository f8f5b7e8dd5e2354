"""The matrix's small world: people of every role, and something of theirs and of others for every door to work on."""

import csv
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from web.tests.pages.matrix import ROLES, SCOPED
from web.tests.pages.world import World

PERMISSIONS = Path(__file__).parents[3] / "db/functions/security/permissions.csv"


@dataclass(slots=True)
class SeededWorld:
    """The furnished world: who is there, by role, and the names of things."""

    connection: "psycopg.Connection[tuple[Any, ...]]"
    names: dict[str, str]
    users: dict[str, int] = field(default_factory=dict)

    def filled(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments with their {words} filled in."""
        return {name: self.say(value) if isinstance(value, str) else value for name, value in arguments.items()}

    def say(self, text: str) -> str:
        """A text with its {words} filled in."""
        return text.format(**self.names)

    def session(self, role: str) -> str:
        """A new session of the person who holds that role, with every step of signing in taken."""
        token = secrets.token_urlsafe(32)
        self.value(
            "select 1 from accounts.open_session(p_user_id => %s, p_session => %s, p_previous => null)",
            self.users[role], hashlib.sha256(token.encode()).digest(),
        )  # fmt: skip
        if self.value(
            "select count(*) from pg_attribute where attrelid = 'accounts.sessions'::regclass and attname = 'proved_at'"
        ):
            self.connection.execute("update accounts.sessions set proved_at = now() where proved_at is null")
        return token

    def refusals(self, role: str) -> list[str]:
        """The API functions that refused this person, the latest last, each as often as it refused."""
        rows = self.connection.execute(
            "select detail ->> 'door', times from audit.refusals where action = 'refused' and actor = %s"
            " order by last_at",
            (f"user:{self.users[role]}",),
        ).fetchall()
        return [str(door) for door, times in rows for _ in range(times)]

    def value(self, query: str, *values: object) -> Any:
        """One value."""
        row = self.connection.execute(query.encode(), values).fetchone()
        assert row is not None
        return row[0]


def permitted() -> set[tuple[str, str]]:
    """(door, role), as written down."""
    with PERMISSIONS.open(encoding="utf-8", newline="") as file:
        return {(row["door"], row["role"]) for row in csv.DictReader(file)}


def is_open(door: str, role: str) -> bool:
    """Whether the table opens this door to this role; what is a person's is everybody's."""
    return bool({(door, role), (door, "person")} & permitted())


def furnish(world: World) -> SeededWorld:
    """People of every role, each within the scope of what is 'mine', and something for every door to work on."""
    connection = psycopg.connect(world.url, autocommit=True)
    seeded = SeededWorld(connection, {})
    mine, theirs = world.owner_ids
    seeded.names = {
        "mine": world.of("KZZ 001A")[0].receipt,
        "theirs": next(fare.receipt for fare in world.fares if fare.plate == "KZZ 900Z"),
        "lost": world.pay("", 6000, world.fares[0].paid_at, account="matrix"),
        "doubtful": world.pay("", 150_000, world.fares[0].paid_at, account="matrix too"),
        "owner_id": str(mine),
        "sacco_id": str(seeded.value("select sacco_id from fleet.saccos where name = 'Test Line'")),
        "their_sacco_id": str(seeded.value("insert into fleet.saccos (name) values ('Foreign Line') returning sacco_id")),
        "vehicle_id": str(seeded.value("select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'")),
        "my_pot": str(seeded.value(_POT, mine)),
        "their_pot": str(seeded.value(_POT, theirs)),
        "outbox_id": str(seeded.value(
            "insert into messaging.outbox (topic, key, payload, state) values ('scheduled_job', 'matrix', '{}', 'dead') returning outbox_id")),
        "alarm_id": str(seeded.value(
            "insert into messaging.alarms (kind, subject, detail) values ('wrong_token', 'matrix', 'x') returning alarm_id")),
        "callback_id": str(seeded.value(
            "insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed, fields, attempts, next_attempt_at)"
            " values ('c2b_confirmation', 'TKX0000001', 'pending', sha256('matrix'), '\\x01', '{}', 8, now()) returning callback_id")),
    }  # fmt: skip
    for role in ROLES:
        seeded.users[role] = seeded.value(
            "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '000') returning user_id",
            hashlib.sha256(role.encode()).digest(),
        )  # fmt: skip
        if role != "person":
            kind = SCOPED.get(role, "platform")
            seeded.value(
                "select access.grant_role(p_user_id => %s, p_role => %s, p_scope_kind => %s, p_scope_id => %s)",
                seeded.users[role], role, kind, seeded.names.get(f"{kind}_id"),
            )  # fmt: skip
    _propose_something(seeded)
    _configure_something(seeded)
    return seeded


def _propose_something(seeded: SeededWorld) -> None:
    """Somebody else, what they hold here and in another SACCO, and proposals about them that wait."""
    subject, maker = _account(seeded, b"subject"), _account(seeded, b"maker")
    route = seeded.value(
        "select fleet.register_route(%s, '111', 'Railways-Ngong', array['Railways', 'Ngong'])",
        seeded.names["their_sacco_id"],
    )
    elsewhere = seeded.value(
        "select fleet.register_vehicle('KZZ 800Y', %s, (select max(owner_id) from fleet.owners), 14, now())", route
    )
    seeded.names |= {
        "subject": str(subject),
        "leaver": str(_account(seeded, b"leaver")),
        "device": str(seeded.value("select accounts.device_key(p_device_hash => sha256('a device'))")),
        "grant_id": _granted(seeded, subject, "partner", "platform", None),
        "change_id": _proposed(seeded, maker, subject, "finance", None),
        "my_crew": _granted(seeded, subject, "crew", "vehicle", seeded.names["vehicle_id"]),
        "their_crew": _granted(seeded, subject, "crew", "vehicle", elsewhere),
        "my_change": _proposed(seeded, subject, maker, "crew", seeded.names["vehicle_id"]),
        "their_change": _proposed(seeded, subject, maker, "crew", elsewhere),
        "ops_change": _proposed(seeded, seeded.users["ops"], subject, "ops", None),
        "admin_change": _proposed(
            seeded, seeded.users["sacco_admin"], seeded.users["person"], "crew", seeded.names["vehicle_id"]
        ),
    }


def _account(seeded: SeededWorld, word: bytes) -> Any:
    return seeded.value(
        "insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '000') returning user_id",
        hashlib.sha256(word).digest(),
    )


def _granted(seeded: SeededWorld, user: object, role: str, kind: str, scope: object) -> str:
    call = "select access.grant_role(p_user_id => %s, p_role => %s, p_scope_kind => %s, p_scope_id => %s)"
    return str(seeded.value(call, user, role, kind, scope))


def _proposed(seeded: SeededWorld, maker: object, user: object, role: str, scope: object) -> str:
    return str(seeded.value(
        "select access.propose_grant(p_made_by => %s, p_user_id => %s, p_role => %s, p_scope_id => %s,"
        " p_valid_from => null, p_valid_to => null, p_reason => 'sababu') ->> 'change_id'", maker, user, role, scope))  # fmt: skip


def _configure_something(seeded: SeededWorld) -> None:
    """A change of a setting that waits, and somebody in the pilot."""
    seeded.value(
        "select config.change_config(p_made_by => %s, p_kind => 'setting', p_subject => 'ussd_min_cents',"
        " p_phone_hash => null, p_value => '{\"value\": \"1100\"}', p_reason => 'sababu')",
        seeded.users["ops"],
    )
    seeded.names["config_change_id"] = str(seeded.value("select change_id from config.config_changes"))
    seeded.names["pilot_entry_id"] = str(seeded.value(
        "insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('pilot')) returning pilot_entry_id"))  # fmt: skip


_POT = """select s.sub_wallet_id from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
           where w.owner_id = %s and s.purpose = 'fuel' limit 1"""
