begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(7);
create function pg_temp.known(p_who text, p_sacco bigint) returns boolean language sql as $$
  select access.known_to_saccos(p_user_id => pg_temp.id(p_who), p_sacco_ids => array[p_sacco]) $$;
select ok(access.known_to_saccos(p_user_id => pg_temp.id('newcomer'), p_sacco_ids => null),
  'the platform knows everybody');
select pg_temp.propose_crew('admin'), pg_temp.propose_crew('admin', p_who => 'somebody new') \g /dev/null
select ok(not pg_temp.known('newcomer', :sacco_id), 'who was known before a SACCO proposed them is not theirs by that');
select ok(pg_temp.known('somebody new', :sacco_id), 'whom they wrote down first is');
select ok(not pg_temp.known('somebody new', :foreign_sacco_id), 'and not another SACCO''s');
select ok(pg_temp.known('conductor', :sacco_id) and not pg_temp.known('conductor', :foreign_sacco_id),
  'their crew is theirs only');
update access.role_grants set valid_to = greatest(clock_timestamp(), valid_from + interval '1 microsecond')
  where user_id = pg_temp.id('conductor');
select ok(pg_temp.known('conductor', :sacco_id), 'also who was it once');
select ok(not pg_temp.known('ops', :sacco_id), 'and none of us');
select finish();
rollback;
