begin; select plan(5);
\ir ../fixtures/vendors.psql
insert into payouts.standing_orders (owner_id, floor_cents, set_by) values (:owner_id, 0, pg_temp.id('owner')),
  (:stranger_id, 0, pg_temp.id('stranger'));
update payouts.standing_orders set ended_at = now() where owner_id = :stranger_id;
select is(payouts.pay_out_automatically('2026-11-23 20:59+03'), 0::bigint, 'not before its time');
select is(payouts.pay_out_automatically('2026-11-23 21:00+03'), 1::bigint, 'then each order that is on');
select is(payouts.pay_out_automatically('2026-11-23 23:59+03'), 0::bigint, 'once a day of the market');
select is(payouts.pay_out_automatically('2026-11-24 21:00+03'), 1::bigint, 'and the next day');
select results_eq('select business_on::text, outcome from payouts.standing_runs order by 1',
  $$ values ('2026-11-23', 'fits'), ('2026-11-24', 'below_floor') $$, 'what became of each is kept');
select * from finish(); rollback;
