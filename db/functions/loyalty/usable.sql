-- Says how many points a SIM may use for a fare now, and what bounds it: what it has, the passenger's and the
-- programme's limit of the day, what is set aside for points of this SACCO, and the fare itself. The menu shows it;
-- loyalty.redeem asks again with the account locked. Source: docs/decisions/loyalty.md. Locks: none.
create or replace function loyalty.usable(
  p_phone_hash bytea,
  p_sacco_id   bigint,        -- of the vehicle
  p_cents      bigint,        -- of the fare that is still to be paid; null: any
  p_at         timestamptz
) returns jsonb language plpgsql stable as $$
declare
  v_point_cents bigint := config.setting(p_setting => 'loyalty_point_cents')::bigint;
  v_account_id  bigint := loyalty.account_of(p_phone_hash => p_phone_hash);
  v_points      bigint := loyalty.balance(p_account_id => v_account_id);
  v_day         date   := loyalty.market_day(p_at => p_at);
  v_usable      bigint;
  v_why         text;
begin
  select b.points, b.why into v_usable, v_why
    from (values (1, v_points, 'no_points'),
      (2, config.setting(p_setting => 'loyalty_day_points')::bigint
          + (select coalesce(sum(t.points), 0) from loyalty.loyalty_transactions t
              where t.loyalty_account_id = v_account_id and t.business_on = v_day
                and (t.kind = 'redeem' or t.kind = 'give_back')), 'passenger_limit'),
      (3, config.setting(p_setting => 'loyalty_programme_points')::bigint
          - coalesce((select d.redeemed_points from loyalty.programme_days d where d.business_on = v_day), 0),
       'programme_limit'),
      (4, loyalty.funded_cents(p_sacco_id => p_sacco_id) / v_point_cents, 'not_funded'),
      (5, coalesce(p_cents / v_point_cents, v_points), 'fare')) as b(place, points, why)
   order by greatest(b.points, 0), b.place limit 1;
  v_usable := greatest(v_usable, 0);
  return jsonb_build_object('points', v_points, 'usable', v_usable, 'cents', v_usable * v_point_cents,
    'why', case when v_usable < v_points or v_points <= 0 then v_why end);
end $$;
comment on function loyalty.usable is 'points (the balance, maybe below zero), usable, cents (what those pay), why not '
  'more: no_points, passenger_limit, programme_limit, not_funded, fare (it costs less); null: all can be used. Raises '
  'nothing.';
