begin; select plan(7);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text, p_change text) returns jsonb language sql as $$
  select sacco.role_change(p_session => sha256(p_who::bytea), p_change_id => p_change) $$;
select pg_temp.propose_crew('admin') ->> 'change_id' as change,
       pg_temp.propose('ops', 'newcomer') ->> 'change_id' as other \gset
select is(pg_temp.page('treasurer', :'change') #>> '{change,scope}', 'KZZ 001A', 'the page names the vehicle');
select is(pg_temp.page('foreign treasurer', :'change'), '{"outcome": "absent"}', 'another SACCO has no such page');
select is(pg_temp.page('treasurer', :'other'), '{"outcome": "absent"}', 'one outside the SACCO has no such page');
select is(pg_temp.page('treasurer', :'change') -> 'needs_code', 'false', 'after a second factor no code is asked for');
select results_eq(format($$ select d ->> 'mine', d ->> 'is_party' from unnest(array['admin', 'treasurer']) w
  cross join pg_temp.page(w, %L) d $$, :'change'), $$ values ('true', 'true'), ('false', 'false') $$,
  'the maker can''t decide');
select is(pg_temp.page('treasurer', :'change') ->> 'maker_disabled', 'false', 'the maker is not disabled');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('admin');
select is(pg_temp.page('treasurer', :'change') ->> 'maker_disabled', 'true', 'a disabled maker is marked');
select finish(); rollback;
