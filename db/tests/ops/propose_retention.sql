begin;
\ir ../fixtures/configured.psql
select plan(6);
create function pg_temp.act(p_who text, p_days text, p_kind text default 'raw_bodies') returns text language sql as $$
  select ops.propose_retention(p_session => sha256(p_who::bytea), p_kind => p_kind, p_keep_days => p_days, p_reason => 'because') ->> 'outcome' $$;
select is(array[pg_temp.act('owner', '180'), pg_temp.act('finance', '180')], array['absent', 'absent'], 'who is no operator may not');
select is(pg_temp.act('ops', '180', 'ledger'), 'absent', 'what has no end gets none');
select is(array[pg_temp.act('ops', '2'), pg_temp.act('ops', '36500'), pg_temp.act('ops', '-1')], array['bad_days', 'bad_days', 'bad_days'], 'neither too short nor for ever');
select is(pg_temp.act('ops', '180'), 'proposed', 'an operator proposes');
select throws_ok($$ select pg_temp.act('nobody', '180') $$, 'LFA60', null, 'without a session there is nothing at all');
update security.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.act('ops', '30', 'sms_received') $$, 'LFA86', null, 'nor with a second step of an hour ago');
select * from finish();
rollback;
