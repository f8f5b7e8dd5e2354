begin; select plan(4);
\ir ../fixtures/officials.psql
create function pg_temp.act(p_who text, p_change text) returns text language sql as $$
  select ops.withdraw_role_change(p_session => sha256(p_who::bytea), p_change_id => p_change) ->> 'outcome' $$;
select pg_temp.propose('ops', 'newcomer') ->> 'change_id' as change \gset
select is(array[pg_temp.act('owner', :'change'), pg_temp.act('finance', :'change'), pg_temp.act('ops', 'x')],
  array['absent', 'absent', 'absent'], 'only operations may withdraw, and only what exists');
select is(pg_temp.act('ops2', :'change'), 'not_maker', 'nobody withdraws another person''s proposal');
select is(pg_temp.refused(), format('access.role_changes:%1$s, access.role_changes:%1$s, access.role_changes:x, '
  'access.role_changes:%1$s', :'change'), 'refusals are counted');
select is(pg_temp.act('ops', :'change'), 'withdrawn', 'the maker withdraws');
select finish(); rollback;
