"""How to call every API function of people: one line each. matrix.py says what the words mean."""

from psycopg.types.json import Jsonb

from web.tests.pages import matrix
from web.tests.pages.matrix import DEAD_LETTER, DEVICES, LIST, OPEN_ALARM, OPEN_TRIP, PERIOD, UNVERIFIED, FunctionCall

TRIES = Jsonb({"value": "4"})
NOTHING = "-1"
MOVED = {"p_from": "", "p_to": "", "p_amount": "x", "p_corrects": ""}
SACCO = {"p_sacco": "{sacco_id}", "p_find": "", "p_after": ""}
ROUTE = {"p_action": "route", "p_subject": "{sacco_id}", "p_typed": Jsonb({})}
SPLIT = {"p_plate": "KZZ 001A", "p_shares": Jsonb({}), "p_step": "preview"}
ALL_DESTINATIONS = "update payouts.destinations set removed_at = null"
PARTY = {"p_party": "", "p_purposes": "", "p_amount": "100", "p_destination": "own"}
DECISION = {"p_proposal_id": "{my_split}", "p_decision": "declined", "p_reason": "mafuta ni ghali"}
VENDOR = {"p_vendor_id": "", "p_plate": "KZZ 001A", "p_amount": ""}
VOUCHER = {"p_kind": "", "p_vendor_id": "", "p_plate": "KZZ 001A", "p_cap": ""}
ORDER = {"p_owner_id": "{owner_id}", "p_floor": "", "p_destination": "own"}
FUNCTION_CALLS: dict[str, FunctionCall] = matrix.action_function_calls() | {
    "owners.home": FunctionCall(PERIOD),
    "owners.vehicle": FunctionCall({"p_plate": "KZZ 001A", **PERIOD}, {"p_plate": "KZZ 900Z"}),
    "owners.fares": FunctionCall({"p_plate": "", **LIST}, {"p_plate": "KZZ 900Z"}),
    "owners.statement": FunctionCall({"p_plate": "", **PERIOD}, {"p_plate": "KZZ 900Z"}),
    "owners.account_statement": FunctionCall({"p_plate": "", **PERIOD}, {"p_plate": "KZZ 900Z"}),
    "owners.set_day_messages": FunctionCall({"p_state": "on"}),
    "sacco.account_statement": FunctionCall(PERIOD),
    "owners.fare": FunctionCall({"p_receipt": "{mine}", "p_asof": ""}, {"p_receipt": "{theirs}"}),
    "owners.wallets": FunctionCall({"p_purpose": "", "p_asof": ""}, {"p_purpose": "loan"}),
    "owners.wallet": FunctionCall(
        {"p_sub_wallet_id": "{my_sub_wallet}", "p_before": "", "p_limit": 9, "p_asof": ""},
        {"p_sub_wallet_id": "{their_sub_wallet}"}),
    "account.me": FunctionCall(),
    "account.choose_lang": FunctionCall({"p_lang": "en"}),
    "account.sign_out": FunctionCall(),
    "account.second_factor": FunctionCall({"p_secret_sealed": b"sealed"}),
    "account.verify_second_factor": FunctionCall(
        {"p_new": bytes(32), "p_typed": "000000", "p_step": 0, "p_codes": ["1", "2", "3"], "p_recovery": [bytes(32)]}),
    "account.replace_second_factor": FunctionCall(),
    "account.ask_enrolment_code": FunctionCall({"p_code_hash": bytes(32), "p_code_sealed": b"sealed"}),
    "account.verify_phone": FunctionCall({"p_code_hash": bytes(32)}),
    "account.use_recovery_code": FunctionCall({"p_code_hash": bytes(32)}),
    "account.forget_device": FunctionCall({"p_place": "{device}"}, {"p_place": "0123456789abcdef"}, DEVICES),
    "account.sessions": FunctionCall(),
    "account.end_session": FunctionCall({"p_place": ""}, {"p_place": "0123456789abcdef"}),
    "crew.home": FunctionCall(),
    "crew.check_word": FunctionCall({"p_plate": "KZZ 001A", "p_text": "", "p_lang": "sw"}, {"p_plate": "KZZ 800Y"}),
    "crew.start_trip": FunctionCall({"p_plate": "KZZ 001A", "p_trip_id": ""}, {"p_plate": "KZZ 800Y"}),
    "crew.break_down": FunctionCall(
        {"p_plate": "KZZ 001A", "p_trip_id": "", "p_stage_id": ""}, {"p_plate": "KZZ 800Y"}
    ),
    "crew.breakdown": FunctionCall({"p_plate": "KZZ 001A", "p_stage_id": ""}, {"p_plate": "KZZ 800Y"}),
    "crew.end_trip": FunctionCall({"p_plate": "KZZ 001A", "p_trip_id": ""}, {"p_plate": "KZZ 800Y"}),
    "sacco.home": FunctionCall(PERIOD),
    "sacco.vehicle": FunctionCall({"p_plate": "KZZ 001A", **PERIOD}, {"p_plate": "KZZ 800Y"}),
    "sacco.set_target": FunctionCall({"p_plate": "KZZ 001A", "p_target": "4500"}, {"p_plate": "KZZ 800Y"}),
    "owners.set_target": FunctionCall({"p_plate": "KZZ 001A", "p_target": "4500"}, {"p_plate": "KZZ 900Z"}),
    "sacco.fare": FunctionCall({"p_receipt": "{mine}", "p_asof": ""}, {"p_receipt": "{lost}"}),
    "sacco.people": FunctionCall(),
    "sacco.person_action": FunctionCall(
        {"p_function": "sacco.propose_revoke", "p_about": "{my_crew}"}, {"p_about": "{their_crew}"}),
    "sacco.role_change": FunctionCall({"p_change_id": "{my_change}"}, {"p_change_id": "{their_change}"}),
    "sacco.decide_role_change": FunctionCall(
        {"p_change_id": "{my_change}", "p_decision": "declined", "p_reason": "hatumjui hapa"},
        {"p_change_id": "{their_change}"}),
    "sacco.withdraw_role_change": FunctionCall({"p_change_id": "{admin_change}"}, {"p_change_id": "{their_change}"}),
    **{
        f"{party}.{name}": FunctionCall(own, foreign)
        for party, sacco, route, plate in (
            ("ops", NOTHING, NOTHING, "KZZ 999Z"), ("sacco", "{their_sacco_id}", "{their_route_id}", "KZZ 800Y"))
        for name, own, foreign in (
            ("fleet", SACCO, {"p_sacco": sacco}),
            ("fleet_route", {"p_route_id": "{route_id}"}, {"p_route_id": route}),
            ("fleet_vehicle", {"p_plate": "KZZ 001A", "p_find": ""}, {"p_plate": plate}),
            ("change_fleet", ROUTE, {"p_subject": sacco}))
    },
    "sacco.propose_fares": FunctionCall(
        {"p_route_id": "{route_id}", "p_kind": "cap", "p_typed": Jsonb({"cap": "x"})},
        {"p_route_id": "{their_route_id}"}),
    "sacco.decide_fares": FunctionCall(DECISION, {"p_proposal_id": "{their_fares}"}),
    "sacco.switch_band": FunctionCall(
        {"p_route_id": "{route_id}", "p_switch": "rain_off", "p_hours": ""}, {"p_route_id": "{their_route_id}"}),
    **{f"{party}.propose_split": FunctionCall(SPLIT, {"p_plate": "KZZ 800Y"}) for party in ("owners", "sacco")},
    **{
        f"{party}.decide_split": FunctionCall(DECISION, {"p_proposal_id": "{their_split}"})
        for party in ("owners", "sacco")
    },
    **{
        f"{party}.{name}": FunctionCall(PARTY | more, {"p_party": NOTHING})
        for party in ("owners", "sacco", "crew")
        for name, more in (
            ("withdrawal", {}),
            ("ask_payout_code", {"p_device": None, "p_code_hash": bytes(32), "p_code_sealed": b"sealed"}),
            ("request_payout", {"p_device": None, "p_code_hash": bytes(32)}))
    },
    **{f"{party}.payouts": FunctionCall({"p_before": "", "p_limit": 5}) for party in ("owners", "sacco", "crew")},
    **{
        f"{party}.{name}": FunctionCall({"p_payout_ref": f"{{{party}_payout}}"}, {"p_payout_ref": "{their_payout}"})
        for party in ("owners", "sacco", "crew")
        for name in ("payout", "cancel_payout")
    },
    **{
        f"{party}.{name}": FunctionCall({"p_payout_ref": "{owners_payout}"} | more, {"p_payout_ref": NOTHING})
        for party in ("sacco", "ops")
        for name, more in (
            ("payout_approvals", {}), ("decide_payout", {"p_decision": "declined", "p_reason": "sababu"}))
    },
    **{
        f"{party}.ask_destination_code": FunctionCall(
            {"p_device": None, "p_party": "", "p_destination": "07xx..126", "p_code_hash": bytes(32),
             "p_code_sealed": b"sealed"}, {"p_party": NOTHING})
        for party in ("owners", "sacco", "crew")
    },
    **{
        f"{party}.add_destination": FunctionCall(
            {"p_device": None, "p_party": "", "p_kind": "phone", "p_label": "Benki", "p_phone_hash": bytes(32),
             "p_phone_sealed": b"sealed", "p_short_code": None, "p_account_sealed": None, "p_tail": "126",
             "p_code_hash": bytes(32)}, {"p_party": NOTHING})
        for party in ("owners", "sacco", "crew")
    },
    **{
        f"{party}.remove_destination": FunctionCall(
            {"p_destination_id": f"{{{party}_destination}}"}, {"p_destination_id": "{their_destination}"},
            ALL_DESTINATIONS)
        for party in ("owners", "sacco", "crew")
    },
    "ops.payouts": FunctionCall(),
    **{
        f"ops.{name}": FunctionCall({"p_payout_ref": "{their_payout}"} | more, {"p_payout_ref": NOTHING})
        for name, more in (
            ("payout", {}),
            ("ask_payout_again", {}),
            ("resolve_payout", {"p_result": "paid", "p_receipt": "", "p_paid_at": "", "p_reason": ""}))
    },
    "ops.vendors": FunctionCall(),
    "ops.reconciliation": FunctionCall(),
    "ops.reconciliation_month": FunctionCall({"p_month": ""}),
    "ops.breaks": FunctionCall({"p_kind": "", "p_on": ""}),
    "ops.one_break": FunctionCall({"p_break_id": "{break_id}"}, {"p_break_id": NOTHING}),
    "ops.propose_resolution": FunctionCall(
        {"p_break_ids": "{break_id}", "p_resolution": "explained", "p_reason": "imeelezwa na M-Pesa"},
        {"p_break_ids": NOTHING}),
    "ops.decide_resolution": FunctionCall(
        {"p_break_ids": "{proposed_break}", "p_decision": "declined", "p_seen": ""}, {"p_break_ids": NOTHING}),
    "ops.loyalty": FunctionCall(),
    "ops.trust": FunctionCall(),
    "ops.want_trust_proof": FunctionCall(),
    "ops.statements": FunctionCall({"p_statement": ""}, {"p_statement": "0"}),
    "ops.upload_statement": FunctionCall(
        {"p_file_sha256": bytes(32), "p_file_name": "a.csv", "p_file_bytes": 1, "p_account": None, "p_chunk_no": 1,
         "p_chunks": 2, "p_bytes_sealed": b"sealed"}),
    "ops.register_vendor": FunctionCall({"p_kind": "x", "p_name": "x", "p_channel": "till", "p_short_code": "1",
        **dict.fromkeys(("p_account_sealed", "p_tail", "p_phone_hash", "p_phone_sealed", "p_last3"))}),
    "ops.decide_vendor": FunctionCall({"p_vendor_id": "{vendor}", "p_decision": "declined"}, {"p_vendor_id": NOTHING}),
    "ops.remove_vendor": FunctionCall({"p_vendor_id": "{vendor}", "p_reason": ""}, {"p_vendor_id": NOTHING}),
    "owners.vendors": FunctionCall({**VENDOR, "p_plate": ""}, {"p_plate": "KZZ 900Z"}),
    "owners.send_vendor_code": FunctionCall(
        {**VENDOR, "p_code_hash": bytes(32), "p_code_sealed": b"sealed", "p_device": None}, {"p_plate": "KZZ 900Z"}),
    "owners.pay_vendor": FunctionCall(
        {**VENDOR, "p_code_hash": bytes(32), "p_device": None}, {"p_plate": "KZZ 900Z"}),
    "owners.vouchers": FunctionCall({**VOUCHER, "p_plate": ""}, {"p_plate": "KZZ 900Z"}),
    "owners.send_voucher_code": FunctionCall(
        {**VOUCHER, "p_code_hash": bytes(32), "p_code_sealed": b"sealed", "p_device": None}, {"p_plate": "KZZ 900Z"}),
    "owners.issue_voucher": FunctionCall(
        {**VOUCHER, "p_driver": "", "p_code_hash": bytes(32), "p_device": None, "p_digits_hash": bytes(32),
         "p_digits": b"sealed"}, {"p_plate": "KZZ 900Z"}),
    "owners.cancel_voucher": FunctionCall({"p_voucher_id": "{my_voucher}"}, {"p_voucher_id": NOTHING}),
    "ops.jobs": FunctionCall({"p_job": ""}),
    "ops.run_job": FunctionCall({"p_job": "expire_trips"}, {"p_job": "no_such_job"}),
    "ops.vouchers": FunctionCall(),
    "ops.redeem_voucher": FunctionCall(
        {"p_vendor_id": "{vendor}", "p_plate": "KZZ 001A", "p_digits_hash": bytes(32), "p_amount": "1",
         "p_request": "x"}, {"p_vendor_id": NOTHING}),
    "owners.automatic": FunctionCall(),
    "owners.send_automatic_code": FunctionCall(
        {**ORDER, "p_code_hash": bytes(32), "p_code_sealed": b"sealed", "p_device": None}, {"p_owner_id": NOTHING}),
    "owners.set_automatic": FunctionCall(
        {**ORDER, "p_state": "off", "p_code_hash": bytes(32), "p_device": None}, {"p_owner_id": NOTHING}),
    "owners.set_crew_rule": FunctionCall(
        {"p_plate": "KZZ 001A", "p_pays_share": "no", "p_voucher_day": ""}, {"p_plate": "KZZ 900Z"}),
    "crew.tell_cash": FunctionCall(
        {"p_plate": "KZZ 001A", "p_trip_id": "{my_trip}", "p_seats": "", "p_cash": "100", "p_digital": ""},
        {"p_plate": "KZZ 800Y"}, OPEN_TRIP),
    "crew.make_promise": FunctionCall(
        {"p_plate": "KZZ 001A", "p_last3": "126", "p_amount": "80"}, {"p_plate": "KZZ 800Y"}),
    "crew.withdraw_promise": FunctionCall({"p_promise_id": "{my_promise}"}, {"p_promise_id": NOTHING}),
    **{
        f"{party}.{name}": FunctionCall({"p_route_id": "{route_id}", **more}, {"p_route_id": NOTHING})
        for party in ("sacco", "ops")
        for name, more in (("go_live", {"p_skip": ""}), ("set_shadow_mode", {"p_plate": "", "p_mode": "shadow"}))
    },
    "sacco.promises": FunctionCall(),
    "ops.promises": FunctionCall(),
    "ops.switch_grace": FunctionCall({"p_to": "off", "p_reason": "M-Pesa inafanya kazi"}),
    "ops.switch_fares": FunctionCall(
        {"p_kind": "vehicle", "p_subject": "KZZ 001A", "p_to": "on"}, {"p_kind": "stop", "p_subject": NOTHING}),
    "ops.switch_sim": FunctionCall({"p_phone_hash": b"z" * 32, "p_phone_sealed": b"z", "p_last3": "000"}),
    "crew.vouchers": FunctionCall({"p_plate": "KZZ 001A"}, {"p_plate": "KZZ 800Y"}),
    "crew.issue_voucher": FunctionCall(
        {"p_plate": "KZZ 001A", "p_cap": "", "p_digits_hash": bytes(32), "p_digits": b"x"}, {"p_plate": "KZZ 800Y"}),
    **{
        f"{party}.split_simulation": FunctionCall({"p_plate": "KZZ 001A"}, {"p_plate": plate})
        for party, plate in (("owners", "KZZ 900Z"), ("sacco", "KZZ 800Y"))
    },
    "owners.split": FunctionCall({"p_plate": "KZZ 001A"}, {"p_plate": "KZZ 900Z"}),
    "ops.home": FunctionCall(),
    "ops.finance": FunctionCall(PERIOD),
    **{f"{party}.search": FunctionCall({"p_text": "{mine}", "p_phone_hash": None})
       for party in ("ops", "owners", "sacco")},
    "ops.alarm": FunctionCall({"p_alarm_id": "{alarm_id}"}, {"p_alarm_id": NOTHING}),
    "ops.figures": FunctionCall(),
    "ops.week": FunctionCall({"p_on": ""}),
    "ops.set_on_call": FunctionCall({"p_state": "on"}, {"p_state": "perhaps"}),
    "ops.alarms": FunctionCall({"p_kind": "wrong_token"}),
    "ops.assign_alike": FunctionCall(
        {"p_receipt": "{lost}", "p_vehicle_id": "{vehicle_id}", "p_reason": ""}, {"p_vehicle_id": NOTHING}),
    "ops.payment": FunctionCall({"p_receipt": "{mine}"}, {"p_receipt": "TKX0000009"}),
    "ops.assignment": FunctionCall(
        {"p_receipt": "{lost}", "p_account": "KZZ 001A"}, {"p_receipt": "{mine}", "p_account": ""}),
    "ops.assign_suspense": FunctionCall(
        {"p_receipt": "{lost}", "p_vehicle_id": "{vehicle_id}", "p_reason": ""}, {"p_vehicle_id": NOTHING}),
    "ops.disputes": FunctionCall(),
    "ops.dispute": FunctionCall({"p_dispute_id": "{dispute_id}"}, {"p_dispute_id": NOTHING}),
    "ops.move_fare": FunctionCall({"p_receipt": "{mine}", "p_account": "x"}, {"p_receipt": "TKX0000009"}),
    "ops.open_dispute": FunctionCall({"p_receipt": "{mine}", "p_why": "other"}, {"p_receipt": "TKX0000009"}),
    "ops.decide_dispute": FunctionCall(
        {"p_dispute_id": "{dispute_id}", "p_decision": "declined", "p_amount": "", "p_method": "",
         "p_reason": "alibebwa na gari"}, {"p_dispute_id": NOTHING}),
    "ops.reversal": FunctionCall({"p_receipt": "{mine}"}, {"p_receipt": "TKX0000009"}),
    "ops.propose_reversal": FunctionCall({"p_receipt": "{mine}", "p_reason": "sababu"}, {"p_receipt": "TKX0000009"}),
    "ops.days": FunctionCall(),
    "ops.close_day": FunctionCall({"p_on": "2026-01-01", "p_reason": ""}),
    "ops.journals": FunctionCall(MOVED),
    "ops.propose_journal": FunctionCall({**MOVED, "p_reason": "", "p_document": ""}),
    "ops.decide_journal": FunctionCall(
        {"p_manual_id": "{manual_id}", "p_decision": "declined"}, {"p_manual_id": NOTHING}),
    "ops.retry_outbox": FunctionCall({"p_outbox_id": "{outbox_id}"}, {"p_outbox_id": NOTHING}, DEAD_LETTER),
    "ops.retry_callback": FunctionCall({"p_callback_id": "{callback_id}"}, {"p_callback_id": NOTHING}),
    "ops.retry_callbacks": FunctionCall({"p_cause": "55P03"}, {"p_cause": NOTHING}),
    "ops.acknowledge_alarm": FunctionCall(
        {"p_alarm_id": "{alarm_id}", "p_reason": "ni ya Safaricom"}, {"p_alarm_id": NOTHING}, OPEN_ALARM),
    "ops.ask_status_again": FunctionCall({"p_receipt": "{doubtful}"}, {"p_receipt": "{mine}"}, UNVERIFIED),
    "ops.people": FunctionCall({"p_phone_hash": None, "p_role": "", "p_before": ""}),
    "ops.person": FunctionCall({"p_user_id": "{subject}"}, {"p_user_id": NOTHING}),
    "ops.register_person": FunctionCall(
        {"p_phone_hash": b"x" * 32, "p_phone_sealed": b"x", "p_last3": "000", "p_name_sealed": None}),
    "ops.role_change": FunctionCall({"p_change_id": "{change_id}"}, {"p_change_id": NOTHING}),
    "ops.decide_role_change": FunctionCall(
        {"p_change_id": "{change_id}", "p_decision": "approved", "p_reason": ""}, {"p_change_id": NOTHING}),
    "ops.withdraw_role_change": FunctionCall({"p_change_id": "{ops_change}"}, {"p_change_id": NOTHING}),
    "ops.person_action": FunctionCall(
        {"p_user_id": "{subject}", "p_function": "ops.end_sessions", "p_about": ""}, {"p_user_id": NOTHING}),
    "ops.audit_log": FunctionCall(
        {"p_actor": "", "p_action": "", "p_subject": "", "p_from": "", "p_to": "2020-01-01", "p_before": ""}),
    "ops.config": FunctionCall({"p_kind": "limit", "p_subject": None}, {"p_kind": "retention", "p_subject": "nothing"}),
    "ops.change_config": FunctionCall(
        {"p_kind": "setting", "p_subject": "sign_in_tries", "p_value": TRIES, "p_reason": "sababu"},
        {"p_subject": "nothing"}),
    "ops.change_pilot_sim": FunctionCall(
        {"p_phone_hash": b"z" * 32, "p_phone_sealed": b"z", "p_last3": "000", "p_listed": "yes", "p_reason": "sababu"}),
    "ops.decide_config": FunctionCall(
        {"p_change_id": "{config_change_id}", "p_decision": "approved", "p_reason": ""}, {"p_change_id": NOTHING}),
    "ops.withdraw_config": FunctionCall({"p_change_id": "{config_change_id}"}, {"p_change_id": NOTHING}),
    "ops.privacy": FunctionCall(),
    "ops.preview_erasure": FunctionCall({"p_phone_hash": b"y" * 32}),
    "ops.export_person": FunctionCall({"p_phone_hash": b"y" * 32}),
    "ops.erase_person": FunctionCall({"p_phone_hash": b"y" * 32, "p_reason": "sababu"}),
}  # fmt: skip
