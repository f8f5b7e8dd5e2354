begin;
\ir ../fixtures/officials.psql
select plan(6);
select (pg_temp.propose('ops', 'newcomer') ->> 'change_id') as change \gset
select is(ops.role_change(p_session => sha256('finance'), p_change_id => :'change') #>> '{change,reason}',
  'anaanza kazi', 'what, and why');
select is(array[ops.role_change(p_session => sha256('ops'), p_change_id => :'change') ->> 'mine',
  ops.role_change(p_session => sha256('ops2'), p_change_id => :'change') ->> 'mine'],
  array['true', 'false'], 'and whose proposal it is');
select is(ops.role_change(p_session => sha256('finance'), p_change_id => '-1'), '{"outcome": "absent"}',
  'no such proposal');
select is(ops.role_change(p_session => sha256('owner'), p_change_id => :'change'), '{"outcome": "absent"}',
  'only for us');
select is(ops.role_change(p_session => sha256('finance'), p_change_id => :'change') -> 'code', 'false',
  'right after a second step no code is asked for');
select is((select array_agg(ops.role_change(p_session => sha256(s::bytea), p_change_id => :'change') ->> 'bound'
  order by n)
            from unnest(array['ops', 'ops2', 'finance']) with ordinality x(s, n)), array['true', 'false', 'false'],
              'who made it is bound by it');
select finish();
rollback;
