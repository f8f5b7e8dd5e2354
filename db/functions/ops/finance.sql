-- Shows finance what was taken and earned, what is held for others against the trust account, and the trial balance.
-- Page and CSV come from here, so they can't differ. Locks: as accounts.signed_in_user.
create or replace function ops.finance(
  p_session bytea,
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_as      record;
  v_days    record;
  v_month   date;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.finance') then
    return access.refuse(p_function => 'ops.finance', p_subject => 'finance pages');
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  v_month := date_trunc('month', least(v_days.ends_on, v_days.today)::timestamp)::date;
  return (
    with rows as materialized (
      select m.* from fares.money_days(p_from => least(v_month, v_days.starts_on), p_to => v_days.ends_on,
                                       p_horizon => v_as.horizon) m
    ), kinds as materialized (select k.* from ledger.kind_balances(p_horizon => v_as.horizon) k)
    select jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
      'payouts_waiting', (select count(*) from payouts.payouts p where p.state = 'requested'),
      'reconciled_on', (select max(c.business_on) from recon.day_counts c where c.source = 'statement'),
      'trust', recon.trust_card(p_zone => config.setting(p_setting => 'time_zone')),
      'now', v_as.moment at time zone config.setting(p_setting => 'time_zone'), 'days', to_jsonb(v_days),
      'month', jsonb_build_object('on', v_month,
        'cents', coalesce(sum(r.fare_cents) filter (where r.business_on >= v_month), 0)::bigint,
        'fee_cents', coalesce(sum(r.fee_cents) filter (where r.business_on >= v_month), 0)::bigint),
      'total', (select to_jsonb(t) from (
          select coalesce(sum(p.fare_cents), 0)::bigint as fare_cents, coalesce(sum(p.fee_cents), 0)::bigint as
            fee_cents,
                 coalesce(sum(p.dues_cents), 0)::bigint as dues_cents,
                 coalesce(sum(p.owners_cents), 0)::bigint as owners_cents,
                 coalesce(sum(p.in_cents), 0)::bigint as in_cents, coalesce(sum(p.out_cents), 0)::bigint as out_cents
            from rows p where p.business_on >= v_days.starts_on) t),
      'rows', coalesce(jsonb_agg(to_jsonb(r) order by r.business_on) filter (where r.business_on >= v_days.starts_on),
                       '[]'),
      'movements', (select coalesce(jsonb_agg(to_jsonb(o) order by o.kind), '[]')
                      from (select m.kind, sum(m.in_cents)::bigint as in_cents, sum(m.out_cents)::bigint as out_cents
                              from ledger.other_movements(p_from => v_days.starts_on, p_to => v_days.ends_on,
                                                          p_horizon => v_as.horizon) m group by m.kind) o),
      'balances', (select coalesce(jsonb_agg(to_jsonb(b) order by b.currency), '[]')
                     from (select k.currency, coalesce(-sum(k.cents) filter (where k.kind = 'trust'), 0)::bigint as
                       trust,
                                  coalesce(sum(k.cents) filter (where k.kind = 'vehicle'), 0)::bigint as vehicle,
                                  coalesce(sum(k.cents) filter (where k.kind = 'suspense'), 0)::bigint as suspense,
                                  coalesce(sum(k.cents) filter (where k.kind = 'commission'), 0)::bigint as commission,
                                  coalesce(sum(k.cents) filter (where k.kind not in ('trust', 'commission', 'fees',
                                    'difference', 'charges', 'capital')), 0)::bigint as others,
                                  sum(k.cents)::bigint as difference,
                                  sum(greatest(-k.cents, 0))::bigint as debit, sum(greatest(k.cents, 0))::bigint as
                                    credit
                             from kinds k group by k.currency) b),
      'trial', (select coalesce(jsonb_agg(jsonb_build_object('currency', k.currency, 'kind', k.kind, 'cents', k.cents,
                  'debit_cents', greatest(-k.cents, 0), 'credit_cents', greatest(k.cents, 0))
                  order by k.currency, k.cents), '[]') from kinds k)) from rows r);
end $$;
comment on function ops.finance is 'days, total and rows by day (see fares.money_days), trust (recon.trust_card), '
  'payouts_waiting (for approval), month (on, cents, fee_cents: up to the end of the period), movements by '
  'kind of journal but fares, '
  'balances by currency (trust: what we hold; vehicle, suspense, clearing: for others; commission, fees: ours; '
  'difference: must be 0; sums of the trial), trial (debit and credit by kind of wallet); {"outcome": "absent"} when '
  'not allowed. Raises LFA60, LFV64, LFV65.';
