begin;
\ir ../fixtures/officials.psql
select plan(3);
select (pg_temp.propose('ops', 'newcomer') ->> 'change_id') as change \gset
select is(ops.role_change(p_session => sha256('finance'), p_change_id => :'change') #>> '{change,reason}', 'anaanza kazi', 'what, and why');
select is(ops.role_change(p_session => sha256('finance'), p_change_id => '-1'), '{"outcome": "absent"}', 'no such proposal');
select is(ops.role_change(p_session => sha256('owner'), p_change_id => :'change'), '{"outcome": "absent"}', 'only for us');
select finish();
rollback;
