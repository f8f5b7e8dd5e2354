begin; select plan(5);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.why() returns text language sql as $$
  select array_to_string(payouts.unusual(p), ' ') from payouts.payouts p order by payout_id desc limit 1 $$;
update accounts.sessions set device_id = null;
select is(pg_temp.why(), 'first_payout', 'the first');
select payouts.decide(pg_temp.id('finance'), pg_temp.payout_id(:'ref'), 'approved', null) \g /dev/null
select payouts.take_result(pg_temp.payout_id(:'ref'), 'paid', '0', 'QABC000001', 50000, now()) \g /dev/null
select pg_temp.withdraw('owner', 'owner', :owner_id, 400) \g /dev/null
select is(pg_temp.why(), '', 'nothing: the same place, less');
select pg_temp.withdraw('owner', 'owner', :owner_id, 700) \g /dev/null
select is(pg_temp.why(), 'largest', 'more than ever');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.why(), 'largest frozen', 'ZUIA');
insert into payouts.sim_checks (payout_id, whose, waits_until, days, state, answered_at)
select max(payout_id), 'receiver', now(), 7, 'swapped', now() from payouts.payouts;
select is(pg_temp.why(), 'sim_swapped largest frozen', 'the SIM was swapped: first of all');
select finish(); rollback;
