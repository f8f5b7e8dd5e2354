-- Records that a payout arrived: clearing pays the trust account and our account for the operator's fees. Called with
-- the payout's row locked. Locks: clearing. Repeat: guarded by the payout's state. Source: docs/decisions/payouts.md.
create or replace function payouts.settle(
  p_payout_id bigint,
  p_receipt   text,
  p_paid_at   timestamptz   -- when the money moved
) returns void language plpgsql as $$
declare
  v_payout  payouts.payouts;
  v_journal bigint;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  -- The fee comes out of the SACCO's shard that pays most of it.
  with shards as materialized (
    select w.sacco_id, sum(g.amount_cents)::bigint as cents,
           case row_number() over (order by sum(g.amount_cents) desc, w.sacco_id) when 1 then v_payout.fee_cents
             else 0 end as fee
      from payouts.legs g join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
     where g.payout_id = p_payout_id group by w.sacco_id),
  legs as (
    select row_number() over (order by h.sacco_id, k.n) as n, k.c,
           (ledger.open_sub_wallets(p_kind => k.kind, p_sacco_id => h.sacco_id, p_owner_id => null,
              p_vehicle_id => null, p_currency => v_payout.currency, p_purposes => array['main']))[1] as id
      from shards h cross join lateral (values (1, 'clearing', -h.cents), (2, 'trust', h.cents - h.fee),
                                               (3, 'fees', h.fee)) k(n, kind, c) where k.c <> 0)
  select (ledger.post_journals(p_kind => 'payout', p_references => array[v_payout.payout_ref],
            p_business_on => array[ledger.open_day(p_at => clock_timestamp())],
            p_value_at => array[p_paid_at], p_corrects => null, p_reasons => null,
            p_leg_journals => array_agg(1 order by l.n), p_leg_lines => array_agg(l.n::int order by l.n),
            p_leg_sub_wallet_ids => array_agg(l.id order by l.n), p_leg_amounts_cents => array_agg(l.c order by l.n),
            p_leg_currencies => array_agg(v_payout.currency order by l.n)))[1] into v_journal from legs l;
  update payouts.payouts p
     set state = 'paid', receipt = p_receipt, result_code = '0', reason = null, query_after = null,
         finished_at = clock_timestamp(), sent_at = coalesce(p.sent_at, clock_timestamp()), end_journal_id = v_journal
   where p.payout_id = p_payout_id returning p.* into v_payout;
  perform payouts.notify(p_payout => v_payout);
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'paid'
   where a.kind = 'payout_unknown' and a.subject = v_payout.payout_ref and a.acknowledged_at is null;
end $$;
comment on function payouts.settle is 'Raises LFA91 (it ended otherwise before), LFF10 (clearing lacks the money).';
