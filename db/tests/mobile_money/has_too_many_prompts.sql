begin;
\ir ../fixtures/menu.psql
select plan(4);
create function pg_temp.wait(p_at timestamptz default now()) returns int language sql as $$
  select mobile_money.has_too_many_prompts(p_vehicle_id => (select vehicle_id from fleet.vehicles), p_at => p_at) $$;
update config.rate_limits set burst = 2, refill_ms = 30000 where limit_name = 'prompt';
select is(pg_temp.wait(), 0, 'an empty vehicle has room');
select pg_temp.paid('a', 'Kawangware', 1, 6000), pg_temp.paid('b', 'Kawangware', 1, 6000) \g /dev/null
update mobile_money.payment_intents set created_at = now();
select is(pg_temp.wait(now() + interval '59 seconds'), 30, 'two prompts of two: wait');
select is(pg_temp.wait(now() + interval '60 seconds'), 0, 'and after a minute there is room again');
delete from config.rate_limits where limit_name = 'prompt';
select is(pg_temp.wait(), 0, 'no limit, no wait');
select finish();
rollback;
