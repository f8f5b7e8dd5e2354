begin;
select plan(9);
insert into config.rate_limits (limit_name, per, burst, refill_ms) values ('test', 'address', 3, 2000);
create function pg_temp.turn(p_seconds numeric, p_who text default 'one') returns int language sql as $$
  select config.consume_rate_limit(p_limit_name => 'test', p_per => 'address', p_key => sha256(p_who::bytea),
                            p_at => '2026-11-23 07:00+03'::timestamptz + p_seconds * interval '1 second') $$;
select results_eq($$ select pg_temp.turn(0) from generate_series(1, 4) $$, array[0, 0, 0, 2],
  'three at once, the fourth comes back in 2 seconds');
select is(pg_temp.turn(0.5), 2, 'a try refused takes nothing');
select is(pg_temp.turn(1.5), 1, 'and the wait gets shorter');
select is(pg_temp.turn(2), 0, 'then there is one');
select is(pg_temp.turn(2.1), 2, 'and no more than one');
select is(pg_temp.turn(2.1, 'another'), 0, 'somebody else has a bucket of his own');
select results_eq($$ select pg_temp.turn(1000) from generate_series(1, 4) $$, array[0, 0, 0, 2],
  'however long one stays away, the bucket holds three');
select is(config.consume_rate_limit(p_limit_name => 'unheard of', p_per => 'address', p_key => '\x01', p_at => now()),
  0, 'an act without a limit is not limited');
select is((select relpersistence::text from pg_class where oid = 'config.buckets'::regclass), 'u',
  'and no turn waits for a disk');
select finish();
rollback;
