begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(6);
create function pg_temp.page(p_by text, p_function text, p_whose text default null) returns jsonb language sql as $$
  select sacco.person_action(p_session => sha256(p_by::bytea), p_function => p_function,
    p_about => coalesce(pg_temp.grant_of(p_whose)::text, '')) $$;
select is(pg_temp.page('admin', 'sacco.propose_crew') ->> 'outcome', 'found', 'an admin proposes');
select is(pg_temp.page('treasurer', 'sacco.propose_crew') ->> 'outcome', 'absent', 'a treasurer decides');
select is(pg_temp.page('admin', 'sacco.propose_revoke', 'conductor') #>> '{grant,scope}', 'KZZ 001A',
  'who leaves, and where');
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.page('admin', 'sacco.propose_revoke',
  'conductor') -> 'person') k),
  array['last3', 'name_sealed', 'user_id'],
    'nothing of what they hold elsewhere, when they were seen, or why somebody shut them out');
select is(pg_temp.page('admin', 'sacco.propose_revoke', 'owner') ->> 'outcome', 'absent', 'no grant of elsewhere');
select is(pg_temp.page('admin', 'ops.disable_person') ->> 'outcome', 'absent', 'and no action of ours');
select finish();
rollback;
