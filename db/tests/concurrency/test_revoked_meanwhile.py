"""Permission is asked again after a wait: what is revoked while a click waits for a lock does not happen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import KEEP, Vehicle, confirm, hashed, kept_fields, make_person, message, value
from db.tests.concurrency.vehicle import start_until_blocked as start
from db.tests.database import Database
from db.tests.long import some


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
MANUAL = """insert into ledger.manual_journals (corrects_journal_id, reason, document, made_by)
            select max(journal_id), 'a reason', 'a document', %s from ledger.journals"""
BREAK = """insert into recon.breaks (kind, source, short_code, journal_id, business_on, ledger_cents, unexplained_cents)
           select 'missing_at_operator', %s, (select min(short_code) from mobile_money.tills), max(journal_id),
                  current_date, 6000, 6000 from ledger.journals"""
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
OPEN_PAYOUT = """select payouts.open((jsonb_populate_record(null::payouts.payouts, jsonb_build_object(
    'kind', 'withdrawal', 'party_kind', 'owner', 'party_id', w.owner_id, 'channel', 'phone', 'tail', '126',
    'phone_hash', sha256('payee'), 'phone_sealed', '\\x01'::bytea, 'amount_cents', 100, 'fee_cents', 0,
    'currency', 'KES', 'requested_by', %s::bigint, 'needs_approval', true))), array[s.sub_wallet_id], array[100])
  from ledger.sub_wallets s join ledger.wallets w using (wallet_id) where w.vehicle_id = %s and s.purpose = 'profit'"""
BANK = """insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail,
    added_by, usable_from)
  values ('owner', (select min(owner_id) from fleet.owners), 'paybill', 'Benki', '247247', '\\x01', '4321', %s,
    now())"""
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
TAKEN_AWAY = {
    "role": "update access.role_grants set valid_to = clock_timestamp() where user_id = %s and valid_to is null",
    "session": "update accounts.sessions set revoked_at = clock_timestamp() where user_id = %s",
    "person": "update accounts.users set disabled_at = clock_timestamp(), disabled_by = 1, disabled_why = 'test'"
              " where user_id = %s",
}  # fmt: skip

DIAL = "select telco.dial_ussd(%s, %s, 'cumulative', sha256('sim'), '\\x01', '126', '63902', '*384*46#')"
CREW_TRIP = """update ussd.ussd_sessions set state = 'crew_trip', context = jsonb_build_object('crew',
  (select jsonb_build_object('vehicle_id', %s::bigint, 'code', '4628', 'user_id', k.user_id, 'pin_set_at', k.set_at)
     from accounts.crew_pins k where k.user_id = %s)) where session_id = %s"""


@pytest.fixture(scope="module")
def sign_in(database: Database, vehicle: Vehicle, module_owner: Connection) -> Callable[[str], int]:
    """Something for each click to find; signs in one who clicks, with the role of that name."""
    owner = module_owner
    sacco = int(value(owner, "select sacco_id from fleet.saccos"))
    holder = int(value(owner, "select owner_id from fleet.vehicle_owners where vehicle_id = %s", vehicle.vehicle_id))
    scopes = {"owner": ("owner", holder), "sacco_admin": ("sacco", sacco), "sacco_treasurer": ("sacco", sacco),
              "crew": ("vehicle", vehicle.vehicle_id)}  # fmt: skip

    def make(role: str) -> int:
        return make_person(owner, role, role, *scopes.get(role, ()))

    people = {role: make(role) for role in ("ops", "finance", "sacco_admin", "sacco_treasurer", "crew", "owner")}
    gone, newcomer = make_person(owner, "gone", "auditor"), make_person(owner, "newcomer", "ops")
    target = make_person(owner, "target", "auditor")
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        confirm(telco, "QASSIGN001", account="nobody")
        confirm(telco, "QASK000001", "5000", "nobody")
        confirm(telco, "QFARE00001")
        confirm(telco, "QFARE00002")
        confirm(telco, "QMONEY0001", "900")
        fields = message("QKEPT00001")
        telco.execute(KEEP, ("c2b_confirmation", kept_fields(fields), *fields[-2:]))
    for query, *arguments in (
        ("update mobile_money.verifications set state = 'unknown'",),
        ("insert into ledger.closed_days (business_on) values ('2026-01-01')",),
        ("select messaging.raise_alarm('prompts_unsent', 'x', 'y')",),
        ("select fares.open_dispute('QFARE00002', null, 'other', 'staff', %s)", people["ops"]),
        ("select ledger.open_sub_wallets('difference', null, null, null, 'KES', array['main'])",),
        (MANUAL, target),
        (BREAK, "statement"),
        (BREAK, "pull"),
        ("select recon.propose_resolution(%s, max(break_id), 'explained', 'imeelezwa na M-Pesa') from recon.breaks",
         target),
        ("select fleet.start_trip(%s, %s, clock_timestamp() - interval '5 minutes')", vehicle.vehicle_id,
         people["crew"]),
        ("insert into fares.grace_periods (started_at, missed) values (now() - interval '5 minutes', 9)",),
        ("select fares.make_promise(%s, '777', 6000, %s, clock_timestamp())", vehicle.vehicle_id, people["crew"]),
        ("select messaging.enqueue('sms', 'dead', '{}')",),
        ("update messaging.outbox set state = 'dead' where key = 'dead'",),
        (OPEN_PAYOUT, people["owner"], vehicle.vehicle_id),
        (OPEN_PAYOUT, target, vehicle.vehicle_id),
        ("update payouts.payouts set state = 'approved', approved_by = %s, approved_at = now() where requested_by = %s",
         people["finance"], target),
        ("update payouts.payouts set state = 'queued' where requested_by = %s", target),
        ("update payouts.payouts set state = 'unknown', sent_at = now() where requested_by = %s", target),
        (BANK, people["owner"]),
        ("insert into payouts.freezes (user_id) values (%s)", target),
        ("insert into privacy.phones values (sha256('leaver'), '\\x01', '126')",),
        ("insert into accounts.devices (user_id, device_hash) values (%s, sha256('lost'))", target),
        ("select accounts.disable_person(%s, %s, 'ugomvi')", people["ops"], gone),
        ("select access.propose_grant(%s, %s, 'auditor', null, null, null, 'anaanza')", people["ops"], newcomer),
        ("select access.propose_grant(%s, %s, 'crew', %s, null, null, 'anaanza')", people["sacco_admin"], newcomer,
         vehicle.vehicle_id),
        ("select payouts.propose_vendor(%s, 'fuel', 'Kencom Fuel', 'till', '123456', null, null, null, null, null)",
         newcomer),
        ("select ops.change_config(sha256('ops'), 'setting', 'ussd_min_cents', '{\"value\": \"1100\"}', 'majaribio')",),
    ):  # fmt: skip
        owner.execute(query.encode(), arguments or None)
    return make


def test_every_function_that_changes_something_is_tried(database: Database, owner: Connection) -> None:
    """The functions that ask again are those of this table."""
    query = """select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where p.prosrc like '%access.require_permission(%' order by 1"""
    assert {name for (name,) in owner.execute(query)} == CLICKS.keys() | ONBOARDING | SAME


# Each click with each thing that is taken away in a long run, else with one in two.
TRIED = some([(function, taken) for function in CLICKS for taken in TAKEN_AWAY], 2)


@pytest.mark.parametrize(("function", "taken"), TRIED)
def test_what_is_taken_away_while_a_click_waits_counts(
    database: Database, owner: Connection, sign_in: Callable[[str], int], function: str, taken: str
) -> None:
    click = CLICKS[function]
    user = sign_in(click.by)
    url = database.url(function.split(".", maxsplit=1)[0])
    call = owner.execute(f"select {click.arguments}".encode()).fetchone()
    assert call is not None
    query = f"select {function}(%s, {', '.join(['%s'] * len(call))}) ->> 'outcome'"
    with psycopg.connect(url) as once:
        assert value(once, query, hashed(click.by), *call) != "absent", "the click would do something"
        once.rollback()
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        first.execute(f"lock table {click.table} in exclusive mode".encode())
        waiting = start(pool, owner, url, query, hashed(click.by), *call)
        assert not waiting.done()
        first.execute(TAKEN_AWAY[taken].encode(), (user,))
        first.commit()
        with pytest.raises(psycopg.Error) as refused:
            waiting.result(60)
    assert refused.value.sqlstate in ("LFA60", "LFA61")


def test_a_claim_does_not_reach_a_vehicle_that_closes_while_it_waits(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        confirm(telco, "QCLAIM0001", account="nobody")
    owner.execute("update mobile_money.payments set payer_hash = sha256('sim') where receipt = 'QCLAIM0001'")
    value(owner, DIAL, "claim", "4*QCLAIM0001")
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        first.execute("select from mobile_money.payments where receipt = 'QCLAIM0001' for update")
        waiting = start(pool, owner, database.url("telco"), DIAL, "claim", "4*QCLAIM0001*4628")
        assert not waiting.done()
        first.execute("update fleet.vehicles set state = 'closed'")
        first.commit()
        assert "4628" in waiting.result(60)
    owner.execute("update fleet.vehicles set state = 'active'")
    assert value(owner, "select state from mobile_money.payments where receipt = 'QCLAIM0001'") == "suspense"


@pytest.mark.parametrize("key", ["1", "4", "2"])
def test_a_crew_that_is_sent_away_while_a_key_waits_does_nothing(
    database: Database, vehicle: Vehicle, owner: Connection, sign_in: Callable[[str], int], key: str
) -> None:
    """The next trip, a link by SMS, the end of the trip."""
    user, session = sign_in("crew"), f"crew {key}"
    pin = "insert into accounts.crew_pins values (%s, 'k', sha256('salt'), sha256('pin')) on conflict do nothing"
    owner.execute(pin, (user,))
    trip = value(owner, "select fleet.join_trip(%s, %s, now())", vehicle.vehicle_id, user)
    value(owner, DIAL, session, "")
    owner.execute(CREW_TRIP.encode(), (vehicle.vehicle_id, user, session))
    links = value(owner, "select count(*) from messaging.outbox where payload ? 'trip_link'")
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        first.execute("select from fleet.vehicles for update")
        waiting = start(pool, owner, database.url("telco"), DIAL, session, key)
        assert not waiting.done()
        first.execute(TAKEN_AWAY["role"].encode(), (user,))
        first.commit()
        assert waiting.result(60).startswith("END ")
    assert value(owner, "select (fleet.open_trip(%s, now())).trip_id", vehicle.vehicle_id) == trip
    assert value(owner, "select count(*) from messaging.outbox where payload ? 'trip_link'") == links


OWNER_DIALS = """select telco.dial_ussd(%s, %s, 'cumulative', %s, '\\x01', '126', '63902', '*384*46#',
  p_codes => jsonb_build_object('typed_hash', encode(sha256('x'), 'hex')))"""
CODE_SCREEN = """update ussd.ussd_sessions
  set state = 'payout_code', context = '{"payout": {"amount": "100", "amount_cents": 10000, "fee_cents": 0}}'
    || (select jsonb_build_object('party', jsonb_build_object('kind', p.party_kind, 'id', p.party_id))
          from ussd.payout_parties(phone_hash) p)
  where session_id = %s"""
CODE = """insert into accounts.one_time_codes
          (user_id, purpose, amount_cents, destination, code_hash, sent_at, expires_at)
          select user_id, 'payout', 10000, '07xx..' || phone_last3, sha256('x'), now(), now() + interval '5 minutes'
            from accounts.users where user_id = %s"""


@pytest.mark.parametrize("role", ["owner", "sacco_admin"])
def test_who_loses_the_role_while_the_code_waits_sends_nothing(
    database: Database, owner: Connection, sign_in: Callable[[str], int], role: str
) -> None:
    user = sign_in(role)
    phone = value(owner, "select phone_hash from accounts.users where user_id = %s", user)
    value(owner, OWNER_DIALS, role, "", phone)
    owner.execute(CODE_SCREEN.encode(), (role,))
    owner.execute(CODE.encode(), (user,))
    count = "select count(*) from payouts.payouts"
    before = value(owner, count)
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        first.execute("select from ledger.sub_wallets for update")
        waiting = start(pool, owner, database.url("telco"), OWNER_DIALS, role, "123456", phone)
        assert not waiting.done()
        first.execute(TAKEN_AWAY["role"].encode(), (user,))
        first.commit()
        with pytest.raises(psycopg.Error) as refused:
            waiting.result(60)
    assert refused.value.sqlstate == "LFA61"
    assert value(owner, count) == before
