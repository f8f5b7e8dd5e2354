"""Races about what the operator tells us and what workers send; see races.py."""

from datetime import datetime, timedelta

from psycopg import Connection

from db.tests.concurrency.interleavings import Outcome, Race, Step
from db.tests.concurrency.races import BEGIN, CENTS, COMMIT, FEE, Values, broken, end_payouts, of
from db.tests.concurrency.vehicle import NAIROBI, Vehicle, row, value
from db.tests.money_out import fund, open_payout

CONFIRM = """select {} from telco.confirm_fares(array[{}]::text[], array[{}], array[{}], array[{}], array[{}],
  array[{}], array[{}], array[{}], array[{}]::bytea[], array[{}]::bytea[])"""


def confirming(*payments: tuple[str, str]) -> Step:
    """One call with these payments: a value's name with an ending, and the shillings."""
    receipts = [f"%(receipt)s || '{ending}'" for ending, _ in payments]
    columns = [receipts, [f"'{shillings}'" for _, shillings in payments], ["'4628'"] * len(payments),
               ["%(time)s::text"] * len(payments), ["'400222'"] * len(payments), ["''"] * len(payments),
               ["null::bytea"] * len(payments), ["null::text"] * len(payments), ["'\\x01'"] * len(payments),
               [f"sha256((%(receipt)s || '{ending}{shillings}')::bytea)" for ending, shillings in payments]]
    what = "string_agg(outcome, ' ' order by outcome)"
    return Step(CONFIRM.format(what, *(", ".join(column) for column in columns)), "outcome")


def operator_moment(minutes: int = 0) -> str:
    """So long ago, as the operator writes it."""
    return (datetime.now(NAIROBI) - timedelta(minutes=minutes)).strftime("%Y%m%d%H%M%S")


def callbacks(_vehicle: Vehicle) -> Race:
    """The same two confirmations in two calls, each in its order, and one that contradicts them."""

    def prepare(_owner: Connection, number: int) -> Values:
        return {"receipt": f"QTWICE{number:05}", "time": operator_moment()}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        told = tuple(of(outcome, name) for name in "ABC")
        # Whoever is first is right: the others repeat it, or contradict it.
        if told not in {("posted posted",) * 2 + ("conflict",), ("conflict posted",) * 2 + ("posted",)}:
            return f"told {told}"
        journals = row(owner, "select count(*), count(distinct reference) from ledger.journals where reference like %s",
                       values["receipt"] + "%")  # fmt: skip
        return broken(owner) if journals == (2, 2) else f"{journals[0]} journals of two payments"

    steps = {"A": (BEGIN, confirming(("X", "60.00"), ("Y", "60.00")), COMMIT),
             "B": (BEGIN, confirming(("Y", "60.00"), ("X", "60.00")), COMMIT),
             "C": (BEGIN, confirming(("X", "70.00")), COMMIT)}
    return Race("duplicate callbacks", steps, prepare, find_fault, "AB")


LAPSE = """update messaging.outbox set lease_until = statement_timestamp() - interval '1 second'
            where key = %(key)s and state = 'leased'"""
RELEASE = Step("select worker.release_leases()", "released")


def claim_and_release(_vehicle: Vehicle) -> Race:
    """A worker claims a message and dwells, its lease runs out and is released, another worker claims."""
    claim = Step("select outbox_id || ',' || attempt from worker.claim_jobs('race', 1, 60)", "claim")
    finish = Step("""select worker.finish_job(split_part(%(claim)s, ',', 1)::bigint,
                       split_part(%(claim)s, ',', 2)::int, null)""", "outcome")

    def prepare(owner: Connection, number: int) -> Values:
        owner.execute("delete from messaging.outbox where topic in ('race', 'payout')")
        owner.execute("select messaging.enqueue('race', %s, '{}')", (f"race {number}",))
        return {"key": f"race {number}"}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        claims = {name: outcome.values[name]["claim"] for name in "AB"}
        told = sorted(of(outcome, name) for name in "AB" if claims[name])
        if claims["A"] and claims["A"] == claims["B"]:
            return "both have the same attempt"
        waiting, done = row(owner, "select (select count(*) from messaging.outbox where key = %s),"
                            " (select count(*) from messaging.outbox_done where key = %s)", *[values["key"]] * 2)
        if waiting + done != 1 or told.count("done") != done or told.count("done") + told.count("fenced") != len(told):
            return f"told {told}, {waiting} waiting, {done} done"
        return None

    steps = {"A": (BEGIN, claim, COMMIT, finish), "B": (claim, finish), "R": (Step(LAPSE), RELEASE)}
    return Race("claim and release of a message", steps, prepare, find_fault, waits=False)


def payout_claim_and_release(_vehicle: Vehicle) -> Race:
    """The same with a payout: it is given to one worker once, whatever becomes of the lease."""
    claim = Step("select outbox_id || ',' || attempt from worker.claim_payouts(1, 60)", "claim")
    note = Step("""select worker.note_payout(split_part(%(claim)s, ',', 1)::bigint,
                     split_part(%(claim)s, ',', 2)::int, case when %(claim)s::text is null then 'none' else %(key)s end,
                     'taken', null, %(me)s)""", "state")

    def prepare(owner: Connection, _number: int) -> Values:
        end_payouts(owner)
        fund(owner, CENTS + FEE)
        return {"key": open_payout(owner, CENTS)}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        claims = [name for name in "AB" if outcome.values[name]["claim"]]
        state, attempts = row(owner, "select state, attempts from payouts.payouts where payout_ref = %s", values["key"])
        if len(claims) != 1 or attempts != 1:
            return f"claimed by {claims}, {attempts} attempts"
        return broken(owner) if state in {"sent", "unknown"} else f"the state is {state}"

    steps = {"A": (BEGIN, claim, COMMIT, note), "B": (claim, note), "R": (Step(LAPSE), RELEASE)}
    return Race("claim and release of a payout", steps, prepare, find_fault, waits=False)


def statement_and_callback(_vehicle: Vehicle) -> Race:
    """A statement with a payment is read and matched while the message of the same payment comes, twice."""
    begin = """select statement_id from recon.begin_statement(sha256(%s::bytea), 'command', 'week.csv', 100, 'reader',
      '400222', 'utility', (now() at time zone 'Africa/Nairobi' - interval '1 day')::timestamp,
      (now() at time zone 'Africa/Nairobi')::timestamp, null, null, 1)"""
    take = Step("""select outcome from recon.take_lines(%(statement)s, 'reader', 0, 1, jsonb_build_array(
      jsonb_build_object('row_no', 1, 'receipt', %(receipt)s || 'X', 'kind', 'payment', 'amount_cents', 6000,
      'bill_ref', '4628', 'completed_at', to_timestamp(%(time)s, 'YYYYMMDDHH24MISS')::timestamp)), null, 0)""", "taken")
    match = Step("select recon.match_lines(p_at => clock_timestamp(), p_limit => 1000)", "matched")

    def prepare(owner: Connection, number: int) -> Values:
        receipt = f"QSTATE{number:05}"
        return {"receipt": receipt, "time": operator_moment(10), "statement": value(owner, begin, receipt)}

    def find_fault(owner: Connection, values: Values, outcome: Outcome) -> str | None:
        told = of(outcome, "S", "taken"), of(outcome, "A"), of(outcome, "B")
        if told != ("taken", "posted", "posted"):
            return f"told {told}"
        owner.execute(match.sql.encode())
        receipt = values["receipt"] + "X"
        kinds = owner.execute("select kind from ledger.journals where reference = %s", (receipt,)).fetchall()
        state = row(owner, "select state, rule from recon.lines where receipt = %s", receipt)
        if kinds != [("fare",)] or state != ("matched", "receipt"):
            return f"journals {kinds}, line {state}"
        return broken(owner)

    confirm_once = confirming(("X", "60.00"))
    steps = {"S": (take, BEGIN, match, COMMIT), "A": (BEGIN, confirm_once, COMMIT), "B": (confirm_once,)}
    return Race("statement and callback of one receipt", steps, prepare, find_fault)


ALL = (callbacks, claim_and_release, payout_claim_and_release, statement_and_callback)
