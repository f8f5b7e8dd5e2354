begin; select plan(7);
\ir ../fixtures/sacco.psql
create function pg_temp.known(p_who text, p_sacco bigint) returns boolean language sql as $$
  select access.known_to_saccos(p_user_id => pg_temp.id(p_who), p_sacco_ids => array[p_sacco]) $$;
select ok(access.known_to_saccos(pg_temp.id('newcomer'), null), 'the platform knows everybody');
select pg_temp.propose_crew('admin'), pg_temp.propose_crew('admin', p_who => 'somebody new') \g /dev/null
select ok(not pg_temp.known('newcomer', :sacco_id), 'proposing a person known before does not make them theirs');
select ok(pg_temp.known('somebody new', :sacco_id), 'a SACCO knows a person whom it introduced');
select ok(not pg_temp.known('somebody new', :foreign_sacco_id), 'another SACCO does not');
select ok(pg_temp.known('conductor', :sacco_id) and not pg_temp.known('conductor', :foreign_sacco_id),
  'a SACCO knows its own crew only');
update access.role_grants set valid_to = greatest(clock_timestamp(), valid_from + interval '1 microsecond')
 where user_id = pg_temp.id('conductor');
select ok(pg_temp.known('conductor', :sacco_id), 'a SACCO knows its former crew');
select ok(not pg_temp.known('ops', :sacco_id), 'a SACCO does not know staff');
select finish(); rollback;
