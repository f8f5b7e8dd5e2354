begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.given(p_ago interval) returns boolean language plpgsql as $$
begin
  update accounts.sessions set proved_at = now() - p_ago where session_hash = sha256('ops');
  return accounts.is_reauthenticated(p_session => sha256('ops'));
end $$;
select is(pg_temp.given('30 seconds'), true, 'a moment ago, on a new device');
select is(pg_temp.given('2 minutes'), false, 'two minutes are too long on a new device');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select is(pg_temp.given('2 minutes'), true, 'but not on a known one');
select is(accounts.is_reauthenticated(p_session => sha256('nobody')), false, 'an unknown session has no second factor');
select finish();
rollback;
