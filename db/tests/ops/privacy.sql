begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text) returns jsonb language sql
  as $$ select ops.privacy(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.page('owner') ->> 'outcome', 'absent', 'an owner has no such page');
select is(jsonb_array_length(pg_temp.page('ops') -> 'periods'), (select count(*)::int from privacy.retention_periods),
  'operations see every period');
insert into privacy.erasures (erased_by, reason, removed) values ('user:1', 'asked by letter', '{}');
select is(pg_temp.page('ops') #>> '{erasures,0,reason}', 'asked by letter', 'and erasures, without names');
select finish(); rollback;
