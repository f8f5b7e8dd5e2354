"""How to call every address: one line each. matrix.py says what the words mean."""

from web.fleet.pages import CHANGES
from web.ops.configuration import KINDS
from web.routes import FORMS, STAFF_ONLY
from web.search import PARTIES
from web.tests.pages import matrix
from web.tests.pages.matrix import DEAD_LETTER, DECLINE, DEVICES, OPEN_ALARM, UNVERIFIED, WHY, PageCall, with_paths

APPROVE = {"decision": "approved"}
DECLINE_DISPUTE = {"decision": "declined", "reason": "alibebwa na gari"}
SUBJECT = {"phone": "0199000777"}
PAGE_CALLS: dict[str, PageCall] = matrix.action_page_calls() | with_paths({
    "GET /": PageCall("account.me"),
    "GET /sign-in/code": PageCall("account.second_factor"),
    "POST /sign-in/code": PageCall("account.verify_second_factor", served=(403,)),  # the form has no code
    "POST /sign-in/phone": PageCall("account.ask_enrolment_code"),
    "POST /sign-in/phone/code": PageCall("account.verify_phone", served=(403,)),
    "POST /sign-in/replace": PageCall("account.replace_second_factor"),
    "POST /sign-in/recovery": PageCall("account.use_recovery_code", served=(403,)),
    "POST /logout": PageCall("account.sign_out"),
    "GET /sessions": PageCall("account.sessions"),
    "POST /sessions/end": PageCall("account.end_session"),
    "POST /sessions/devices/forget": PageCall("account.forget_device", form={"place": "{device}"}, prepare=DEVICES),
    "GET /ops/people": PageCall("ops.people"),
    "POST /ops/people": PageCall("ops.people", form={"phone": "0700000999"}),
    "POST /ops/people/new": PageCall("ops.register_person", form={"phone": "0700000998"}),
    "GET /ops/people/<user_id>": PageCall("ops.person", "{subject}", "0"),
    "GET /ops/changes/<change_id>": PageCall("ops.role_change", "{change_id}", "0"),
    "POST /ops/changes/<change_id>": PageCall("ops.decide_role_change", "{change_id}", "0", DECLINE),
    "POST /ops/changes/<change_id>/withdraw": PageCall("ops.withdraw_role_change", "{ops_change}", "0"),
    "GET /ops/audit-log": PageCall("ops.audit_log", "?to=2020-01-01"),
    "GET /crew/": PageCall("crew.home"),
    "GET /crew/check": PageCall("crew.check_word", "?plate=KZZ+001A", "?plate=KZZ+800Y"),
    "POST /crew/check": PageCall("crew.check_word", form={"plate": "KZZ 001A", "word": "SIMBA 1"}, served=(200,)),
    "GET /crew/trip": PageCall("crew.home", "?plate=KZZ+001A"),
    "GET /crew/trip/end": PageCall("crew.home", "?plate=KZZ+001A"),
    "POST /crew/trip": PageCall("crew.start_trip", form={"plate": "KZZ 001A"}),
    "GET /crew/breakdown": PageCall("crew.breakdown", "?plate=KZZ+001A", "?plate=KZZ+800Y"),
    "POST /crew/breakdown": PageCall("crew.break_down", form={"plate": "KZZ 001A"}),
    "POST /crew/trip/end": PageCall("crew.end_trip", form={"plate": "KZZ 001A"}),
    "GET /sacco/": PageCall("sacco.home"),
    "GET /sacco/vehicles.csv": PageCall("sacco.home"),
    "GET /sacco/vehicle/<plate>": PageCall("sacco.vehicle", "KZZ001A", "KZZ800Y"),
    "GET /sacco/fare/<receipt>": PageCall("sacco.fare", "{mine}", "{lost}"),
    "POST /sacco/vehicle/<plate>": PageCall("sacco.set_target", "KZZ001A", "KZZ800Y", {"target": "4500"}),
    "GET /sacco/people": PageCall("sacco.people"),
    "GET /sacco/changes/<change_id>": PageCall("sacco.role_change", "{my_change}", "{their_change}"),
    "POST /sacco/changes/<change_id>": PageCall("sacco.decide_role_change", "{my_change}", "{their_change}", DECLINE),
    "POST /sacco/changes/<change_id>/withdraw": PageCall(
        "sacco.withdraw_role_change", "{admin_change}", "{their_change}"),
    "GET /owner/": PageCall("owners.home"),
    "GET /owner/vehicle/<plate>": PageCall("owners.vehicle", "KZZ001A", "KZZ900Z"),
    "POST /owner/vehicle/<plate>": PageCall("owners.set_target", "KZZ001A", "KZZ900Z", {"target": "4500"}),
    "GET /owner/fares": PageCall("owners.fares", "", "?plate=KZZ900Z"),
    "GET /owner/fares.csv": PageCall("owners.statement", "", "?plate=KZZ900Z"),
    "GET /owner/fares.xlsx": PageCall("owners.statement", "", "?plate=KZZ900Z"),
    "POST /owner/statement": PageCall("owners.set_day_messages", form={"state": "on"}),
    **{f"GET /owner/statement{kind}": PageCall("owners.account_statement", "", "?plate=KZZ900Z")
       for kind in ("", ".csv", ".xlsx", ".pdf")},
    **{f"GET /sacco/statement{kind}": PageCall("sacco.account_statement") for kind in ("", ".csv", ".xlsx", ".pdf")},
    "GET /owner/fare/<receipt>": PageCall("owners.fare", "{mine}", "{theirs}"),
    "GET /owner/wallets": PageCall("owners.wallets"),
    "GET /owner/wallets/<purpose>": PageCall("owners.wallets", "fuel", "loan"),
    "GET /owner/wallet/<sub_wallet_id>": PageCall("owners.wallet", "{my_sub_wallet}", "{their_sub_wallet}"),
    "GET /owner/wallet/<sub_wallet_id>/entries.csv": PageCall(
        "owners.wallet", "{my_sub_wallet}", "{their_sub_wallet}"),
    "GET /ops/": PageCall("ops.home"),
    "GET /ops/finance/": PageCall("ops.finance"),
    "GET /ops/finance/days.csv": PageCall("ops.finance"),
    "GET /ops/suspense/<receipt>": PageCall("ops.assignment", "{lost}", "{mine}"),
    "POST /ops/suspense/<receipt>/alike": PageCall(
        "ops.assign_alike", "{lost}", "{mine}", {"vehicle_id": "{vehicle_id}"}),
    "POST /ops/suspense/<receipt>": PageCall("ops.assign_suspense", "{lost}", form={"vehicle_id": "{vehicle_id}"}),
    "GET /ops/assignments": PageCall("ops.config"),
    "GET /ops/transfers": PageCall("ops.config"),
    "GET /ops/erasures": PageCall("ops.config"),
    "GET /ops/reversals": PageCall("ops.config"),
    "GET /ops/disputes": PageCall("ops.disputes"),
    "GET /ops/disputes/<dispute_id>": PageCall("ops.dispute", "{dispute_id}", "0"),
    "POST /ops/disputes/<dispute_id>": PageCall("ops.decide_dispute", "{dispute_id}", "0", DECLINE_DISPUTE),
    "POST /ops/payment/<receipt>/move": PageCall("ops.move_fare", "{mine}", "TKX0000009", {"account": "x"}),
    "POST /ops/payment/<receipt>/dispute": PageCall("ops.open_dispute", "{mine}", "TKX0000009", {"why": "other"}),
    "GET /ops/reversal/<receipt>": PageCall("ops.reversal", "{mine}", "TKX0000009"),
    "POST /ops/reversal/<receipt>": PageCall("ops.propose_reversal", "{mine}", "TKX0000009", WHY),
    "GET /ops/days": PageCall("ops.days"),
    "POST /ops/days/<day>": PageCall("ops.close_day", "2026-01-01", form={"reason": "x"}, served=(422,)),
    "GET /ops/journals": PageCall("ops.journals"),
    "POST /ops/journals": PageCall("ops.propose_journal", form={"amount": "x"}, served=(422,)),
    "POST /ops/journals/<manual_id>": PageCall("ops.decide_journal", "{manual_id}", "0", {"decision": "declined"}),
    "POST /ops/config/<change_id>": PageCall("ops.decide_config", "{config_change_id}", "0", APPROVE),
    "POST /ops/config/<change_id>/withdraw": PageCall("ops.withdraw_config", "{config_change_id}", "0"),
    "GET /ops/privacy": PageCall("ops.privacy"),
    "POST /ops/privacy/export": PageCall("ops.export_person", form=SUBJECT),
    "POST /ops/privacy/preview": PageCall("ops.preview_erasure", form=SUBJECT),
    # 422: we hold nothing of that phone.
    "POST /ops/privacy/erase": PageCall("ops.erase_person", form=SUBJECT | WHY, served=(422,)),
    "POST /ops/alarms/<alarm_id>": PageCall(
        "ops.acknowledge_alarm", "{alarm_id}", "0", {"reason": "ni ya Safaricom"}, OPEN_ALARM),
    "POST /ops/outbox/<outbox_id>/retry": PageCall("ops.retry_outbox", "{outbox_id}", "0", {}, DEAD_LETTER),
    **{f"{method} /{path}/search": PageCall(f"{party}.search", form={"q": "{mine}"} if method == "POST" else {})
       for path, party in PARTIES.items() for method in ("GET", "POST")},
    "GET /ops/alarms/<alarm_id>": PageCall("ops.alarm", "{alarm_id}", "0"),
    "GET /ops/runbooks/<kind>": PageCall("ops.alarms", "wrong_token"),
    "GET /ops/figures": PageCall("ops.figures"),
    "GET /ops/week": PageCall("ops.week"),
    "POST /ops/figures": PageCall("ops.set_on_call", form={"state": "on"}),
    "GET /ops/payment/<receipt>": PageCall("ops.payment", "{mine}", "TKX0000009"),
    "POST /ops/verification/<receipt>/ask": PageCall("ops.ask_status_again", "{doubtful}", "{mine}", {}, UNVERIFIED),
    "POST /ops/callback/<callback_id>/retry": PageCall("ops.retry_callback", "{callback_id}", "0"),
    "POST /ops/callbacks/<cause>/retry": PageCall("ops.retry_callbacks", "55P03", "0"),
})  # fmt: skip

PERSON = {"phone": "0700000996", "name": "Jane", "sacco": "x"}
WRONG = (422,)  # a form without what it asks for
for party, sacco, route, plate in (("ops", "0", "0", "KZZ999Z"), ("sacco", "{their_sacco_id}", "{their_route_id}",
                                                                  "KZZ800Y")):  # fmt: skip
    look, change = f"{party}.fleet", f"{party}.change_fleet"
    PAGE_CALLS |= with_paths({
        f"GET /{party}/fleet": PageCall(look),
        f"GET /{party}/fleet/saccos/<sacco_id>": PageCall(look, "{sacco_id}", sacco),
        **{f"GET /{party}/fleet/saccos/<sacco_id>/{form}": PageCall(look, "{sacco_id}", sacco) for form in FORMS},
        **{f"POST /{party}/fleet/saccos/<sacco_id>/{form}": PageCall(
            change, "{sacco_id}", sacco, PERSON, served=(303, 422)) for form in FORMS},
        f"GET /{party}/fleet/routes/<route_id>": PageCall(f"{look}_route", "{route_id}", route),
        f"GET /{party}/fleet/vehicles/<plate>": PageCall(f"{look}_vehicle", "KZZ001A", plate),
        f"GET /{party}/fleet/vehicles/<plate>/sticker.pdf": PageCall(f"{look}_vehicle", "KZZ001A", plate),
        f"GET /{party}/fleet/vehicles/<plate>/split": PageCall(f"{look}_vehicle", "KZZ001A", plate),
        f"POST /{party}/fleet/vehicles/<plate>/code": PageCall(
            change, "KZZ002B", plate, {"door_code": "1"}, served=WRONG),
        **{f"GET /{party}/fleet/vehicles/<plate>/{name}": PageCall(f"{look}_vehicle", "KZZ001A", plate)
           for name in CHANGES if (party, f"/vehicles/<plate>/{name}") not in STAFF_ONLY},
        **{f"POST /{party}/fleet/vehicles/<plate>/{name}": PageCall(change, "KZZ001A", plate, served=WRONG)
           for name in CHANGES if (party, f"/vehicles/<plate>/{name}") not in STAFF_ONLY},
    })  # fmt: skip
PAGE_CALLS |= with_paths({
    "GET /ops/vendors": PageCall("ops.vendors"),
    "POST /ops/vendors": PageCall("ops.register_vendor", form={"kind": "x"}, served=WRONG),
    "POST /ops/vendors/<vendor_id>": PageCall("ops.decide_vendor", "{vendor}", "0", APPROVE),
    "POST /ops/vendors/<vendor_id>/remove": PageCall("ops.remove_vendor", "{vendor}", "0", served=(303, 422)),
    "GET /owner/vendors": PageCall("owners.vendors", "", "?plate=KZZ900Z"),
    "POST /owner/vendors": PageCall("owners.vendors", form={"plate": "KZZ 001A"}),
    "GET /owner/vouchers": PageCall("owners.vouchers", "", "?plate=KZZ900Z"),
    "POST /owner/vouchers": PageCall("owners.vouchers", form={"plate": "KZZ 001A"}),
    "POST /owner/vouchers/<voucher_id>/cancel": PageCall("owners.cancel_voucher", "{my_voucher}", "0"),
    "GET /ops/jobs": PageCall("ops.jobs"),
    "POST /ops/jobs/<job>": PageCall("ops.run_job", "expire_trips", "no_such_job"),
    "GET /ops/vouchers": PageCall("ops.vouchers"),
    "POST /ops/vouchers": PageCall("ops.redeem_voucher", form={"vendor": "{vendor}"}, served=WRONG),
    "GET /owner/withdraw/automatic": PageCall("owners.automatic"),
    "POST /owner/withdraw/automatic": PageCall("owners.set_automatic", form={"owner": "{owner_id}", "step": "off"}),
    "POST /owner/withdraw/automatic/<plate>": PageCall("owners.set_crew_rule", "KZZ001A", "KZZ900Z"),
    "GET /crew/money": PageCall("crew.home", "?plate=KZZ+001A"),
    "POST /crew/cash": PageCall("crew.tell_cash", form={"plate": "KZZ 001A", "trip": "{my_trip}", "cash": "100"},
                                prepare=matrix.OPEN_TRIP),
    "POST /crew/promise": PageCall("crew.make_promise", form={"plate": "KZZ 001A"}, served=WRONG),
    "POST /crew/promise/withdraw": PageCall("crew.withdraw_promise", form={"promise": "{my_promise}"}),
    **{
        address.replace("PARTY", party): call._replace(function=f"{party}.{call.function}")
        for party in ("sacco", "ops")
        for address, call in {
            "GET /PARTY/go-live": PageCall("go_live"),
            "GET /PARTY/go-live/<route_id>": PageCall("go_live", "{route_id}", "0"),
            "POST /PARTY/go-live/<route_id>": PageCall("set_shadow_mode", "{route_id}", "0", {"mode": "shadow"}),
            "GET /PARTY/promises": PageCall("promises"),
        }.items()
    },
    "POST /ops/promises": PageCall("ops.switch_grace", form={"to": "off", "reason": "M-Pesa inafanya kazi"}),
    "POST /ops/pilot-stops": PageCall(
        "ops.switch_fares", form={"kind": "route", "subject": "id:{route_id}", "to": "on"}),
    "POST /ops/pilot-stops/sim": PageCall("ops.switch_sim", form={"phone": "0700000996"}),
    "GET /crew/voucher": PageCall("crew.vouchers", "?plate=KZZ001A", "?plate=KZZ800Y"),
    "POST /crew/voucher": PageCall("crew.issue_voucher", form={"plate": "KZZ 001A"}, served=WRONG),
    "POST /ops/fleet": PageCall("ops.change_fleet", form={"sacco": "x"}, served=WRONG),
    "POST /sacco/fleet/routes/<route_id>": PageCall(
        "sacco.propose_fares", "{route_id}", "{their_route_id}", {"kind": "cap", "cap": "x"}, served=WRONG),
    "POST /sacco/fleet/routes/<route_id>/switch": PageCall(
        "sacco.switch_band", "{route_id}", "{their_route_id}", {"switch": "rain_off"}),
    "POST /sacco/fares/<proposal_id>": PageCall("sacco.decide_fares", "{my_fares}", "{their_fares}", DECLINE),
    "POST /sacco/fleet/vehicles/<plate>/split": PageCall("sacco.propose_split", "KZZ001A", "KZZ800Y", served=WRONG),
    "POST /sacco/splits/<proposal_id>": PageCall("sacco.decide_split", "{my_split}", "{their_split}", DECLINE),
    "GET /owner/vehicle/<plate>/split": PageCall("owners.split", "KZZ001A", "KZZ900Z"),
    "POST /owner/vehicle/<plate>/split": PageCall("owners.propose_split", "KZZ001A", "KZZ900Z", served=WRONG),
    "GET /owner/vehicle/<plate>/split/simulation": PageCall("owners.split_simulation", "KZZ001A", "KZZ900Z"),
    "GET /sacco/fleet/vehicles/<plate>/split/simulation": PageCall("sacco.split_simulation", "KZZ001A", "KZZ800Y"),
    "POST /owner/splits/<proposal_id>": PageCall("owners.decide_split", "{my_split}", "{their_split}", DECLINE),
})  # fmt: skip

# Of each page of configuration something that is there, and a change of it.
CONFIGURED: dict[str, tuple[str, dict[str, str]]] = {
    "settings": ("trip_hours", {"value": "5"}),
    "limits": ("crew_number,sim", {"burst": "5", "refill_ms": "700000"}),
    "retention": ("sms_reports", {"keep_days": "31"}),
    "bounds": ("ussd_drops", {"green_bound": "80", "alarm_bound": "160"}),
    "pilot": ("vehicle", {"name": "KZZ 999Z", "listed": "yes"}),  # there is no such vehicle: 422
}
for kind in KINDS:
    subject, typed = CONFIGURED[kind]
    PAGE_CALLS |= with_paths({
        f"GET /ops/{kind}": PageCall("ops.config"),
        f"GET /ops/{kind}/<subject>": PageCall("ops.config", subject, "nothing"),
        f"POST /ops/{kind}/<subject>": PageCall(
            "ops.change_config", subject, "nothing", {**typed, "reason": "tena"},
            served=(422 if kind == "pilot" else 303,)),
    })  # fmt: skip

for path, party in (("owner", "owners"), ("sacco", "sacco"), ("crew", "crew")):
    TO = {"kind": "phone", "phone": "0700000995", "label": "Benki"}
    ASKED = {"amount": "100", "to": "own"}
    PAGE_CALLS |= with_paths({
        f"GET /{path}/withdraw": PageCall(f"{party}.withdrawal", "", "?party=0"),
        f"POST /{path}/withdraw": PageCall(f"{party}.withdrawal", "", "?party=0", ASKED, served=(303, 422)),
        f"GET /{path}/withdraw/confirm": PageCall(f"{party}.withdrawal", "?amount=100&to=own", "?party=0",
                                                  served=(200, 422)),
        f"POST /{path}/withdraw/confirm": PageCall(f"{party}.withdrawal", "", "?party=0", ASKED, served=(403, 422)),
        f"GET /{path}/destinations": PageCall(f"{party}.withdrawal", "", "?party=0"),
        f"POST /{path}/destinations": PageCall(f"{party}.withdrawal", "", "?party=0", TO, served=(200,)),
        f"POST /{path}/destinations/add": PageCall(f"{party}.withdrawal", "", "?party=0", TO, served=(403,)),
        f"POST /{path}/destinations/<destination_id>/remove": PageCall(
            f"{party}.remove_destination", f"{{{party}_destination}}", "{their_destination}", {},
            "update payouts.destinations set removed_at = null"),
        f"GET /{path}/payouts": PageCall(f"{party}.payouts"),
        f"GET /{path}/payouts/<payout_ref>": PageCall(f"{party}.payout", f"{{{party}_payout}}", "{their_payout}"),
        f"POST /{path}/payouts/<payout_ref>/cancel": PageCall(
            f"{party}.cancel_payout", f"{{{party}_payout}}", "{their_payout}"),
    })  # fmt: skip

for party in ("sacco", "ops"):
    PAGE_CALLS |= with_paths({
        f"GET /{party}/approvals": PageCall(f"{party}.payout_approvals"),
        f"GET /{party}/approvals/<payout_ref>": PageCall(f"{party}.payout_approvals", "{owners_payout}", "0"),
        f"POST /{party}/approvals/<payout_ref>": PageCall(
            f"{party}.decide_payout", "{owners_payout}", "0", DECLINE | {"reason": "mmiliki hakuomba pesa"}),
    })  # fmt: skip

PAGE_CALLS |= with_paths({
    "GET /ops/resolutions": PageCall("ops.config"),
    "GET /ops/reconciliation": PageCall("ops.reconciliation"),
    "GET /ops/reconciliation/month": PageCall("ops.reconciliation_month"),
    "GET /ops/reconciliation/month.csv": PageCall("ops.reconciliation_month"),
    "GET /ops/breaks": PageCall("ops.breaks"),
    "POST /ops/breaks": PageCall("ops.breaks", form={"resolution": "explained"}, served=(422,)),
    "GET /ops/breaks/<break_id>": PageCall("ops.one_break", "{break_id}", "0"),
    "POST /ops/breaks/<break_id>": PageCall("ops.decide_resolution", "{proposed_break}", "0", {"decision": "declined"}),
    "GET /ops/loyalty": PageCall("ops.loyalty"),
    "GET /ops/trust": PageCall("ops.trust"),
    "POST /ops/trust": PageCall("ops.want_trust_proof"),
    "GET /ops/statements": PageCall("ops.statements"),
    "GET /ops/statements/<statement_id>": PageCall("ops.statements", "{statement}", "0"),
    "POST /ops/statements": PageCall("ops.statements", form={"account": ""}, served=(422,)),
    "GET /ops/payouts": PageCall("ops.payouts"),
    "GET /ops/payouts/<payout_ref>": PageCall("ops.payout", "{their_payout}", "0"),
    # 422: it was not sent yet.
    "POST /ops/payouts/<payout_ref>/ask": PageCall("ops.ask_payout_again", "{their_payout}", "0", served=(422,)),
    "POST /ops/payouts/<payout_ref>/resolve": PageCall("ops.resolve_payout", "{their_payout}", "0", served=(422,)),
})  # fmt: skip
