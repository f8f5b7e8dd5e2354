begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.fresh(p_ago interval) returns boolean language plpgsql as $$
begin
  update security.sessions set proved_at = now() - p_ago where session_hash = sha256('ops');
  return security.step_is_fresh(p_session => sha256('ops'));
end $$;
select is(pg_temp.fresh('30 seconds'), true, 'a moment ago, on a new device');
select is(pg_temp.fresh('2 minutes'), false, 'two minutes are too long there');
update security.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select is(pg_temp.fresh('2 minutes'), true, 'on one that is known they are not');
select is(security.step_is_fresh(p_session => sha256('nobody')), false, 'nobody took one');
select finish();
rollback;
