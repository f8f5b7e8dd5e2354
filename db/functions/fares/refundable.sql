-- Lists who got what of a fare, by its journal, and what of it has not been given back.
create or replace function fares.refundable(p_receipt text)
returns table (place int, sub_wallet_id bigint, kind text, purpose text, is_home boolean, got_cents bigint,
               left_cents bigint) language sql stable as $$
  select row_number() over (order by e.line)::int, e.sub_wallet_id, w.kind, s.purpose,
         w.kind = 'vehicle' and s.purpose = r.home_purpose, e.cents,
         e.cents - coalesce((select sum(p.part_cents) from fares.refunds b join fares.refund_parts p using (refund_id)
                              where b.receipt = f.receipt and p.sub_wallet_id = e.sub_wallet_id), 0)::bigint
    from fares.fares f
    join fares.split_rules r using (split_rule_id)
   cross join lateral (select q.sub_wallet_id, min(q.line_no) as line, sum(q.amount_cents)::bigint as cents
                         from ledger.ledger_entries q where q.journal_id = f.journal_id and q.amount_cents > 0
                        group by q.sub_wallet_id) e
    join ledger.sub_wallets s on s.sub_wallet_id = e.sub_wallet_id join ledger.wallets w using (wallet_id)
   where f.receipt = p_receipt
     and not exists (select from ledger.journals j where j.corrects_journal_id = f.journal_id and j.kind = 'reversal')
   order by 1
$$;
comment on function fares.refundable is 'place (from 1), sub_wallet, kind and purpose, is_home (gets the odd cent), '
  'got_cents, left_cents; empty for no such fare, or one that was reversed. Raises nothing.';
