-- Lists a party's payouts, newest first, a page at a time.
create or replace function payouts.history(
  p_party_kind text,
  p_party_ids  bigint[],
  p_before     text,   -- payout_ref of the last one seen; null or empty: from the newest
  p_limit      int,
  p_zone       text
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(payouts.card(p_payout => h.p, p_zone => p_zone) order by (h.p).payout_id desc), '[]')
    from (select p from payouts.payouts p
           where p.party_kind = p_party_kind and p.party_id = any (p_party_ids)
             and (coalesce(p_before, '') = '' or p.payout_id < (select b.payout_id from payouts.payouts b
                                                                 where b.payout_ref = p_before))
           order by p.payout_id desc limit p_limit + 1) h
$$;
comment on function payouts.history is 'The newest p_limit + 1 (the last says that there are more) as payouts.card. '
  'Raises nothing.';
