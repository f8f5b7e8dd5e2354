"""Every role at every door: one sample a door, with something of one's own and something foreign.

A door is open to a role if db/functions/security/permissions.csv says so. What a sample says is only
how to knock: arguments that name something in the scope of whoever knocks, and others that name
something outside it (another owner's, another SACCO's, or nothing at all). {words} are filled in from
what `furnish` put into the small world. A new door, function or address, gets its line here.
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
LIMIT = {"p_burst": "30", "p_refill_ms": "2000", "p_reason": "sababu"}
DAYS = {"p_keep_days": "180", "p_reason": "sababu"}
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
AGAIN = "delete from security.config_changes where state = 'proposed' and reason = 'tena'"
FORGET = "delete from security.role_changes where state = 'proposed' and reason = 'tena'"
DEAD = "update messaging.outbox set state = 'dead' where outbox_id = {outbox_id}"

DOUBT = "update mobile_money.verifications set state = 'unknown', decided_at = null where receipt = '{doubtful}'"

KNOCKS: dict[str, Knock] = {
    "owners.home": Knock(PERIOD),
    "owners.vehicle": Knock({"p_plate": "KZZ 001A", **PERIOD}, {"p_plate": "KZZ 900Z", **PERIOD}),
    "owners.fares": Knock({"p_plate": "", **LIST}, {"p_plate": "KZZ 900Z", **LIST}),
    "owners.fare": Knock({"p_receipt": "{mine}", "p_asof": ""}, {"p_receipt": "{theirs}", "p_asof": ""}),
    "owners.wallets": Knock({"p_purpose": "", "p_asof": ""}, {"p_purpose": "loan", "p_asof": ""}),
    "owners.wallet": Knock(
        {"p_sub_wallet_id": "{my_pot}", "p_before": "", "p_asof": ""},
        {"p_sub_wallet_id": "{their_pot}", "p_before": "", "p_asof": ""},
    ),
    "owners.me": Knock(),
    "owners.choose_lang": Knock({"p_lang": "en"}),
    "owners.sign_out": Knock(),
    "owners.second_step": Knock({"p_secret_sealed": b"sealed"}),
    "owners.pass_second_step": Knock(
        {"p_new": bytes(32), "p_typed": "000000", "p_step": 0, "p_codes": ["1", "2", "3"], "p_recovery": [bytes(32)]}
    ),
    "owners.replace_second_step": Knock(),
    "owners.ask_second_step_code": Knock({"p_code_hash": bytes(32), "p_code_sealed": b"sealed"}),
    "owners.prove_phone": Knock({"p_code_hash": bytes(32)}),
    "owners.use_recovery_code": Knock({"p_code_hash": bytes(32)}),
    "ops.home": Knock(),
    "ops.placement": Knock({"p_receipt": "{lost}", "p_account": "KZZ 001A"}, {"p_receipt": "{mine}", "p_account": ""}),
    "ops.place_suspense": Knock(
        {"p_receipt": "{lost}", "p_vehicle_id": "{vehicle_id}"}, {"p_receipt": "{lost}", "p_vehicle_id": "-1"}
    ),
    "ops.retry_outbox": Knock({"p_outbox_id": "{outbox_id}"}, {"p_outbox_id": "-1"}, DEAD),
    "ops.retry_callback": Knock({"p_callback_id": "{callback_id}"}, {"p_callback_id": "-1"}),
    "ops.ask_status_again": Knock({"p_receipt": "{doubtful}"}, {"p_receipt": "{mine}"}, DOUBT),
    "ops.people": Knock({"p_phone_hash": None, "p_role": "", "p_before": ""}),
    "ops.person": Knock({"p_user_id": "{subject}"}, {"p_user_id": "-1"}),
    "ops.register_person": Knock(
        {"p_phone_hash": b"x" * 32, "p_phone_sealed": b"x", "p_last3": "000", "p_name_sealed": None}
    ),
    "ops.propose_grant": Knock({"p_user_id": "{subject}", **GRANT}, {"p_user_id": "-1", **GRANT}),
    "ops.propose_revoke": Knock(
        {"p_grant_id": "{grant_id}", "p_reason": "sababu"}, {"p_grant_id": "-1", "p_reason": "sababu"}
    ),
    "ops.role_change": Knock({"p_change_id": "{change_id}"}, {"p_change_id": "-1"}),
    "ops.decide_role_change": Knock(
        {"p_change_id": "{change_id}", "p_decision": "approved"}, {"p_change_id": "-1", "p_decision": "approved"}
    ),
    "ops.end_sessions": Knock({"p_user_id": "{subject}"}, {"p_user_id": "-1"}),
    "ops.propose_join": Knock(
        {"p_user_id": "{subject}", "p_other": "{twin}", "p_reason": "sababu"},
        {"p_user_id": "-1", "p_other": "{twin}", "p_reason": "sababu"},
    ),
    "ops.propose_separation": Knock(
        {"p_user_id": "{pair}", "p_reason": "sababu"}, {"p_user_id": "-1", "p_reason": "sababu"}
    ),
    "ops.consider_act": Knock(
        {"p_user_id": "{subject}", "p_act": "end_sessions", "p_about": ""},
        {"p_user_id": "-1", "p_act": "end_sessions", "p_about": ""},
    ),
    "ops.consider_erasure": Knock({"p_phone_hash": b"y" * 32}),
    "sacco.consider_act": Knock(
        {"p_act": "revoke", "p_about": "{my_crew}"}, {"p_act": "revoke", "p_about": "{their_crew}"}
    ),
    "ops.disable_person": Knock(
        {"p_user_id": "{leaver}", "p_reason": "sababu"}, {"p_user_id": "-1", "p_reason": "sababu"}, LET_IN
    ),
    "ops.propose_enable": Knock(
        {"p_user_id": "{leaver}", "p_reason": "sababu"}, {"p_user_id": "-1", "p_reason": "sababu"}, SHUT_OUT
    ),
    "ops.forget_device": Knock(
        {"p_user_id": "{subject}", "p_place": "{device}"}, {"p_user_id": "{subject}", "p_place": "0123"}, DEVICES
    ),
    "owners.forget_device": Knock({"p_place": "{device}"}, {"p_place": "0123456789abcdef"}, DEVICES),
    "ops.trail": Knock(
        {"p_actor": "", "p_action": "", "p_subject": "", "p_from": "", "p_to": "2020-01-01", "p_before": ""}
    ),
    "sacco.people": Knock(),
    "crew.home": Knock(),
    "crew.start_trip": Knock({"p_plate": "KZZ 001A"}, {"p_plate": "KZZ 800Y"}),
    "crew.end_trip": Knock({"p_plate": "KZZ 001A"}, {"p_plate": "KZZ 800Y"}),
    "sacco.propose_crew": Knock({**CREW, "p_vehicle": "KZZ 001A"}, {**CREW, "p_vehicle": "KZZ 800Y"}),
    "sacco.propose_revoke": Knock(
        {"p_grant_id": "{my_crew}", "p_reason": "sababu"}, {"p_grant_id": "{their_crew}", "p_reason": "sababu"}
    ),
    "sacco.role_change": Knock({"p_change_id": "{my_change}"}, {"p_change_id": "{their_change}"}),
    "sacco.decide_role_change": Knock(
        {"p_change_id": "{my_change}", "p_decision": "declined"},
        {"p_change_id": "{their_change}", "p_decision": "declined"},
    ),
    "ops.config": Knock({"p_kind": "limit"}, {"p_kind": "nothing"}),
    "ops.config_item": Knock(
        {"p_kind": "retention", "p_subject": "raw_bodies"}, {"p_kind": "retention", "p_subject": "nothing"}
    ),
    "ops.propose_setting": Knock(
        {"p_setting": "sign_in_tries", "p_value": "4", "p_reason": "sababu"},
        {"p_setting": "nothing", "p_value": "4", "p_reason": "sababu"},
    ),
    "ops.propose_limit": Knock(
        {"p_act": "form", "p_per": "session", **LIMIT}, {"p_act": "form", "p_per": "x", **LIMIT}
    ),
    "ops.propose_retention": Knock({"p_kind": "raw_bodies", **DAYS}, {"p_kind": "nothing", **DAYS}),
    "ops.propose_pilot_entry": Knock(
        {"p_kind": "vehicle", "p_name": "KZZ 001A", "p_listed": "yes", "p_reason": "sababu"},
        {"p_kind": "nothing", "p_name": "KZZ 001A", "p_listed": "yes", "p_reason": "sababu"},
    ),
    "ops.propose_pilot_sim": Knock(
        {"p_phone_hash": b"z" * 32, "p_phone_sealed": b"z", "p_last3": "000", "p_listed": "yes", "p_reason": "sababu"}
    ),
    "ops.propose_pilot_end": Knock(
        {"p_pilot_entry_id": "{pilot_entry_id}", "p_reason": "sababu"}, {"p_pilot_entry_id": "-1", "p_reason": "sababu"}
    ),
    "ops.decide_config": Knock(
        {"p_change_id": "{config_change_id}", "p_decision": "approved"},
        {"p_change_id": "-1", "p_decision": "approved"},
    ),
    "ops.withdraw_config": Knock({"p_change_id": "{config_change_id}"}, {"p_change_id": "-1"}),
    "ops.withdraw_role_change": Knock({"p_change_id": "{ops_change}"}, {"p_change_id": "-1"}),
    "sacco.withdraw_role_change": Knock({"p_change_id": "{admin_change}"}, {"p_change_id": "{their_change}"}),
    "ops.privacy": Knock(),
    "ops.export_person": Knock({"p_phone_hash": b"y" * 32}),
    "ops.erase_person": Knock({"p_phone_hash": b"y" * 32, "p_reason": "sababu"}),
    "owners.sessions": Knock(),
    "owners.end_session": Knock({"p_place": ""}, {"p_place": "0123456789abcdef"}),
}

VISITS: dict[str, Visit] = {
    "GET /": Visit("owners.me", "/"),
    "GET /sign-in/code": Visit("owners.second_step", "/sign-in/code"),
    "POST /sign-in/code": Visit("owners.pass_second_step", "/sign-in/code", served=(403,)),  # no code, no way
    "POST /sign-in/phone": Visit("owners.ask_second_step_code", "/sign-in/phone"),
    "POST /sign-in/phone/code": Visit("owners.prove_phone", "/sign-in/phone/code", served=(403,)),
    "POST /sign-in/replace": Visit("owners.replace_second_step", "/sign-in/replace"),
    "POST /sign-in/recovery": Visit("owners.use_recovery_code", "/sign-in/recovery", served=(403,)),
    "POST /logout": Visit("owners.sign_out", "/logout"),
    "GET /sessions": Visit("owners.sessions", "/sessions"),
    "POST /sessions/end": Visit("owners.end_session", "/sessions/end"),
    "GET /ops/people": Visit("ops.people", "/ops/people"),
    "POST /ops/people": Visit("ops.people", "/ops/people", form={"phone": "0700000999"}),
    "POST /ops/people/new": Visit("ops.register_person", "/ops/people/new", form={"phone": "0700000998"}),
    "GET /ops/people/<user_id>": Visit("ops.person", "/ops/people/{subject}", "/ops/people/0"),
    "GET /ops/people/<user_id>/grant": Visit("ops.consider_act", "/ops/people/{subject}/grant", "/ops/people/0/grant"),
    "GET /ops/people/<user_id>/grants/<grant_id>/revoke": Visit(
        "ops.consider_act", "/ops/people/{subject}/grants/{grant_id}/revoke", "/ops/people/{subject}/grants/0/revoke"
    ),
    "GET /ops/people/<user_id>/sessions/end": Visit(
        "ops.consider_act", "/ops/people/{subject}/sessions/end", "/ops/people/0/sessions/end"
    ),
    "GET /ops/people/<user_id>/join": Visit(
        "ops.consider_act", "/ops/people/{subject}/join?other={twin}", "/ops/people/0/join?other={twin}"
    ),
    "GET /ops/people/<user_id>/separate": Visit(
        "ops.consider_act", "/ops/people/{pair}/separate", "/ops/people/0/separate"
    ),
    "GET /ops/people/<user_id>/disable": Visit(
        "ops.consider_act", "/ops/people/{leaver}/disable", "/ops/people/0/disable"
    ),
    "GET /ops/people/<user_id>/enable": Visit(
        "ops.consider_act", "/ops/people/{leaver}/enable", "/ops/people/0/enable"
    ),
    "GET /ops/people/<user_id>/devices/forget": Visit(
        "ops.consider_act",
        "/ops/people/{subject}/devices/forget?place={device}",
        "/ops/people/{subject}/devices/forget?place=0123",
        prepare=DEVICES,
    ),
    "POST /ops/people/<user_id>/grant": Visit(
        "ops.propose_grant", "/ops/people/{subject}/grant", "/ops/people/0/grant", ROLE, FORGET
    ),
    "POST /ops/people/<user_id>/grants/<grant_id>/revoke": Visit(
        "ops.propose_revoke", "/ops/people/{subject}/grants/{grant_id}/revoke", "/ops/people/0/grants/0/revoke", WHY
    ),
    "POST /ops/people/<user_id>/sessions/end": Visit(
        "ops.end_sessions", "/ops/people/{subject}/sessions/end", "/ops/people/0/sessions/end"
    ),
    "GET /ops/changes/<change_id>": Visit("ops.role_change", "/ops/changes/{change_id}", "/ops/changes/0"),
    "POST /ops/changes/<change_id>": Visit(
        "ops.decide_role_change", "/ops/changes/{change_id}", "/ops/changes/0", DECLINE
    ),
    "POST /ops/people/<user_id>/join": Visit(
        "ops.propose_join",
        "/ops/people/{subject}/join",
        "/ops/people/0/join",
        {"other": "{twin}", "reason": "tena"},
        FORGET,
    ),
    "POST /ops/people/<user_id>/separate": Visit(
        "ops.propose_separation", "/ops/people/{pair}/separate", "/ops/people/0/separate", {"reason": "tena"}, FORGET
    ),
    "POST /ops/people/<user_id>/disable": Visit(
        "ops.disable_person", "/ops/people/{leaver}/disable", "/ops/people/0/disable", WHY, LET_IN
    ),
    "POST /ops/people/<user_id>/enable": Visit(
        "ops.propose_enable", "/ops/people/{leaver}/enable", "/ops/people/0/enable", WHY, SHUT_OUT
    ),
    "POST /ops/people/<user_id>/devices/forget": Visit(
        "ops.forget_device",
        "/ops/people/{subject}/devices/forget",
        "/ops/people/0/devices/forget",
        {"place": "{device}"},
        DEVICES,
    ),
    "POST /sessions/devices/forget": Visit(
        "owners.forget_device", "/sessions/devices/forget", form={"place": "{device}"}, prepare=DEVICES
    ),
    "GET /ops/trail": Visit("ops.trail", "/ops/trail?to=2020-01-01"),
    "GET /crew/": Visit("crew.home", "/crew/"),
    "POST /crew/trip": Visit("crew.start_trip", "/crew/trip", form={"plate": "KZZ 001A"}),
    "POST /crew/trip/end": Visit("crew.end_trip", "/crew/trip/end", form={"plate": "KZZ 001A"}),
    "GET /sacco/": Visit("sacco.people", "/sacco/"),
    "GET /sacco/people": Visit("sacco.people", "/sacco/people"),
    "POST /sacco/people/crew": Visit("sacco.propose_crew", "/sacco/people/crew", form=NEW_CREW, prepare=FORGET),
    "GET /sacco/people/crew": Visit("sacco.consider_act", "/sacco/people/crew"),
    "GET /sacco/grants/<grant_id>/revoke": Visit(
        "sacco.consider_act", "/sacco/grants/{my_crew}/revoke", "/sacco/grants/{their_crew}/revoke"
    ),
    "POST /sacco/grants/<grant_id>/revoke": Visit(
        "sacco.propose_revoke", "/sacco/grants/{my_crew}/revoke", "/sacco/grants/{their_crew}/revoke", WHY
    ),
    "GET /sacco/changes/<change_id>": Visit(
        "sacco.role_change", "/sacco/changes/{my_change}", "/sacco/changes/{their_change}"
    ),
    "POST /sacco/changes/<change_id>": Visit(
        "sacco.decide_role_change", "/sacco/changes/{my_change}", "/sacco/changes/{their_change}", DECLINE
    ),
    "GET /owner/": Visit("owners.home", "/owner/"),
    "GET /owner/vehicle/<plate>": Visit("owners.vehicle", "/owner/vehicle/KZZ001A", "/owner/vehicle/KZZ900Z"),
    "GET /owner/fares": Visit("owners.fares", "/owner/fares", "/owner/fares?plate=KZZ900Z"),
    "GET /owner/fares.csv": Visit("owners.fares", "/owner/fares.csv", "/owner/fares.csv?plate=KZZ900Z"),
    "GET /owner/fare/<receipt>": Visit("owners.fare", "/owner/fare/{mine}", "/owner/fare/{theirs}"),
    "GET /owner/wallets": Visit("owners.wallets", "/owner/wallets"),
    "GET /owner/wallets/<purpose>": Visit("owners.wallets", "/owner/wallets/fuel", "/owner/wallets/loan"),
    "GET /owner/wallet/<sub_wallet_id>": Visit("owners.wallet", "/owner/wallet/{my_pot}", "/owner/wallet/{their_pot}"),
    "GET /ops/": Visit("ops.home", "/ops/"),
    "GET /ops/suspense/<receipt>": Visit("ops.placement", "/ops/suspense/{lost}", "/ops/suspense/{mine}"),
    "POST /ops/suspense/<receipt>": Visit(
        "ops.place_suspense", "/ops/suspense/{lost}", form={"vehicle_id": "{vehicle_id}"}
    ),
    "GET /ops/settings": Visit("ops.config", "/ops/settings"),
    "GET /ops/limits": Visit("ops.config", "/ops/limits"),
    "GET /ops/retention": Visit("ops.config", "/ops/retention"),
    "GET /ops/pilot": Visit("ops.config", "/ops/pilot"),
    "GET /ops/settings/<setting>": Visit("ops.config_item", "/ops/settings/sign_in_tries", "/ops/settings/nothing"),
    "GET /ops/limits/<act>/<per>": Visit("ops.config_item", "/ops/limits/form/session", "/ops/limits/form/nothing"),
    "GET /ops/retention/<kind>": Visit("ops.config_item", "/ops/retention/raw_bodies", "/ops/retention/nothing"),
    "POST /ops/settings/<setting>": Visit(
        "ops.propose_setting",
        "/ops/settings/sign_in_tries",
        "/ops/settings/nothing",
        {"value": "4", "reason": "tena"},
        AGAIN,
    ),
    "POST /ops/limits/<act>/<per>": Visit(
        "ops.propose_limit",
        "/ops/limits/form/session",
        "/ops/limits/form/nothing",
        {"burst": "30", "refill_ms": "2000", "reason": "tena"},
        AGAIN,
    ),
    "POST /ops/retention/<kind>": Visit(
        "ops.propose_retention",
        "/ops/retention/raw_bodies",
        "/ops/retention/nothing",
        {"keep_days": "180", "reason": "tena"},
        AGAIN,
    ),
    "POST /ops/pilot/<kind>": Visit(
        "ops.propose_pilot_entry",
        "/ops/pilot/vehicle",
        "/ops/pilot/nothing",
        {"name": "KZZ 001A", "listed": "yes", "reason": "tena"},
        AGAIN,
    ),
    "POST /ops/pilot/sim": Visit(
        "ops.propose_pilot_sim",
        "/ops/pilot/sim",
        form={"phone": "0700000996", "listed": "yes", "reason": "tena"},
        prepare=AGAIN,
    ),
    "POST /ops/pilot/entries/<pilot_entry_id>/end": Visit(
        "ops.propose_pilot_end",
        "/ops/pilot/entries/{pilot_entry_id}/end",
        "/ops/pilot/entries/0/end",
        {"reason": "tena"},
        AGAIN,
    ),
    "POST /ops/config/<change_id>": Visit(
        "ops.decide_config", "/ops/config/{config_change_id}", "/ops/config/0", {"decision": "approved"}
    ),
    "POST /ops/config/<change_id>/withdraw": Visit(
        "ops.withdraw_config", "/ops/config/{config_change_id}/withdraw", "/ops/config/0/withdraw"
    ),
    "POST /ops/changes/<change_id>/withdraw": Visit(
        "ops.withdraw_role_change", "/ops/changes/{ops_change}/withdraw", "/ops/changes/0/withdraw"
    ),
    "POST /sacco/changes/<change_id>/withdraw": Visit(
        "sacco.withdraw_role_change", "/sacco/changes/{admin_change}/withdraw", "/sacco/changes/{their_change}/withdraw"
    ),
    "GET /ops/privacy": Visit("ops.privacy", "/ops/privacy"),
    "POST /ops/privacy/export": Visit("ops.export_person", "/ops/privacy/export", form={"phone": "0199000777"}),
    "POST /ops/privacy/consider": Visit("ops.consider_erasure", "/ops/privacy/consider", form={"phone": "0199000777"}),
    "POST /ops/privacy/erase": Visit(
        "ops.erase_person",
        "/ops/privacy/erase",
        form={"phone": "0199000777", "reason": "sababu"},
        served=(422,),  # we hold nothing of that phone
    ),
    "POST /ops/outbox/<outbox_id>/retry": Visit(
        "ops.retry_outbox", "/ops/outbox/{outbox_id}/retry", "/ops/outbox/0/retry", {}, DEAD
    ),
    "POST /ops/verification/<receipt>/ask": Visit(
        "ops.ask_status_again", "/ops/verification/{doubtful}/ask", "/ops/verification/{mine}/ask", {}, DOUBT
    ),
    "POST /ops/callback/<callback_id>/retry": Visit(
        "ops.retry_callback", "/ops/callback/{callback_id}/retry", "/ops/callback/0/retry"
    ),
}
