begin; select plan(11);
\ir ../fixtures/vendors.psql
insert into payouts.standing_orders (owner_id, floor_cents, set_by) values (:owner_id, 100000, pg_temp.id('owner'));
create function pg_temp.run(p_day date) returns text language sql as $$
  select payouts.run_standing_order(s, p_day) from payouts.standing_orders s $$;
select pg_temp.balance(:profit) as before \gset
select is(pg_temp.run('2026-11-23'), 'fits', 'an evening');
select results_eq($$ select p.kind, p.amount_cents, p.state, p.tail from payouts.payouts p $$,
  format($$ values ('withdrawal', payouts.largest_amount('phone', 'KES', %s - 100000), 'queued', '126') $$, :before),
  'what lies above the floor goes to the own phone');
select is(pg_temp.balance(:profit) between 100000 and 100100, true, 'the floor stays');
select is(pg_temp.balance(:fuel), 264600::bigint, 'the other pots stay');
select is(pg_temp.run('2026-11-24'), 'below_floor', 'the next evening there is nothing');
select throws_ok($$ select pg_temp.run('2026-11-24') $$, '23505', null, 'a day runs once');
update payouts.standing_orders set floor_cents = 0;
update config.settings set value = '10000' where setting = 'payout_alone_cents';
select is(pg_temp.run('2026-11-25'), 'fits', 'above the threshold');
select is((select state from payouts.payouts order by payout_id desc limit 1), 'requested', 'it waits for approval');
select pg_temp.confirm(pg_temp.incoming('QPAY000011', '900.00')) \g /dev/null
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.run('2026-11-26'), 'frozen', 'ZUIA stops it');
select is(pg_temp.notified('automatic/%'), array[pg_temp.id('owner')], 'and the owner is told');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('owner');
select is(pg_temp.run('2026-11-27'), 'no_person', 'who set it no longer acts for the owner');
select * from finish(); rollback;
