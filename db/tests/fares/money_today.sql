begin; select plan(4);
\ir ../fixtures/signed_in.psql
create function pg_temp.money() returns jsonb language sql as $$
  select fares.money_today(p_at => '2026-11-28 12:00+03', p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.money(), '{"on": "2026-11-28", "cents": 0, "fares": 0, "commission_cents": 0, "vehicles": 0,
  "usual_cents": null, "percent": null}', 'no fares yet, and nothing to compare with');
select pg_temp.fare('TKF0000001', :split_rule_id, 6000, '2026-11-28 08:00'),
  pg_temp.fare('TKF0000002', :other_rule_id, 3000, '2026-11-28 00:00'),
  pg_temp.fare('TKF0000003', :other_rule_id, 3000, '2026-11-27 23:59:59') \g /dev/null
select is(pg_temp.money() - '{on,usual_cents,percent}'::text[],
  '{"cents": 9000, "fares": 2, "commission_cents": 180, "vehicles": 2}', 'the market''s day, and our commission of it');
insert into fares.day_totals (vehicle_id, owner_id, sacco_id, business_on, minutes, cents_by_minute, fares_by_minute,
  purposes, cents_by_purpose) values
  (:vehicle_id, :owner_id, :sacco_id, '2026-11-21', '{2026-11-21 07:10+03}', '{12000}', '{1}', '{fee}', '{1}');
select is(pg_temp.money() ->> 'usual_cents', '12000', 'beside what is usual by this time');
select is(pg_temp.money() ->> 'percent', '-25', 'less, in percent');
select finish(); rollback;
