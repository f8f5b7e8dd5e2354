begin; select plan(5);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text) returns jsonb language sql
  as $$ select sacco.people(p_session => sha256(p_who::bytea)) $$;
select is(jsonb_path_query_array(pg_temp.page('admin'), '$.rows[*].role'), '["sacco_treasurer", "sacco_admin", "crew"]',
  'officials come first, then the crew');
select unalike(pg_temp.page('admin')::text, '%900Z%', 'nobody of another SACCO is listed');
select is(jsonb_array_length(pg_temp.page('foreign admin') -> 'rows'), 3, 'another SACCO lists its own people');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'operations have other pages');
update accounts.users set disabled_at = now()
 where user_id in (select user_id from access.role_grants where role = 'crew');
select is(jsonb_path_query_array(pg_temp.page('admin'), '$.rows[*].disabled'), '[false, false, true]',
  'disabled people are marked');
select finish(); rollback;
