begin; select plan(5);
\ir ../fixtures/vendors.psql
create function pg_temp.register(p_session text, p_code text default '654321') returns text language sql as $$
  select ops.register_vendor(sha256(p_session::bytea), 'fuel', 'Yaya Fuel', 'till', p_code, null, null, null, null,
    null) ->> 'outcome' $$;
select is(array[pg_temp.register('finance'), pg_temp.register('owner')], array['absent', 'absent'],
  'only operations registers vendors');
select is(pg_temp.register('ops'), 'proposed', 'it waits for a second person');
select is(pg_temp.register('ops'), 'known', 'once');
select is(pg_temp.register('ops', 'x'), 'short_code_wrong', 'what is wrong is said');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 day';
select throws_ok($$ select pg_temp.register('ops', '654322') $$, 'LFA86', null, 'it needs a fresh second factor');
select * from finish(); rollback;
