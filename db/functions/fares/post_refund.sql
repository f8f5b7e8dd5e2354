-- Posts the compensating journal of a refund: each sub_wallet that got a part of the fare gives its part back. What it
-- lacks (it was withdrawn) becomes a debt of that owner and vehicle; of our commission, a difference. What was held of
-- the fare is held as far as it stays, and what is given back of held money is held where it goes. Called with the
-- fare's row locked. Locks: see fares.lock_pots, then the fare's sub_wallets, lowest id first, then the holds. Repeat:
-- callers see to it that a request comes once. Source: docs/decisions/refunds.md.
create or replace function fares.post_refund(
  p_refund            fares.refunds,   -- request, receipt, kind, method, amount and who
  p_to_sub_wallet_ids bigint[],        -- where it goes
  p_to_cents          bigint[]         -- sums to the amount
) returns bigint language plpgsql as $$
declare
  v_fare  fares.fares;
  v_ids   bigint[];
  v_parts bigint[];
  v_owed  bigint[];
  v_held  jsonb;
  v_id    bigint;
  v_day   date        := ledger.open_day(p_at => clock_timestamp());
  v_at    timestamptz := clock_timestamp();
begin
  select f.* into strict v_fare from fares.fares f where f.receipt = p_refund.receipt;
  perform fares.lock_pots(p_split_rule_ids => array[v_fare.split_rule_id]);
  -- A fare that is moved was never the first vehicle's: its day must not say so, nor the trust account at any moment.
  if p_refund.kind = 'fare_moved_out' then
    v_day := v_fare.business_on; v_at := v_fare.paid_at;
  end if;
  select array_agg(r.sub_wallet_id order by r.place), fares.unsplit_amount(
           p_left_cents => array_agg(r.left_cents order by r.place), p_amount_cents => p_refund.amount_cents,
           p_home_ordinal => min(r.place) filter (where r.is_home)) into v_ids, v_parts
    from fares.refundable(p_receipt => p_refund.receipt) r;
  perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_ids || p_to_sub_wallet_ids) and s.guarded
    order by s.sub_wallet_id for no key update;
  select jsonb_object_agg(h.sub_wallet_id, h.amount_cents) into v_held from ledger.holds h
   where h.journal_id = v_fare.journal_id and h.released_at is null;
  perform ledger.release_holds(p_journal_id => v_fare.journal_id, p_reason => 'given back');
  select array_agg(greatest(p.cents - greatest(a.balance_cents - a.held_cents, 0), 0) order by p.n) into v_owed
    from unnest(v_ids, v_parts) with ordinality as p(id, cents, n)
    join ledger.available(p_sub_wallet_ids => v_ids) a on a.sub_wallet_id = p.id;
  select (ledger.post_journals(p_kind => p_refund.kind, p_references => array[concat(p_refund.receipt, '/',
              1 + (select count(*) from fares.refunds b where b.receipt = p_refund.receipt))],
            p_business_on => array[v_day], p_value_at => array[v_at], p_reasons => array[p_refund.reason],
            p_corrects => array[case when p_refund.amount_cents = v_fare.amount_cents then v_fare.journal_id end],
            p_leg_journals => array_agg(1 order by l.line), p_leg_lines => array_agg(l.line order by l.line),
            p_leg_sub_wallet_ids => array_agg(l.sub_wallet_id order by l.line),
            p_leg_amounts_cents => array_agg(l.cents order by l.line),
            p_leg_currencies => array_agg(p_refund.currency order by l.line)))[1] into p_refund.journal_id
    from fares.refund_legs(p_sub_wallet_ids => v_ids, p_cents => v_parts, p_owed_cents => v_owed,
                           p_to_sub_wallet_ids => p_to_sub_wallet_ids, p_to_cents => p_to_cents) l;
  perform fares.lower_pots(p_receipt => p_refund.receipt, p_journal_id => p_refund.journal_id);
  insert into fares.refunds (request, receipt, kind, method, amount_cents, currency, sacco_id, journal_id, dispute_id,
                             phone_hash, reason, made_by, approved_by)
  select p_refund.request, p_refund.receipt, p_refund.kind, p_refund.method, p_refund.amount_cents, p_refund.currency,
         p_refund.sacco_id, p_refund.journal_id, p_refund.dispute_id, p_refund.phone_hash, p_refund.reason,
         p_refund.made_by, p_refund.approved_by
  returning refund_id into v_id;
  insert into fares.refund_parts (refund_id, sub_wallet_id, part_cents, owed_cents)
  select v_id, p.id, p.cents, p.owed from unnest(v_ids, v_parts, v_owed) as p(id, cents, owed) where p.cents > 0;
  if v_held is not null and p_refund.kind = 'refund' then
    insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason)
    select v_fare.journal_id, p.id, (v_held ->> p.id::text)::bigint - p.cents, 'not yet verified with the operator'
      from unnest(v_ids, v_parts) as p(id, cents) where (v_held ->> p.id::text)::bigint > p.cents order by p.id;
    perform ledger.hold_journals(p_journal_ids => array[p_refund.journal_id],
                                 p_reason => 'not yet verified with the operator');
  end if;
  return v_id;
end $$;
comment on function fares.post_refund is 'Returns refund_id. Raises no_data_found (no such fare), LFV10 (the amount is '
  'more than is left, or the parts don''t sum), LFC11 (never: it counts for the open day).';
