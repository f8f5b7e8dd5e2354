-- Takes a sum from the pots that a voucher's hold debited, in their order.
create or replace function payouts.voucher_legs(
  p_journal_id bigint, p_total_cents bigint, out sub_wallet_ids bigint[], out cents bigint[]
) language sql stable as $$
  select array_agg(t.id order by t.line_no) filter (where t.part > 0),
         array_agg(t.part order by t.line_no) filter (where t.part > 0)
    from (select e.line_no, e.sub_wallet_id as id, least(-e.amount_cents, p_total_cents
                 - coalesce(sum(-e.amount_cents) over (order by e.line_no rows between unbounded preceding
                                                        and 1 preceding), 0))::bigint as part
            from ledger.ledger_entries e where e.journal_id = p_journal_id and e.amount_cents < 0) t
$$;
comment on function payouts.voucher_legs is 'sub_wallet ids with the cents to take from each. Raises nothing.';
