"""Every role at every door: one sample a door, with something of one's own and something foreign.

A door is open to a role if db/functions/security/permissions.csv says so. What a sample says is only
how to knock: arguments that name something in the scope of whoever knocks, and others that name
something outside it (another owner's, another SACCO's, or nothing at all). {words} are filled in from
what `furnish` put into the small world. A new function gets its line in knocks.py, a new address in visits.py.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

SCOPED = {"owner": "owner", "sacco_admin": "sacco", "sacco_treasurer": "sacco", "crew": "vehicle"}
# person: signed in, and granted nothing.
ROLES = (
    "person",
    "passenger",
    "crew",
    "owner",
    "sacco_admin",
    "sacco_treasurer",
    "ops",
    "finance",
    "auditor",
    "partner",
)

# Doors of people's schemas that open before anybody is signed in.
BEFORE_SIGN_IN = {
    "owners.ask_password_code",
    "owners.reset_password",
    "owners.dial_codes",
    "owners.knock",
    "owners.note_refusal",
    "owners.sign_in",
    "crew.open_link",
    "owners.sign_in_salt",
}
# Parties that are machines: known by their login role and, over HTTP, by the token in the path.
MACHINES = {"telco", "worker"}


class Knock(NamedTuple):
    """How to call a function: the arguments after p_session. foreign None: it names nothing."""

    own: Mapping[str, Any] = {}
    foreign: Mapping[str, Any] | None = None
    prepare: str = ""  # SQL that puts what the call uses up back in its place


class Visit(NamedTuple):
    """How to call an address, and the function that decides behind it."""

    door: str
    own: str
    foreign: str = ""
    form: Mapping[str, str] = {}
    prepare: str = ""
    served: tuple[int, ...] = (200, 303)  # what an answer to whom it serves looks like


PERIOD = {"p_period": "", "p_on": "", "p_asof": ""}
LIST = {**PERIOD, "p_hour": "", "p_before": "", "p_limit": 5}
GRANT = {"p_role": "auditor", "p_scope": "", "p_from": "", "p_to": "", "p_reason": "sababu"}
CREW = {
    "p_phone_hash": b"y" * 32, "p_phone_sealed": b"y", "p_last3": "000", "p_name_sealed": None,
    "p_from": "", "p_to": "", "p_reason": "sababu",
}  # fmt: skip
ROLE = {"role": "auditor", "reason": "tena"}
NEW_CREW = {"phone": "0700000997", "vehicle": "KZZ 001A", "reason": "tena"}
WHY = {"reason": "sababu"}
LET_IN = (
    """update security.users set disabled_at = null, disabled_by = null, disabled_why = null where user_id = {leaver}"""
)
SHUT_OUT = """update security.users set disabled_at = now(), disabled_by = {twin}, disabled_why = 'sababu' where user_id = {leaver};
              update security.role_changes set state = 'declined', decided_by = {twin}, decided_at = now()
               where act = 'enable' and state = 'proposed'"""
# A device of whoever knocks, and one of the person whom ops looks at.
DEVICES = """insert into security.devices (user_id, device_hash)
             select u.user_id, sha256('a device') from security.users u on conflict do nothing"""
DECLINE = {"decision": "declined"}
FORGET = "delete from security.role_changes where state = 'proposed' and reason = 'tena'"
DEAD = "update messaging.outbox set state = 'dead' where outbox_id = {outbox_id}"

RINGS = """update messaging.alarms set acknowledged_at = null, acknowledged_by = null, acknowledged_reason = null
            where alarm_id = {alarm_id}"""
DOUBT = "update mobile_money.verifications set state = 'unknown', decided_at = null where receipt = '{doubtful}'"
