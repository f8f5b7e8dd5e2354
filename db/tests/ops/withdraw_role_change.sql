begin;
\ir ../fixtures/officials.psql
select plan(5);
create function pg_temp.act(p_who text, p_change text) returns text language sql as $$
  select ops.withdraw_role_change(p_session => sha256(p_who::bytea), p_change_id => p_change) ->> 'outcome' $$;
select (pg_temp.propose('ops', 'newcomer') ->> 'change_id') as change \gset
select is(array[pg_temp.act('owner', :'change'), pg_temp.act('finance', :'change'), pg_temp.act('ops', 'x')],
  array['absent', 'absent', 'absent'], 'who is no operator may not, nor anybody what is not there');
select is(pg_temp.act('ops2', :'change'), 'not_maker', 'nobody takes back what another proposed');
select is(pg_temp.refused(),
  format('access.role_changes:%1$s, access.role_changes:%1$s, access.role_changes:x, access.role_changes:%1$s',
  :'change'), 'trying leaves a trace');
select is(pg_temp.act('ops', :'change'), 'withdrawn', 'the maker does');
select throws_ok(format($$ select pg_temp.act('nobody', %L) $$, :'change'), 'LFA60', null,
  'without a session there is nothing at all');
select * from finish();
rollback;
