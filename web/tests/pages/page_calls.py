"""How to call every address: a line a door. What the words mean, says matrix.py."""

from web.ops.configuration import KINDS
from web.tests.pages.matrix import DEAD, DECLINE, DEVICES, DOUBT, RINGS, WHY, Visit, action_visits

PAGE_CALLS: dict[str, Visit] = {
    **action_visits(),
    "GET /": Visit("account.me", "/"),
    "GET /sign-in/code": Visit("account.second_factor", "/sign-in/code"),
    "POST /sign-in/code": Visit("account.verify_second_factor", "/sign-in/code", served=(403,)),  # no code, no way
    "POST /sign-in/phone": Visit("account.ask_enrolment_code", "/sign-in/phone"),
    "POST /sign-in/phone/code": Visit("account.verify_phone", "/sign-in/phone/code", served=(403,)),
    "POST /sign-in/replace": Visit("account.replace_second_factor", "/sign-in/replace"),
    "POST /sign-in/recovery": Visit("account.use_recovery_code", "/sign-in/recovery", served=(403,)),
    "POST /logout": Visit("account.sign_out", "/logout"),
    "GET /sessions": Visit("account.sessions", "/sessions"),
    "POST /sessions/end": Visit("account.end_session", "/sessions/end"),
    "GET /ops/people": Visit("ops.people", "/ops/people"),
    "POST /ops/people": Visit("ops.people", "/ops/people", form={"phone": "0700000999"}),
    "POST /ops/people/new": Visit("ops.register_person", "/ops/people/new", form={"phone": "0700000998"}),
    "GET /ops/people/<user_id>": Visit("ops.person", "/ops/people/{subject}", "/ops/people/0"),
    "GET /ops/changes/<change_id>": Visit("ops.role_change", "/ops/changes/{change_id}", "/ops/changes/0"),
    "POST /ops/changes/<change_id>": Visit(
        "ops.decide_role_change", "/ops/changes/{change_id}", "/ops/changes/0", DECLINE
    ),
    "POST /sessions/devices/forget": Visit(
        "account.forget_device", "/sessions/devices/forget", form={"place": "{device}"}, prepare=DEVICES
    ),
    "GET /ops/audit-log": Visit("ops.audit_log", "/ops/audit-log?to=2020-01-01"),
    "GET /crew/": Visit("crew.home", "/crew/"),
    "POST /crew/trip": Visit("crew.start_trip", "/crew/trip", form={"plate": "KZZ 001A"}),
    "POST /crew/trip/end": Visit("crew.end_trip", "/crew/trip/end", form={"plate": "KZZ 001A"}),
    "GET /sacco/": Visit("sacco.people", "/sacco/"),
    "GET /sacco/people": Visit("sacco.people", "/sacco/people"),
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
    "GET /ops/suspense/<receipt>": Visit("ops.assignment", "/ops/suspense/{lost}", "/ops/suspense/{mine}"),
    "POST /ops/suspense/<receipt>": Visit(
        "ops.assign_suspense", "/ops/suspense/{lost}", form={"vehicle_id": "{vehicle_id}"}
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
    "POST /ops/privacy/preview": Visit("ops.preview_erasure", "/ops/privacy/preview", form={"phone": "0199000777"}),
    "POST /ops/privacy/erase": Visit(
        "ops.erase_person",
        "/ops/privacy/erase",
        form={"phone": "0199000777", "reason": "sababu"},
        served=(422,),  # we hold nothing of that phone
    ),
    "POST /ops/alarms/<alarm_id>": Visit(
        "ops.acknowledge_alarm", "/ops/alarms/{alarm_id}", "/ops/alarms/0", WHY, RINGS
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

# Of each page of configuration something that is there, and a change of it.
CHANGES: dict[str, tuple[str, dict[str, str]]] = {
    "settings": ("trip_hours", {"value": "5"}),
    "limits": ("crew_number,sim", {"burst": "5", "refill_ms": "700000"}),
    "retention": ("sms_reports", {"keep_days": "31"}),
    "pilot": ("vehicle", {"name": "KZZ 999Z", "listed": "yes"}),  # there is no such vehicle: 422
}
for kept in KINDS:
    there, change = CHANGES[kept]
    PAGE_CALLS[f"GET /ops/{kept}"] = Visit("ops.config", f"/ops/{kept}")
    PAGE_CALLS[f"GET /ops/{kept}/<subject>"] = Visit("ops.config", f"/ops/{kept}/{there}", f"/ops/{kept}/nothing")
    PAGE_CALLS[f"POST /ops/{kept}/<subject>"] = Visit(
        "ops.change_config",
        f"/ops/{kept}/{there}",
        f"/ops/{kept}/nothing",
        {**change, "reason": "tena"},
        served=(422 if kept == "pilot" else 303,),
    )
