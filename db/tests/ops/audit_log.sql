begin; select plan(6);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_who text, p_actor text default '', p_action text default '', p_from text default '',
  p_before text default '') returns jsonb language sql as $$ select ops.audit_log(p_session => sha256(p_who::bytea),
  p_actor => p_actor, p_action => p_action, p_subject => '', p_from => p_from, p_to => '', p_before => p_before) $$;
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner may not read the audit log');
select is(pg_temp.page('auditor', pg_temp.id('owner')::text, 'refused') #>> '{rows,0,subject}', 'audit.change_log',
  'the refusal is in it');
select is(pg_temp.page('ops', p_from => '2099-01-01') -> 'rows', '[]', 'nothing is from the future');
select throws_ok($$ select pg_temp.page('ops', p_from => 'x') $$, 'LFV81', null, 'a malformed day is refused');
select throws_ok($$ select pg_temp.page('ops', p_before => 'x') $$, 'LFV66', null, 'a malformed p_before is refused');
select ok(jsonb_array_length(pg_temp.page('finance') -> 'rows') > 0, 'finance may read it');
select finish(); rollback;
