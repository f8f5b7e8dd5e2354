"""Permission is asked again after a wait: what is revoked while a click waits for a lock does not happen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.clicks import CLICKS, ONBOARDING, SAME
from db.tests.concurrency.vehicle import KEEP, Vehicle, confirm, hashed, kept_fields, make_person, message, value
from db.tests.concurrency.vehicle import start_until_blocked as start
from db.tests.database import Database
from db.tests.long import some

MANUAL = """insert into ledger.manual_journals (corrects_journal_id, reason, document, made_by)
            select max(journal_id), 'a reason', 'a document', %s from ledger.journals"""
BREAK = """insert into recon.breaks (kind, source, short_code, journal_id, business_on, ledger_cents, unexplained_cents)
           select 'missing_at_operator', %s, (select min(short_code) from mobile_money.tills), max(journal_id),
                  current_date, 6000, 6000 from ledger.journals"""
OPEN_PAYOUT = """select payouts.open((jsonb_populate_record(null::payouts.payouts, jsonb_build_object(
    'kind', 'withdrawal', 'party_kind', 'owner', 'party_id', w.owner_id, 'channel', 'phone', 'tail', '126',
    'phone_hash', sha256('payee'), 'phone_sealed', '\\x01'::bytea, 'amount_cents', 100, 'fee_cents', 0,
    'currency', 'KES', 'requested_by', %s::bigint, 'needs_approval', true))), array[s.sub_wallet_id], array[100])
  from ledger.sub_wallets s join ledger.wallets w using (wallet_id) where w.vehicle_id = %s and s.purpose = 'profit'"""
BANK = """insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail,
    added_by, usable_from)
  values ('owner', (select min(owner_id) from fleet.owners), 'paybill', 'Benki', '247247', '\\x01', '4321', %s,
    now())"""
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
