"""Races about money that goes out: the steps of their sessions, and which ends are legal.

An end is legal when it is that of the same sessions one after the other, in some order. Each schedule has fresh rows.
"""

from typing import Any

from psycopg import Connection

from db.tests.concurrency.interleavings import Outcome, Race, Step
from db.tests.concurrency.vehicle import Vehicle, confirm, hashed, row, value
from db.tests.money_out import fund, open_payout

Values = dict[str, Any]
CENTS, FEE = 100_000, 500
PEOPLE = {"A": "111", "B": "222"}  # who asks for money: the last digits of their phones
BEGIN, COMMIT = Step("begin"), Step("commit")

# What stands in the way of hundreds of payouts of one owner, and of posting what a file tells.
OPEN_LIMITS = (
    "update payouts.velocity_limits set most_count = 1000000, most_cents = 10000000000000",
    """update config.settings set value = most::text where setting like 'payout_%cap%cents'
          or setting like 'payout_alone%' or setting in ('verify_above_cents', 'codes_a_minute', 'codes_an_hour')""",
    "update config.settings set value = 'none' where setting = 'file_channels_by_two'",
)
# Takes all that an owner has, as if it had never come.
DRAIN = """select ledger.post_journals('test', array[gen_random_uuid()::text], array[current_date], array[now()], null,
    null, array_fill(1, array[1 + cardinality(c.sub_wallet_ids)]),
    array(select generate_series(1, 1 + cardinality(c.sub_wallet_ids))), %s || c.sub_wallet_ids,
    c.free_cents || array(select -x from unnest(c.cents) x),
    array_fill('KES'::text, array[1 + cardinality(c.sub_wallet_ids)]))
  from payouts.choose_legs('owner', 1, '{}', %s) c where c.free_cents > 0"""
FREE = "select free_cents from payouts.choose_legs('owner', 1, '{}', 0)"
SEND_CODE = "select accounts.send_code(%s, 'payout', %s, '07xx..' || %s, sha256('code'), '\\x01', null)"
TRIAL = "select coalesce(sum(amount_cents), 0)::bigint from ledger.ledger_entries"
BELOW_ZERO = """select count(*) from (
  select from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id) where s.guarded
   group by e.sub_wallet_id having sum(e.amount_cents) < 0) x"""


def get_ready(owner: Connection) -> None:
    """Two people who act for the owner, and no limit of another kind in their way."""
    for statement in OPEN_LIMITS:
        owner.execute(statement.encode())
    for last3 in PEOPLE.values():
        user = value(owner, "insert into accounts.users (phone_hash, phone_sealed, phone_last3)"
                     " values (%s, '\\x01', %s) returning user_id", hashed(last3), last3)  # fmt: skip
        owner.execute("select access.grant_role(%s, 'owner', 'owner', 1)", (user,))
        owner.execute("select accounts.open_session(%s, %s, null)", (user, hashed("session" + last3)))


def people(owner: Connection) -> Values:
    """The ids and sessions of the two."""
    found = {}
    for name, last3 in PEOPLE.items():
        found[f"user_{name}"] = value(owner, "select user_id from accounts.users where phone_hash = %s", hashed(last3))
        found[f"session_{name}"] = hashed("session" + last3)
    return found


def broken(owner: Connection) -> str | None:
    """What must hold after every schedule, whatever the race."""
    if value(owner, TRIAL) != 0:
        return "the ledger does not sum to zero"
    return "a guarded sub_wallet is below zero" if value(owner, BELOW_ZERO) else None


def end_payouts(owner: Connection) -> None:
    """The operator refuses what is open, and its money is back."""
    owner.execute("delete from messaging.outbox where topic = 'payout'")
    owner.execute("select payouts.take_result(p_payout_id => payout_id, p_means => 'failed', p_result_code => '1',"
                  " p_receipt => null, p_cents => null, p_paid_at => null) from payouts.payouts"
                  " where state in ('queued', 'sent', 'unknown')")  # fmt: skip


def drain(owner: Connection, vehicle: Vehicle) -> None:
    """The owner has nothing."""
    end_payouts(owner)
    owner.execute(DRAIN.encode(), (vehicle.trust, value(owner, FREE)))


def send_codes(owner: Connection, cents: int) -> None:
    """Each of the two gets a code for this amount to their own phone."""
    owner.execute("delete from accounts.one_time_codes")
    for last3 in PEOPLE.values():
        user = value(owner, "select user_id from accounts.users where phone_hash = %s", hashed(last3))
        sent = value(owner, SEND_CODE, user, cents, last3)
        assert sent == "sent", sent


def ask(name: str, amount: str) -> Step:
    """A withdrawal of this person, as the page asks for it."""
    return Step(f"""select payouts.request(p_user_id => %(user_{name})s, p_session => %(session_{name})s,
      p_device => null, p_party_kind => 'owner', p_party_id => 1, p_purposes => '{{}}', p_amount => '{amount}',
      p_destination => 'own',
      p_code_hash => sha256('code')) ->> 'outcome'""", "outcome")


def of(outcome: Outcome, name: str, key: str = "outcome") -> str:
    """What a session was told, or the SQLSTATE that it got instead."""
    return str(outcome.errors[name] or outcome.values[name].get(key))


def withdrawals(vehicle: Vehicle) -> Race:
    """Two people ask for the last shilling by the page."""

    def prepare(owner: Connection, _number: int) -> Values:
        drain(owner, vehicle)
        fund(owner, CENTS + FEE)
        send_codes(owner, CENTS)
        return people(owner)

    def find_fault(owner: Connection, _values: Values, outcome: Outcome) -> str | None:
        told = sorted(of(outcome, name) for name in "AB")
        if told not in (["not_enough", "queued"], ["already_pending", "queued"]):
            return f"told {told}"
        return broken(owner) if value(owner, FREE) == 0 else "the money is still there"

    steps = {name: (BEGIN, Step(FREE, "seen"), ask(name, "1000"), COMMIT) for name in "AB"}
    return Race("two withdrawals of the last shilling", steps, prepare, find_fault, "AB")


def debits(vehicle: Vehicle) -> Race:
    """Three journals debit the last shilling of two sub_wallets, named in different orders."""
    first, second = sorted(vehicle.sub_wallets[-2:])
    move = """select (ledger.post_journals('test', array[%(name)s || %(me)s], array[current_date], array[now()], null,
      null, array[1, 1, 1], array[1, 2, 3], array[{}, {}, {}]::bigint[], array[-100, -100, 200],
      array['KES', 'KES', 'KES']))[1]"""

    def prepare(owner: Connection, number: int) -> Values:
        drain(owner, vehicle)
        owner.execute("""select ledger.post_journals('test', array[%s], array[current_date], array[now()], null, null,
          array[1, 1, 1], array[1, 2, 3], %s::bigint[], array[100, 100, -200], array['KES', 'KES', 'KES'])""",
          (f"debits {number}", [first, second, vehicle.trust]))
        return {"name": f"debit {number} "}

    def find_fault(owner: Connection, _values: Values, outcome: Outcome) -> str | None:
        told = sorted(str(error) for error in outcome.errors.values())
        return broken(owner) if told == ["LFF10", "LFF10", "None"] else f"ended with {told}"

    ways = {"A": (first, second), "B": (second, first), "C": (first, second)}
    steps = {name: (BEGIN, Step(move.format(*way, vehicle.trust), "journal"), COMMIT) for name, way in ways.items()}
    return Race("three debits of the last shilling", steps, prepare, find_fault, "AC")


def fare(owner: Connection, receipt: str) -> int:
    """A fare of KES 1,200 of a known payer; its journal."""
    outcome, journal = confirm(owner, receipt, "1200.00")
    assert outcome == "posted"
    owner.execute("update mobile_money.payments set payer_hash = sha256('payer') where receipt = %s", (receipt,))
    return journal


def withdrawal_and_reversal(vehicle: Vehicle) -> Race:
    """The fare is reversed while its owner withdraws it: one of the two."""

    def prepare(owner: Connection, number: int) -> Values:
        drain(owner, vehicle)
        journal = fare(owner, f"QREVERSE{number:05}")
        send_codes(owner, CENTS)
        return people(owner) | {"journal": journal}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        told = of(outcome, "A"), str(outcome.errors["B"])
        if told not in (("queued", "LFF10"), ("not_enough", "None")):
            return f"told {told}"
        times = value(owner, "select count(*) from ledger.journals where corrects_journal_id = %s", values["journal"])
        return broken(owner) if times == (told[0] != "queued") else f"reversed {times} times"

    reverse = "select ledger.correct_journal(%(journal)s, 'paid to the wrong vehicle', ledger.open_day(now()))"
    look = "select count(*) from ledger.journals where corrects_journal_id = %(journal)s"
    steps = {"A": (BEGIN, Step(FREE, "seen"), ask("A", "1000"), COMMIT),
             "B": (BEGIN, Step(look, "before"), Step(reverse, "reversal"), COMMIT)}
    return Race("withdrawal and reversal of the fare", steps, prepare, find_fault)


def withdrawal_and_refunds(vehicle: Vehicle) -> Race:
    """The fare is given back twice while its owner withdraws it: once, and what is gone becomes a debt."""

    def prepare(owner: Connection, number: int) -> Values:
        drain(owner, vehicle)
        fare(owner, f"QREFUND{number:05}")
        send_codes(owner, CENTS)
        return people(owner) | {"receipt": f"QREFUND{number:05}"}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        told = of(outcome, "A"), *sorted((of(outcome, "B"), of(outcome, "C")))
        if told[0] not in {"queued", "not_enough"} or told[1:] != ("nothing_left", "refunded"):
            return f"told {told}"
        back = value(owner, "select sum(amount_cents)::int from fares.refunds where receipt = %s", values["receipt"])
        return broken(owner) if back == 120_000 else f"{back} cents were given back"

    refund = """select fares.refund(%(receipt)s, null, 'credit', %(receipt)s || %(me)s, null, 'broke down', null, null)
                  ->> 'outcome'"""
    steps = {"A": (BEGIN, ask("A", "1000"), COMMIT), "B": (BEGIN, Step(refund, "outcome"), COMMIT),
             "C": (Step(refund, "outcome"),)}
    return Race("withdrawal and two refunds of the fare", steps, prepare, find_fault)


def approval_and_cancelling(_vehicle: Vehicle) -> Race:
    """A second person approves what the first takes back, and what somebody declines."""

    def prepare(owner: Connection, _number: int) -> Values:
        end_payouts(owner)
        fund(owner, CENTS + FEE)
        ref = open_payout(owner, CENTS, needs_approval=True)
        payout, maker = row(owner, "select payout_id, requested_by from payouts.payouts where payout_ref = %s", ref)
        return people(owner) | {"ref": ref, "payout": payout, "maker": maker}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        state, ended = row(owner, "select state, end_journal_id is not null from payouts.payouts where payout_id = %s",
                           values["payout"])  # fmt: skip
        told = {of(outcome, name) for name in "ABC"}
        if told != {state} or state not in {"queued", "cancelled"}:
            return f"told {told}, state {state}"
        queued = value(owner, "select count(*) from messaging.outbox where key = %s", values["ref"])
        legal = (1, False) if state == "queued" else (0, True)
        return broken(owner) if (queued, ended) == legal else f"{state}, to be sent {queued} times, given back: {ended}"

    state = Step("select state from payouts.payouts where payout_id = %(payout)s", "seen")
    decide = "select payouts.decide(%(user_{})s, %(payout)s, '{}', 'a reason of more than a word')"
    steps = {"A": (BEGIN, state, Step(decide.format("A", "approved"), "outcome"), COMMIT),
             "B": (BEGIN, Step("select payouts.cancel(%(maker)s, %(payout)s)", "outcome"), COMMIT),
             "C": (Step(decide.format("B", "declined"), "outcome"),)}
    return Race("approval and cancelling of one payout", steps, prepare, find_fault)


ALL = (withdrawals, debits, withdrawal_and_reversal, withdrawal_and_refunds, approval_and_cancelling)
