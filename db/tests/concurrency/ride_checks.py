"""What holds after each step of a random trip, however its players have played."""

from typing import Any

from psycopg import Connection

# Each of these is nothing.
CHECKS = {
    "trial balance": "select currency, difference_cents from audit.trial_balance where difference_cents <> 0",
    "proof": "select invariant, faults from audit.ledger_proof where faults <> 0",
    "wallet and entries": """select w.sub_wallet_id from audit.wallet_balances w
        left join (select sub_wallet_id, sum(amount_cents) as cents from ledger.ledger_entries group by 1) e
          using (sub_wallet_id) where w.balance_cents <> coalesce(e.cents, 0)""",
    "guarded below zero": """select w.sub_wallet_id from audit.wallet_balances w join ledger.sub_wallets s
        using (sub_wallet_id) where s.guarded and w.balance_cents < 0""",
    "points and transactions": """select a.loyalty_account_id from audit.loyalty a
        where a.points <> coalesce((select sum(t.points) from loyalty.loyalty_transactions t
                                     where t.loyalty_account_id = a.loyalty_account_id), 0)
           or a.points < -(select coalesce(sum(-t.points), 0) from loyalty.loyalty_transactions t
                            where t.loyalty_account_id = a.loyalty_account_id and t.kind = 'take_back')""",
    "word and number twice": """select t.word, s.seat_no from fares.seats s join fleet.trips t using (trip_id)
        where t.opened_at > now() - interval '24 hours' group by t.route_id, t.word, s.seat_no having count(*) > 1""",
    "a fare on two trips": """select l.receipt from fleet.trips t cross join lateral fares.trip_fares(t.trip_id) l
        group by 1 having count(*) > 1""",
    "credit and its wallets": """select m.sacco_id from (select sacco_id, sum(cents) as cents
            from fares.credit_movements group by 1) m
        join (select sacco_id, sum(balance_cents) as cents from audit.wallet_balances where kind = 'credit'
               group by 1) w using (sacco_id) where m.cents <> w.cents""",
    "less credit than none": """select phone_hash from fares.credit_movements group by phone_hash, sacco_id
        having sum(cents) < 0""",
    "topped up above what lacked": """select t.of_receipt from fares.top_ups t join fares.shortfalls s
        on s.receipt = t.of_receipt where s.due_cents < 0 or s.state = 'cleared' and s.due_cents <> 0""",
}  # fmt: skip


def faults(owner: Connection) -> list[tuple[str, Any]]:
    """What is not as it must be."""
    asked = [(name, owner.execute(query.encode()).fetchall()) for name, query in CHECKS.items()]
    return [(name, found) for name, found in asked if found]
