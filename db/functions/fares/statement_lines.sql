-- Lists the lines of an account's statement, oldest first: the fares of each day, and each journal that moved something
-- else, each with the balance after it. Payouts name where they went, refunds their fare.
-- Source: docs/decisions/statements.md. Repeat: the same as of the same horizon.
create or replace function fares.statement_lines(
  p_sub_wallet_ids bigint[],
  p_fare_days      jsonb,     -- see fares.account_statement
  p_from           date,      -- first and last market day
  p_to             date,
  p_horizon        xid8,      -- see ledger.as_of
  p_opening_cents  bigint,    -- the balance before the first day
  p_zone           text       -- the market's clock
) returns jsonb language sql stable as $$
  with lines as (
    select d.day as business_on, null::bigint as journal_id, null::timestamptz as value_at, 'fares' as class,
           null as reference, d.cents, d.fares, d.gross_cents
      from jsonb_to_recordset(p_fare_days) as d(day date, cents bigint, fares int, gross_cents bigint)
    union all
    select m.business_on, m.journal_id, m.value_at, m.class, m.reference, sum(m.cents)::bigint, null, null
      from ledger.sub_wallet_movements(p_sub_wallet_ids => p_sub_wallet_ids, p_from => p_from, p_to => p_to,
                                       p_horizon => p_horizon) m
     group by m.business_on, m.journal_id, m.value_at, m.class, m.reference)
  select coalesce(jsonb_agg(jsonb_build_object('on', l.business_on, 'at', l.value_at at time zone p_zone,
           'class', l.class, 'cents', l.cents, 'balance_cents', l.balance_cents, 'fares', l.fares,
           'gross_cents', l.gross_cents, 'back', l.is_back, 'party', p.party_kind, 'reason', j.reason,
           'to', payouts.destination_text(p.channel, p.short_code, p.tail),
           'reference', case when l.class = 'refund' then split_part(l.reference, '/', 1) else l.reference end)
           order by l.n), '[]')
    from (select i.*, row_number() over w as n, (p_opening_cents + sum(i.cents) over w)::bigint as balance_cents,
                 i.cents > 0 and i.class in ('payout', 'payout_fee', 'voucher') as is_back
            from lines i
          window w as (order by i.business_on, i.journal_id nulls first, i.class rows unbounded preceding)) l
    left join ledger.journals j on j.journal_id = l.journal_id and l.class = 'correction'
    left join payouts.payouts p on p.payout_ref = l.reference and l.class in ('payout', 'payout_fee')
$$;
comment on function fares.statement_lines is 'on, at (null: the fares of a day), class (fares, or see '
  'ledger.sub_wallet_movements), to and party (of payouts), reason (of corrections), reference, fares and gross_cents '
  '(before our fee; null where not shown), cents, balance_cents, back (what had left came back). Raises nothing.';
