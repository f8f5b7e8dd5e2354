begin; select plan(3);
\ir ../fixtures/sacco.psql
create function pg_temp.change(p_by text, p_action text) returns text language sql as $$
  select ops.change_fleet(sha256(p_by::bytea), p_action, 'KZZ 001A', '{"reason": "sold"}') ->> 'outcome' $$;
select is(pg_temp.change('ops', 'code'), 'given', 'a door code');
select is(pg_temp.change('owner', 'close'), 'absent', 'not for others');
update accounts.sessions set proved_at = now() - interval '1 hour';
select throws_ok($$ select pg_temp.change('ops', 'close') $$, 'LFA86', null, 'what ends a vehicle needs a fresh code');
select finish(); rollback;
