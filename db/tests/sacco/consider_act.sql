begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(10);
create function pg_temp.told(p_by text, p_act text, p_whose text default null) returns jsonb language sql as $$
  select sacco.consider_act(p_session => sha256(p_by::bytea), p_act => p_act, p_about => coalesce(pg_temp.grant_of(p_whose)::text, '')) $$;
select is(pg_temp.told('admin', 'crew') -> 'deciders', '1', 'one treasurer can decide');
select is(pg_temp.told('admin', 'crew') -> 'figures', '{"crew": 1}', 'how many crew there are');
select is(pg_temp.told('admin', 'revoke', 'conductor') #>> '{grant,scope}', 'KZZ 001A', 'who leaves, and where');
select is(pg_temp.told('admin', 'revoke', 'conductor') -> 'figures', '{"others": 0}', 'and nobody else has it there');
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.told('admin', 'revoke', 'conductor') -> 'person') k),
  array['disabled', 'last3', 'name_sealed', 'user_id'], 'nothing of what they hold elsewhere, when they were seen, why somebody shut them out, or which accounts are theirs');
select security.propose_revoke(p_made_by => pg_temp.id('admin'), p_grant_id => pg_temp.grant_of('conductor'), p_reason => 'ameondoka') \g /dev/null
select is(pg_temp.told('admin', 'revoke', 'conductor') -> 'hindered', '["waiting"]', 'the same proposal waits');
select is(pg_temp.told('admin', 'revoke', 'foreign conductor') ->> 'outcome', 'absent', 'not another SACCO''s crew');
select is(pg_temp.told('admin', 'revoke', 'treasurer') ->> 'outcome', 'absent', 'nor an official');
select is(pg_temp.told('treasurer', 'crew') ->> 'outcome', 'absent', 'the treasurer proposes nothing');
select is(pg_temp.told('admin', 'dance') ->> 'outcome', 'absent', 'no such act');
select finish();
rollback;
