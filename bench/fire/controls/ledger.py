"""Controls of the ledger: guards, locks, reversals, seals."""

from typing import Any

import psycopg

from bench.fire.controls import Control, Stage
from db.tests.concurrency import races
from db.tests.concurrency.vehicle import confirm, move, together, value

GUARDED = "alter table ledger.ledger_entries"
TAMPER = "update ledger.ledger_entries set amount_cents = amount_cents + case line_no when 2 then 100 else -100 end"
GUARD = "ledger.guard_new_entries"
LOCK = """  perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_debited)
    order by s.sub_wallet_id for no key update;
"""
BALANCE = ("if v_fault = 'LFF10' then", "if v_fault = 'none' then")
# One lock after the other in the order of the legs, some milliseconds apart: between them another journal comes.
UNSORTED = """  for v_seen in select n.line_no from new_entries n where n.amount_cents < 0 order by n.line_no loop
    perform from ledger.sub_wallets s join new_entries n using (sub_wallet_id)
      where n.line_no = v_seen and s.guarded for no key update of s;
    perform pg_sleep(0.03);
  end loop;
"""


def play_debits(stage: Stage) -> list[str]:
    """Three journals debit the last shilling of two sub_wallets."""
    return stage.race(races.debits) + stage.invariants()


def play_opposite_debits(stage: Stage) -> list[str]:
    """Pairs of journals that name the same two sub_wallets in opposite orders, at once."""
    first, second = stage.vehicle.sub_wallets[:2]
    trust = stage.vehicle.trust
    move(stage.owner, f"fill {stage.part}", {trust: -100_000, first: 50_000, second: 50_000})

    def act(connection: psycopg.Connection[Any], number: int) -> str:
        ways = (first, second) if number else (second, first)
        try:
            for n in range(5):
                move(connection, f"{stage.part} {number} {n}", {ways[0]: -100, ways[1]: -100, trust: 200})
        except psycopg.errors.DeadlockDetected:
            return "a deadlock of two debits"
        return ""

    return [found for found in together(stage.database.owner_url, 2, act) if found]


def play_reversals(stage: Stage) -> list[str]:
    """A fare is reversed twice, as a member of staff who clicks twice does."""
    confirm(stage.owner, f"QREST{stage.part}", "500.00")  # its money pays for a second reversal
    _, journal = confirm(stage.owner, f"QREV{stage.part}", "100.00")
    for _ in range(2):
        value(stage.owner, "select ledger.correct_journal(%s, 'paid twice', ledger.open_day(now()))", journal)
    return stage.invariants()


def forget_once_check(stage: Stage) -> None:
    once, ever = "array[p_journal_id::text]", "array[p_journal_id || '/' || gen_random_uuid()]"
    stage.rewrite("ledger.correct_journal", (f"p_references => {once}", f"p_references => {ever}"))


def play_tampering(stage: Stage) -> list[str]:
    """Two sealed entries are changed so that all sums stay right; the check of the seals must name them."""
    _, journal = confirm(stage.owner, f"QSEAL{stage.part}", "100.00")
    horizon = value(stage.owner, "select (pg_current_xact_id()::text::bigint + 1)::text")
    with psycopg.connect(stage.database.owner_url, autocommit=True) as other:
        while not value(other, "select ledger.horizon() >= %s::text::xid8", horizon):
            value(other, "select pg_current_xact_id(), pg_sleep(0.02)")
    value(stage.owner, "select ledger.write_seals(ledger.horizon(), null)")
    stage.change("set session_replication_role = replica", f"{GUARDED} disable trigger guard_append_only",
                 f"{TAMPER} where journal_id = {int(journal)} and line_no in (2, 3)",
                 f"{GUARDED} enable always trigger guard_append_only")  # fmt: skip
    named = value(
        stage.owner,
        """select count(*) from ledger.verify_seals(1, (select max(seal_id) from ledger.seals))
                                   where journal_id = %s and fault = 'entry_changed'""",
        journal,
    )
    return [] if named else ["a changed amount that the seals do not show"]


def forget_the_amount(stage: Stage) -> None:
    stage.rewrite("ledger.entry_bytes", ("|| int8send(p_entry.amount_cents) ", ""))


CONTROLS = [
    Control("balance guard dropped", "the guard of entries no longer refuses a balance below zero (LFF10)",
            lambda stage: stage.rewrite(GUARD, BALANCE), play_debits,
            "interleaving of three debits; invariant 4", with_people=True),
    Control("debit lock removed", "the guard reads the balance without the lock of the sub_wallets",
            lambda stage: stage.rewrite(GUARD, (LOCK, "")), play_debits,
            "interleaving of three debits; invariant 4", with_people=True),
    Control("lock order unsorted", "the guard locks the sub_wallets in the order of the legs, one after the other",
            lambda stage: stage.rewrite(GUARD, (LOCK, UNSORTED)), play_opposite_debits, "deadlock (40P01)"),
    Control("reversal without its once-check", "each reversal gets a reference of its own",
            forget_once_check, play_reversals, "invariant 8"),
    Control("seal without the amount", "the bytes that are sealed of an entry lack its amount",
            forget_the_amount, play_tampering, "the canary: a changed amount that verification must name"),
]  # fmt: skip
