begin; select plan(6);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_by text, p_function text, p_whose text default null) returns jsonb language sql as $$
  select sacco.person_action(sha256(p_by::bytea), p_function, coalesce(pg_temp.grant_of(p_whose)::text, '')) $$;
select is(pg_temp.page('admin', 'sacco.propose_crew') ->> 'outcome', 'found', 'an admin proposes');
select is(pg_temp.page('treasurer', 'sacco.propose_crew') ->> 'outcome', 'absent', 'a treasurer does not');
select pg_temp.page('admin', 'sacco.propose_revoke', 'conductor') as page \gset
select is(:'page'::jsonb #>> '{grant,scope}', 'KZZ 001A', 'the page names the grant');
select is((select array_agg(k order by k) from jsonb_object_keys(:'page'::jsonb -> 'person') k),
  array['last3', 'name_sealed', 'user_id'], 'nothing of what the person holds elsewhere, or why they were disabled');
select is(pg_temp.page('admin', 'sacco.propose_revoke', 'owner') ->> 'outcome', 'absent', 'a foreign grant is refused');
select is(pg_temp.page('admin', 'ops.disable_person') ->> 'outcome', 'absent', 'an action of staff is refused');
select finish(); rollback;
