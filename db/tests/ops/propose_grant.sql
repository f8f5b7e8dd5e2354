begin; select plan(16);
\ir ../fixtures/officials.psql
create function pg_temp.ask(p_who text, p_role text, p_scope text default '', p_from text default '',
  p_to text default '', p_for text default null) returns text language sql as $$
  select ops.propose_grant(p_session => sha256(p_who::bytea),
    p_user_id => coalesce(p_for, pg_temp.id('newcomer')::text), p_role => p_role, p_scope => p_scope,
    p_from => p_from, p_to => p_to, p_reason => 'anaanza kazi') ->> 'outcome' $$;
select is(pg_temp.ask('ops', 'crew', 'kzz001a', '2099-01-01', '2099-01-31'), 'proposed', 'a conductor for a month');
select is((select (valid_from, valid_to, scope_id)::text from access.role_changes),
  (timestamptz '2099-01-01 00:00+03', timestamptz '2099-02-01 00:00+03', :vehicle_id)::text,
  'whole market days, the last one included, for the vehicle of that plate');
select is(pg_temp.ask('ops', 'crew', 'KZZ 777Z'), 'no_scope', 'there is no such vehicle');
select is(pg_temp.ask('ops', 'auditor', 'KZZ 001A'), 'no_scope', 'a role of the platform is not given for one vehicle');
select is(pg_temp.ask('ops', 'sacco_admin', ' test line '), 'proposed', 'a SACCO is found by name');
select is(pg_temp.ask('ops', 'sacco_admin', ''), 'no_scope', 'an empty text finds nothing');
select is(pg_temp.ask('ops', 'owner', 'Mama Njeri'), 'proposed', 'an owner is found by name');
select is(pg_temp.ask('ops', 'owner', :'owner_id'), 'waiting', 'or by number');
insert into fleet.owners (name) values ('Mama Njeri');
select is(pg_temp.ask('ops', 'owner', 'Mama Njeri'), 'no_scope', 'of two with one name none is guessed');
select is(pg_temp.ask('ops', 'owner', 'kzz 001a'), 'waiting', 'the plate says which one: whose vehicle it is now');
select results_eq($$ select scope_id from access.role_changes where role in ('owner', 'sacco_admin') order by role $$,
  array[:owner_id, :sacco_id]::bigint[], 'the found ones are proposed');
select is(pg_temp.ask('ops', 'finance', p_to => '2020-01-01'), 'bad_time', 'a grant in the past is refused');
select throws_ok($$ select pg_temp.ask('ops', 'finance', p_to => '2026-02-30') $$, 'LFV81', null, 'an impossible day');
select is(pg_temp.ask('finance', 'ops'), 'absent', 'finance does not propose');
select is(pg_temp.ask('owner', 'ops'), 'absent', 'nor does an owner');
select is(pg_temp.ask('ops', 'ops', p_for => 'x'), 'absent', 'there is no such person');
select finish(); rollback;
