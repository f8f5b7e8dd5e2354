"""The invariants of a money system as SQL: each query lists what breaks it. Numbers as in the README.

They are written here once more, on the tables, because the product's own views could share a mistake with what they
check; those views are asked as well (the last of them).
"""

from bench.fire.world import World

ALWAYS = {  # hold at every moment, also under load
    "1 journals that do not sum to zero": """
        select journal_id from ledger.ledger_entries group by journal_id, currency having sum(amount_cents) <> 0""",
    "1 journals of fewer than two lines, or with a line of nothing": """
        select journal_id from ledger.journals j left join ledger.ledger_entries e using (journal_id)
         group by journal_id having count(e.*) < 2 or bool_or(e.amount_cents = 0)""",
    "1 all entries do not sum to zero": """
        select currency from ledger.ledger_entries group by currency having sum(amount_cents) <> 0""",
    "3 receipts with two journals": """
        select reference from ledger.journals where kind in ('fare', 'suspense') and corrects_journal_id is null
           and not exists (select from ledger.journals r where r.corrects_journal_id = journals.journal_id)
         group by reference having count(*) > 1""",
    "3 payments whose journal is absent": """
        select receipt from mobile_money.payments p
         where not exists (select from ledger.journals j
                            where j.reference = p.receipt and j.kind in ('fare', 'suspense'))""",
    "4 guarded sub_wallets below zero": """
        select e.sub_wallet_id from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
         where s.guarded group by e.sub_wallet_id having sum(e.amount_cents) < 0""",
    "5 balances that differ from the sum of their entries": """
        select b.sub_wallet_id from audit.wallet_balances b
         where b.balance_cents <> (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
                                    where e.sub_wallet_id = b.sub_wallet_id)""",
    "6 paid payouts without exactly one journal each": """
        select payout_id from payouts.payouts p where p.state = 'paid' and (select count(*) from ledger.journals j
         where j.kind = 'payout' and j.reference = p.payout_ref) <> 1""",
    "6 unknown payouts that nobody asks about": """
        select payout_id from payouts.payouts where state = 'unknown' and query_after is null""",
    "7 holds of no payout": """
        select journal_id from ledger.journals j where kind = 'payout_hold'
           and not exists (select from payouts.payouts p where p.hold_journal_id = j.journal_id)""",
    "7 payouts that are queued and have no job": """
        select payout_id from payouts.payouts p where p.state = 'queued' and not exists (
          select from messaging.outbox o where o.topic = 'payout' and o.key like p.payout_ref || '%%'
           union all
          select from messaging.outbox_done d where d.topic = 'payout' and d.key like p.payout_ref || '%%')""",
    "8 journals that are reversed twice": """
        select corrects_journal_id from ledger.journals where kind = 'reversal' group by 1 having count(*) > 1""",
    "8 reversals that are not exactly opposite": """
        select r.journal_id from ledger.journals r where r.kind = 'reversal' and exists (
          select from (select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = r.journal_id
                        union all select sub_wallet_id, amount_cents from ledger.ledger_entries
                                   where journal_id = r.corrects_journal_id) both_of_them
           group by sub_wallet_id having sum(amount_cents) <> 0)""",
    "8 refunds above what was paid": """
        select receipt from fares.refunds b join fares.fares f using (receipt)
         group by receipt, f.amount_cents having sum(b.amount_cents) > f.amount_cents""",
    "9 journals in no seal or in two": """
        select j.journal_id from ledger.journals j where j.xact < (select max(horizon) from ledger.seals)
           and (select count(*) from ledger.seals s  -- a seal speaks for one market day
                 where s.business_on = j.business_on and j.xact >= s.horizon_from and j.xact < s.horizon) <> 1""",
    "10 payouts that took an illegal step": """
        select c.changed_at from audit.changes c where c.subject like 'payouts.payouts%%'
           and c.before ->> 'state' <> c.after ->> 'state' and not exists (select from payouts.edges e
             where e.from_state = c.before ->> 'state' and e.to_state = c.after ->> 'state')""",
    "12 more paid out than the operator was asked to confirm": """
        select 1 where (select coalesce(sum(amount_cents), 0) from payouts.payouts where state = 'paid')
                     > (select coalesce(sum(amount_cents), 0) from mobile_money.payments)""",
    "13 payouts that their maker approved, or nobody": """
        select payout_id from payouts.payouts where approved_by = requested_by
            or (needs_approval and approved_by is null and state in ('queued', 'sent', 'unknown', 'paid'))""",
    "13 payouts approved by somebody without a role at that time": """
        select p.payout_id from payouts.payouts p where p.approved_by is not null and not exists (
          select from access.role_grants g where g.user_id = p.approved_by and g.valid_from <= p.approved_at
             and (g.valid_to is null or g.valid_to > p.approved_at))""",
    "13 payouts that moved another amount than was asked for": """
        select p.payout_id from payouts.payouts p where p.amount_cents + p.fee_cents is distinct from (
          select sum(e.amount_cents) from ledger.ledger_entries e
           where e.journal_id = p.hold_journal_id and e.amount_cents > 0)""",
    "14 payouts without a row in the audit log": """
        select p.payout_id from payouts.payouts p where not exists (
          select from audit.changes c where c.subject like 'payouts.payouts%%'
             and c.after ->> 'payout_ref' = p.payout_ref)""",
}
AT_REST = {  # hold when nothing is in flight
    "7 journals of fares without a fare": """
        select journal_id from ledger.journals j where kind = 'fare'
           and not exists (select from fares.fares f where f.journal_id = j.journal_id)""",
    "11 clearing is not what open payouts hold": """
        select 1 where (select coalesce(sum(balance_cents), 0) from audit.wallet_balances where kind = 'clearing')
          <> (select coalesce(sum(amount_cents + fee_cents), 0) from payouts.payouts
               where state in ('requested', 'approved', 'queued', 'sent', 'unknown'))""",
    "9 seals that are broken": "select seal_id from audit.seals where not verified and verified_at is not null",
    "the product's own proof of the ledger": "select invariant from audit.ledger_proof where faults <> 0",
    "the product's own trial balance": "select currency from audit.trial_balance where difference_cents <> 0",
}
IN_FLIGHT = {  # what must drain
    "callbacks that wait": "select count(*) from mobile_money.mpesa_callbacks where outcome = 'pending'",
    "jobs that are due": """
        select count(*) from messaging.outbox
         where state = 'leased' or (state = 'ready' and next_attempt_at <= now())""",
    "payouts in flight": """
        select count(*) from payouts.payouts where state in ('queued', 'sent', 'unknown')
            or (state = 'approved' and waits_for is null)""",
    "transactions of ours": """
        select count(*) from pg_stat_activity where usename like 'lipa%%' and state like 'idle in transaction%%'""",
}


def broken(world: World, queries: dict[str, str]) -> list[str]:
    """The invariants that do not hold, each with its first cases. All are read from one snapshot."""
    found: list[str] = []
    with world.connect("postgres") as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        for name, query in queries.items():
            rows = connection.execute(query.replace("%%", "%").encode()).fetchall()
            if rows:
                found.append(f"{name}: {len(rows)}, first {[next(iter(row.values())) for row in rows[:3]]}")
    return found


def in_flight(world: World) -> dict[str, int]:
    """What is not at rest yet, with its count."""
    counts: dict[str, int] = {}
    with world.connect("postgres") as connection:
        for name, query in IN_FLIGHT.items():
            row = connection.execute(query.replace("%%", "%").encode()).fetchone()
            if row and row["count"]:
                counts[name] = int(row["count"])
    return counts
