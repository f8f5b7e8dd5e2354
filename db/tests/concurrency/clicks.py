"""The clicks of test_revoked_meanwhile.py: for each function that asks again after a wait, who clicks and with what."""

from typing import NamedTuple


class Click(NamedTuple):
    """Who clicks, what the function gets after the session, and the table whose lock the click waits for."""

    by: str
    arguments: str
    table: str


NEW_PERSON = "sha256('phone of nobody yet'), '\\x01', '126', '\\x02'"
CHANGE = "(select max(change_id)::text from access.role_changes where role = '{}' and state = 'proposed')"
CONFIG = "(select max(change_id)::text from config.config_changes where state = 'proposed')"
USER = "(select user_id::text from accounts.users where phone_hash = sha256('phone of {}'))"
GRANT = "(select max(grant_id)::text from access.role_grants where role = '{}' and valid_to is null)"
DISPUTE = "(select dispute_id::text from fares.disputes where receipt = 'QFARE00002')"
TRIP = "(select coalesce(max(trip_id), 0)::text from fleet.trips)"
# Steps of onboarding and of the ride end with the same line; what each needs beforehand is in the tests of db/tests.
ONBOARDING = {f"{party}.{name}" for party, names in (
    ("ops", ("change_fleet",)),
    ("sacco", ("change_fleet", "propose_split", "decide_split", "propose_fares", "decide_fares", "switch_band")),
    ("owners", ("propose_split", "decide_split", "pay_vendor", "issue_voucher",
                "cancel_voucher", "set_automatic", "set_crew_rule")),
    ("crew", ("issue_voucher",))) for name in names}  # fmt: skip
VENDOR = "(select max(vendor_id)::text from payouts.vendors where state = 'proposed')"
# Money out of a SACCO and of a crew: the same functions as an owner's, which are tried.
WITHDRAWALS = (
    "ask_payout_code",
    "request_payout",
    "cancel_payout",
    "ask_destination_code",
    "add_destination",
    "remove_destination",
)
SAME = {f"{party}.{name}" for party in ("sacco", "crew") for name in WITHDRAWALS}
PAYOUT = "(select max(payout_ref) from payouts.payouts where state = '{}')"
DEVICE = "(select accounts.device_key(device_hash) from accounts.devices where device_hash = sha256('lost'))"
CLICKS = {
    "ops.acknowledge_alarm": Click("ops", "(select max(alarm_id)::text from messaging.alarms where kind ="
                                   " 'prompts_unsent'), 'imeonekana'", "messaging.alarms"),
    "ops.ask_status_again": Click("ops", "'QASK000001'", "mobile_money.verifications"),
    "ops.assign_suspense": Click("ops", "'QASSIGN001', (select max(vehicle_id)::text from fleet.vehicles), null",
                                 "accounts.users"),
    "ops.change_config": Click("ops", "'setting', 'push_wait_seconds', '{\"value\": \"91\"}', 'majaribio'",
                               "config.settings"),
    "ops.change_pilot_sim": Click("ops", "sha256('sim'), '\\x01', '126', 'yes', 'majaribio'", "fleet.pilot_entries"),
    "ops.close_day": Click("finance", "date '2026-01-02', 'hakuna taarifa yake'", "ledger.closed_days"),
    "ops.decide_config": Click("finance", f"{CONFIG}, 'approved'", "config.config_changes"),
    "ops.decide_role_change": Click("finance", f"{CHANGE.format('auditor')}, 'approved'", "access.role_changes"),
    "ops.run_job": Click("ops", "'expire_trips'", "jobs.schedule"),
    "ops.set_on_call": Click("ops", "'on'", "messaging.on_call_staff"),
    "ops.upload_statement": Click("ops", "sha256('file'), 'file.csv', 10, null, 1, 1, '\\x01'", "recon.statements"),
    "ops.disable_person": Click("ops", f"{USER.format('target')}, 'ugomvi'", "access.roles"),
    "ops.end_sessions": Click("ops", USER.format("target"), "accounts.sessions"),
    "ops.erase_person": Click("ops", "sha256('leaver'), 'ameomba'", "config.config_changes"),
    "ops.forget_device": Click("ops", f"{USER.format('target')}, {DEVICE}", "accounts.users"),
    "ops.propose_enable": Click("ops", f"{USER.format('gone')}, 'amerudi kazini'", "access.role_changes"),
    "ops.propose_grant": Click("ops", f"{USER.format('target')}, 'finance', '', null, null, 'anaanza'",
                               "access.role_changes"),
    "ops.propose_revoke": Click("ops", f"{USER.format('target')}, {GRANT.format('auditor')}, 'ameondoka'",
                                "access.role_changes"),
    "ops.register_person": Click("ops", NEW_PERSON, "accounts.users"),
    "ops.retry_callback": Click("ops", "(select max(callback_id)::text from mobile_money.mpesa_callbacks"
                                " where outcome = 'pending')", "mobile_money.mpesa_callbacks"),
    "ops.retry_callbacks": Click("ops", "'40P01'", "mobile_money.mpesa_callbacks"),
    "ops.retry_outbox": Click("ops", "(select max(outbox_id)::text from messaging.outbox where state = 'dead')",
                              "messaging.outbox"),
    "ops.withdraw_config": Click("ops", CONFIG, "config.config_changes"),
    "ops.withdraw_role_change": Click("ops", CHANGE.format("auditor"), "access.role_changes"),
    "sacco.decide_role_change": Click("sacco_treasurer", f"{CHANGE.format('crew')}, 'approved'", "access.role_changes"),
    "sacco.propose_crew": Click("sacco_admin", f"{NEW_PERSON}, '4628', null, null, 'anaanza'", "access.role_changes"),
    "sacco.propose_revoke": Click("sacco_admin", f"{GRANT.format('crew')}, 'ameondoka'", "access.role_changes"),
    "sacco.withdraw_role_change": Click("sacco_admin", CHANGE.format("crew"), "access.role_changes"),
    "crew.check_word": Click("crew", "'KZZ 001A', '1', 'sw'", "fares.seats"),
    "crew.tell_cash": Click("crew", f"'KZZ 001A', {TRIP}, '', '100', ''", "fares.cash_tallies"),
    "crew.make_promise": Click("crew", "'KZZ 001A', '126', '60'", "fares.promises"),
    "crew.withdraw_promise": Click("crew", "(select max(promise_id)::text from fares.promises)", "fares.promises"),
    "crew.break_down": Click("crew", "'KZZ 001A', '1', (select min(stage_id)::text from fleet.stages)",
                             "fleet.trips"),
    "ops.move_fare": Click("ops", "'QFARE00001', 'KZZ 001A'", "fleet.trips"),
    "ops.set_shadow_mode": Click("ops", "(select max(route_id)::text from fleet.routes), '', 'shadow'", "fleet.routes"),
    "ops.switch_fares": Click("ops", "'vehicle', 'KZZ 001A', 'off'", "fleet.pilot_stops"),
    "ops.switch_grace": Click("ops", "'off', 'M-Pesa inafanya kazi'", "fares.grace_periods"),
    "ops.switch_sim": Click("ops", "sha256('sim'), '\\x01', '126'", "fleet.pilot_stops"),
    "sacco.set_shadow_mode": Click("sacco_admin", "(select max(route_id)::text from fleet.routes), '', 'shadow'",
                                   "fleet.routes"),
    "crew.end_trip": Click("crew", f"'KZZ 001A', {TRIP}", "fleet.trips"),
    "crew.start_trip": Click("crew", f"'KZZ 001A', {TRIP}", "fleet.trips"),
    "ops.assign_alike": Click("ops", "'QASSIGN001', (select max(vehicle_id)::text from fleet.vehicles), null",
                              "accounts.users"),
    "ops.open_dispute": Click("ops", "'QFARE00001', 'other'", "fares.disputes"),
    "ops.decide_dispute": Click("ops", f"{DISPUTE}, 'declined', '', '', 'alibebwa na gari'", "fares.disputes"),
    "ops.propose_reversal": Click("ops", "'QFARE00001', 'kwa portal'", "config.config_changes"),
    "ops.propose_journal": Click("finance", "(select sub_wallet_id::text from ledger.manual_accounts() where kind ="
                                 " 'difference'), (select min(sub_wallet_id)::text from ledger.manual_accounts() where"
                                 " kind = 'trust'), '1', '', 'tofauti ya mwezi', 'statement 12'",
                                 "ledger.manual_journals"),
    "ops.decide_journal": Click("finance", "(select max(manual_id)::text from ledger.manual_journals), 'declined'",
                                "ledger.manual_journals"),
    "ops.propose_resolution": Click("ops", "(select min(break_id)::text from recon.breaks), 'explained',"
                                    " 'imeelezwa na M-Pesa'", "recon.breaks"),
    "ops.decide_resolution": Click("finance", "(select max(break_id)::text from recon.breaks), 'declined'",
                                   "recon.breaks"),
    "ops.register_vendor": Click("ops", "'fuel', 'Yaya Fuel', 'till', '654321', null, null, null, null, null",
                                 "payouts.vendors"),
    "ops.decide_vendor": Click("finance", f"{VENDOR}, 'approved'", "payouts.vendors"),
    "ops.remove_vendor": Click("ops", f"{VENDOR}, 'kituo kimefungwa'", "payouts.vendors"),
    "ops.redeem_voucher": Click("ops", f"{VENDOR}, 'KZZ 001A', sha256('digits'), '100', 'form'", "payouts.vendors"),
    "owners.ask_payout_code": Click("owner", "null, '', '', '100', 'own', sha256('x'), '\\x01'", "accounts.users"),
    "owners.request_payout": Click("owner", "null, '', '', '100', 'own', sha256('x')", "accounts.users"),
    "owners.cancel_payout": Click("owner", PAYOUT.format("requested"), "payouts.payouts"),
    "owners.ask_destination_code": Click("owner", "null, '', '07xx..345', sha256('x'), '\\x01'", "accounts.users"),
    "owners.add_destination": Click("owner", "null, '', 'phone', 'Benki', sha256('y'), '\\x01', null, null, '345',"
                                    " sha256('x')", "accounts.users"),
    "owners.remove_destination": Click("owner", "(select max(destination_id)::text from payouts.destinations)",
                                       "payouts.destinations"),
    "sacco.decide_payout": Click("sacco_treasurer", f"{PAYOUT.format('requested')}, 'declined', 'hakuomba pesa hizi'",
                                 "payouts.payouts"),
    "ops.decide_payout": Click("finance", f"{PAYOUT.format('requested')}, 'approved', null", "payouts.payouts"),
    "ops.ask_payout_again": Click("ops", PAYOUT.format("unknown"), "payouts.payouts"),
    "ops.resolve_payout": Click("ops", f"{PAYOUT.format('unknown')}, 'failed', '', '', 'taarifa ya M-Pesa ya leo'",
                                "config.config_changes"),
    "ops.lift_freeze": Click("ops", f"{USER.format('target')}, 'amethibitisha kwa simu'", "payouts.freezes"),
    "sacco.set_target": Click("sacco_admin", "'KZZ 001A', '4500'", "fleet.vehicles"),
    "owners.set_day_messages": Click("owner", "'off'", "fares.day_messages_off"),
    "owners.set_target": Click("owner", "'KZZ 001A', '4500'", "fleet.vehicles"),
}  # fmt: skip
