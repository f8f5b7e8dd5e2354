"""How to knock at every function: a line a door. What the words mean, says matrix.py."""

from psycopg.types.json import Jsonb

from web.tests.people.matrix import DEAD, DEVICES, DOUBT, LIST, PERIOD, RINGS, Knock, action_knocks

TRIES = Jsonb({"value": "4"})

KNOCKS: dict[str, Knock] = {
    **action_knocks(),
    "owners.home": Knock(PERIOD),
    "owners.vehicle": Knock({"p_plate": "KZZ 001A", **PERIOD}, {"p_plate": "KZZ 900Z", **PERIOD}),
    "owners.fares": Knock({"p_plate": "", **LIST}, {"p_plate": "KZZ 900Z", **LIST}),
    "owners.fare": Knock({"p_receipt": "{mine}", "p_asof": ""}, {"p_receipt": "{theirs}", "p_asof": ""}),
    "owners.wallets": Knock({"p_purpose": "", "p_asof": ""}, {"p_purpose": "loan", "p_asof": ""}),
    "owners.wallet": Knock(
        {"p_sub_wallet_id": "{my_pot}", "p_before": "", "p_asof": ""},
        {"p_sub_wallet_id": "{their_pot}", "p_before": "", "p_asof": ""},
    ),
    "account.me": Knock(),
    "account.choose_lang": Knock({"p_lang": "en"}),
    "account.sign_out": Knock(),
    "account.second_factor": Knock({"p_secret_sealed": b"sealed"}),
    "account.verify_second_factor": Knock(
        {"p_new": bytes(32), "p_typed": "000000", "p_step": 0, "p_codes": ["1", "2", "3"], "p_recovery": [bytes(32)]}
    ),
    "account.replace_second_factor": Knock(),
    "account.ask_enrolment_code": Knock({"p_code_hash": bytes(32), "p_code_sealed": b"sealed"}),
    "account.verify_phone": Knock({"p_code_hash": bytes(32)}),
    "account.use_recovery_code": Knock({"p_code_hash": bytes(32)}),
    "ops.home": Knock(),
    "ops.assignment": Knock({"p_receipt": "{lost}", "p_account": "KZZ 001A"}, {"p_receipt": "{mine}", "p_account": ""}),
    "ops.assign_suspense": Knock(
        {"p_receipt": "{lost}", "p_vehicle_id": "{vehicle_id}"}, {"p_receipt": "{lost}", "p_vehicle_id": "-1"}
    ),
    "ops.retry_outbox": Knock({"p_outbox_id": "{outbox_id}"}, {"p_outbox_id": "-1"}, DEAD),
    "ops.retry_callback": Knock({"p_callback_id": "{callback_id}"}, {"p_callback_id": "-1"}),
    "ops.acknowledge_alarm": Knock(
        {"p_alarm_id": "{alarm_id}", "p_reason": "sababu"}, {"p_alarm_id": "-1", "p_reason": "sababu"}, RINGS
    ),
    "ops.ask_status_again": Knock({"p_receipt": "{doubtful}"}, {"p_receipt": "{mine}"}, DOUBT),
    "ops.people": Knock({"p_phone_hash": None, "p_role": "", "p_before": ""}),
    "ops.person": Knock({"p_user_id": "{subject}"}, {"p_user_id": "-1"}),
    "ops.register_person": Knock(
        {"p_phone_hash": b"x" * 32, "p_phone_sealed": b"x", "p_last3": "000", "p_name_sealed": None}
    ),
    "ops.role_change": Knock({"p_change_id": "{change_id}"}, {"p_change_id": "-1"}),
    "ops.decide_role_change": Knock(
        {"p_change_id": "{change_id}", "p_decision": "approved"}, {"p_change_id": "-1", "p_decision": "approved"}
    ),
    "ops.person_action": Knock(
        {"p_user_id": "{subject}", "p_function": "ops.end_sessions", "p_about": ""},
        {"p_user_id": "-1", "p_function": "ops.end_sessions", "p_about": ""},
    ),
    "sacco.person_action": Knock(
        {"p_function": "sacco.propose_revoke", "p_about": "{my_crew}"},
        {"p_function": "sacco.propose_revoke", "p_about": "{their_crew}"},
    ),
    "ops.preview_erasure": Knock({"p_phone_hash": b"y" * 32}),
    "account.forget_device": Knock({"p_place": "{device}"}, {"p_place": "0123456789abcdef"}, DEVICES),
    "ops.audit_log": Knock(
        {"p_actor": "", "p_action": "", "p_subject": "", "p_from": "", "p_to": "2020-01-01", "p_before": ""}
    ),
    "sacco.people": Knock(),
    "crew.home": Knock(),
    "crew.start_trip": Knock({"p_plate": "KZZ 001A"}, {"p_plate": "KZZ 800Y"}),
    "crew.end_trip": Knock({"p_plate": "KZZ 001A"}, {"p_plate": "KZZ 800Y"}),
    "sacco.role_change": Knock({"p_change_id": "{my_change}"}, {"p_change_id": "{their_change}"}),
    "sacco.decide_role_change": Knock(
        {"p_change_id": "{my_change}", "p_decision": "declined"},
        {"p_change_id": "{their_change}", "p_decision": "declined"},
    ),
    "ops.config": Knock({"p_kind": "limit", "p_subject": None}, {"p_kind": "retention", "p_subject": "nothing"}),
    "ops.change_config": Knock(
        {"p_kind": "setting", "p_subject": "sign_in_tries", "p_value": TRIES, "p_reason": "sababu"},
        {"p_kind": "setting", "p_subject": "nothing", "p_value": TRIES, "p_reason": "sababu"},
    ),
    "ops.change_pilot_sim": Knock(
        {"p_phone_hash": b"z" * 32, "p_phone_sealed": b"z", "p_last3": "000", "p_listed": "yes", "p_reason": "sababu"}
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
    "account.sessions": Knock(),
    "account.end_session": Knock({"p_place": ""}, {"p_place": "0123456789abcdef"}),
}
