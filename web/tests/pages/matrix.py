"""Every role at every function and address: one sample each, with something of the caller's own and something foreign.

A function is open to a role if db/functions/access/permissions.csv says so. A sample says only how to call:
arguments that name something in the caller's scope, and arguments that name something outside it (another owner's,
another SACCO's, or nothing at all). {words} are filled in from what `furnish` put into the small world.
A new function gets its line in function_calls.py, a new address in page_calls.py. For actions on people both follow
from the table in web/person_actions.py.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from web.person_actions import ACTIONS, Action

SCOPED = {"owner": "owner", "sacco_admin": "sacco", "sacco_treasurer": "sacco", "crew": "vehicle"}
# person: signed in, and granted nothing.
ROLES = ("person", "passenger", "crew", "owner", "sacco_admin", "sacco_treasurer",
         "ops", "finance", "auditor", "partner")  # fmt: skip

# API functions of people's schemas that are open before anybody is signed in.
BEFORE_SIGN_IN = {
    "account.ask_password_code", "account.reset_password", "account.live_settings", "account.check_rate_limit",
    "account.note_refusal", "account.readiness", "account.try_write", "account.sign_in", "crew.open_link",
    "account.sign_in_salt", "account.note_page_loads", "account.verify_fingerprint",
}  # fmt: skip
# Parties that are machines: known by their login role and, over HTTP, by the token in the path.
MACHINES = {"telco", "worker"}


class FunctionCall(NamedTuple):
    """How to call a function: arguments after p_session, and which of them name what is foreign (None: none can)."""

    own: Mapping[str, Any] = {}
    foreign: Mapping[str, Any] | None = None
    prepare: str = ""  # SQL that restores what the call uses up


class PageCall(NamedTuple):
    """How to call an address, and the function that decides about it."""

    function: str
    own: str = ""  # the path, or what fills in its blank (see `with_paths`)
    foreign: str = ""  # the same, foreign; empty: nothing can be
    form: Mapping[str, str] = {}
    prepare: str = ""
    served: tuple[int, ...] = (200, 303)  # the status that somebody gets whom it serves
    also: str = ""  # another function that this role must be permitted


def with_paths(table: Mapping[str, PageCall]) -> dict[str, PageCall]:
    """A table by method and path of the route, whose samples only say what fills in its <blank>, or a query."""

    def path(address: str, sample: str) -> str:
        route = address.split(" ")[1]
        return route + sample if sample.startswith("?") else re.sub(r"<\w+>", sample, route)

    return {
        address: call._replace(own=path(address, call.own), foreign=call.foreign and path(address, call.foreign))
        for address, call in table.items()
    }


PERIOD = {"p_period": "", "p_on": "", "p_asof": ""}
LIST = {**PERIOD, "p_hour": "", "p_before": "", "p_limit": 5}
WHY = {"reason": "sababu"}
# A device of every user: of the caller, and of the person whom ops looks at.
DEVICES = """insert into accounts.devices (user_id, device_hash)
             select u.user_id, sha256('a device') from accounts.users u on conflict do nothing"""
DECLINE = {"decision": "declined", "reason": "hatumjui hapa kwetu"}
DEAD_LETTER = "update messaging.outbox set state = 'dead' where outbox_id = {outbox_id}"
# The trip of the vehicle is open, so that its cash can be told.
OPEN_TRIP = """update fleet.trips set closed_at = now(), closed_as = 'ended'
                where closed_at is null and trip_id <> {my_trip};
               update fleet.trips set closed_at = null, closed_as = null, opened_at = now() - interval '1 hour',
                      ends_at = now() + interval '5 hours' where trip_id = {my_trip}"""
OPEN_ALARM = """update messaging.alarms set acknowledged_at = null, acknowledged_by = null, acknowledged_reason = null
                 where alarm_id = {alarm_id}"""
UNVERIFIED = "update mobile_money.verifications set state = 'unknown', decided_at = null where receipt = '{doubtful}'"

# Every action on people, from the table: how its form is filled in with something of one's own, and with what is not.
OWN = {
    "user_id": "{subject}", "grant_id": "{my_crew}", "place": "{device}", "phone": "0700000997", "vehicle": "KZZ 001A",
    "role": "auditor", "reason": "tena", "name": "", "scope": "", "from": "", "to": "",
}  # fmt: skip
FOREIGN = OWN | {"user_id": "0", "grant_id": "{their_crew}", "place": "0123", "vehicle": "KZZ 800Y"}
SEALED: dict[str, dict[str, Any]] = {
    "phone": {"p_phone_hash": b"y" * 32, "p_phone_sealed": b"y", "p_last3": "000"}, "name": {"p_name_sealed": None},
}  # fmt: skip
# Nobody is disabled, no proposal of these waits, and everybody has a device.
AS_BEFORE = ";".join((
    "update accounts.users set disabled_at = null, disabled_by = null, disabled_why = null where user_id = {subject}",
    "delete from access.role_changes where state = 'proposed' and reason = 'tena'", DEVICES,
))  # fmt: skip


def _arguments(party: str, row: Action, sample: Mapping[str, str]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for field in (*(("user_id",) if party == "ops" else ()), *filter(None, [row.about]), *row.fields):
        filled.update(SEALED.get(field) or {f"p_{field}": sample.get(field, "x")})
    return filled


def _address(party: str, name: str, row: Action, sample: Mapping[str, str]) -> str:
    whom = f"/{sample['user_id']}" if party == "ops" else ""
    return f"/{party}/people{whom}/{name}" + (f"?{row.about}={sample[row.about]}" if row.about else "")


def action_function_calls() -> dict[str, FunctionCall]:
    return {
        row.function: FunctionCall(_arguments(party, row, OWN), _arguments(party, row, FOREIGN), AS_BEFORE)
        for (party, _), row in ACTIONS.items()
    }


def action_page_calls() -> dict[str, PageCall]:
    """Two lines for each action, its page and its form. What a form asks for may be refused in an outcome (422)."""
    found = {}
    for (party, name), row in ACTIONS.items():
        own = _address(party, name, row, OWN)
        # Only what names a person, a grant or a vehicle can be somebody else's.
        foreign = _address(party, name, row, FOREIGN) if party == "ops" or row.about else ""
        preview, form = f"{party}.person_action", {field: OWN.get(field, "x") for field in row.fields}
        found[f"GET {party} {name}"] = PageCall(preview, own, foreign, prepare=AS_BEFORE, also=row.function)
        found[f"POST {party} {name}"] = PageCall(row.function, own, foreign, form, AS_BEFORE, (200, 303, 422))
    return found


def expanded(paths: Iterable[str]) -> list[str]:
    """Paths of routes; that of actions on people once for each action."""
    found = []
    for path in paths:
        party = path.split("/")[1]
        names = [name for of, name in ACTIONS if of == party] if "<action>" in path else [""]
        found += [path.replace("<action>", name) for name in names]
    return sorted(found)
