begin; select plan(4);
\ir ../fixtures/payouts.psql
select payouts.freeze(pg_temp.id('owner')) \g /dev/null
create function pg_temp.lift(p_by text) returns text language sql as $$
  select ops.lift_freeze(sha256(p_by::bytea), pg_temp.id('owner')::text, 'amethibitisha kwa simu') ->> 'outcome' $$;
select is(pg_temp.lift('auditor'), 'absent', 'not an auditor');
update accounts.sessions set proved_at = null where session_hash = sha256('finance');
select throws_ok($$ select pg_temp.lift('finance') $$, 'LFA85', null, 'not without a second factor');
update accounts.sessions set proved_at = now() - interval '1 day' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.lift('ops') $$, 'LFA86', null, 'the second factor must be fresh');
update accounts.sessions set proved_at = now();
select is(pg_temp.lift('ops'), 'lifted', 'lifted');
select finish(); rollback;
