-- Scheduled job: sets money of our commission aside for points, once for each market day and SACCO: so much that what
-- passengers have earned on its fares could be redeemed there, but at most loyalty_budget_bps of the commission of that
-- day, and no more than is there. Source: docs/decisions/loyalty.md. Locks: the commission's sub_wallets, lowest id
-- first. Repeat: the journal's reference lets it happen once a day.
create or replace function loyalty.fund_points(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_day   date   := loyalty.market_day(p_at => p_at) - 1;
  v_owed  bigint := (select l.cents from loyalty.liability() l);
  v_all   numeric;   -- points awarded by all
  v       record;
  v_free  bigint;
  v_cents bigint;
  v_sum   bigint := 0;
begin
  select sum(t.points) into v_all from loyalty.loyalty_transactions t where t.kind = 'award';
  for v in
    select s.sub_wallet_id, w.sacco_id, w.currency, format('%s/%s', v_day, s.sub_wallet_id) as reference,
           d.cents * config.setting(p_setting => 'loyalty_budget_bps')::bigint / 10000 as budget,
           ceil(v_owed * t.points / v_all)::bigint as wanted
      from (select r.commission_sub_wallet_id as id, sum(f.commission_cents)::bigint as cents
              from fleet.vehicles b join fares.fares f on f.vehicle_id = b.vehicle_id and f.business_on = v_day
              join fares.split_rules r using (split_rule_id) group by r.commission_sub_wallet_id) d
      join ledger.sub_wallets s on s.sub_wallet_id = d.id join ledger.wallets w using (wallet_id)
      join (select a.sacco_id, sum(a.points) as points from loyalty.loyalty_transactions a where a.kind = 'award'
             group by a.sacco_id) t on t.sacco_id is not distinct from w.sacco_id
     where not exists (select from ledger.journals j where j.kind = 'points_funded'
                          and j.reference = format('%s/%s', v_day, s.sub_wallet_id))
     order by s.sub_wallet_id loop
    perform from ledger.sub_wallets s where s.sub_wallet_id = v.sub_wallet_id for no key update;
    select a.balance_cents - a.held_cents into v_free
      from ledger.available(p_sub_wallet_ids => array[v.sub_wallet_id]) a;
    v_cents := least(v.budget, v_free, v.wanted - loyalty.funded_cents(p_sacco_id => v.sacco_id));
    continue when v_cents <= 0;
    perform ledger.post_journals(p_kind => 'points_funded', p_references => array[v.reference],
      p_business_on => array[ledger.open_day(p_at => p_at)], p_value_at => array[p_at], p_corrects => null,
      p_reasons => null, p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
      p_leg_sub_wallet_ids => array[v.sub_wallet_id, loyalty.sub_wallet(p_kind => 'loyalty',
        p_sacco_id => v.sacco_id, p_currency => v.currency)],
      p_leg_amounts_cents => array[-v_cents, v_cents], p_leg_currencies => array[v.currency, v.currency]);
    v_sum := v_sum + v_cents;
  end loop;
  return v_sum;
end $$;
comment on function loyalty.fund_points is 'Cents set aside now. Raises what ledger.post_journals raises.';
