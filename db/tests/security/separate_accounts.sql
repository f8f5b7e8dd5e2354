begin;
\ir ../fixtures/joined.psql
select plan(16);
create function pg_temp.separate(p_who text, p_from text) returns text language plpgsql as $$
begin
  perform security.separate_accounts(p_user_id => pg_temp.id(p_who), p_other => pg_temp.id(p_from));
  return concat_ws(' ', pg_temp.person_of('ops2'), pg_temp.person_of('auditor'), pg_temp.person_of('newcomer'));
end $$;
select security.join_accounts(pg_temp.id('ops2'), pg_temp.id('newcomer')) \g /dev/null
select security.join_accounts(pg_temp.id('ops2'), pg_temp.id('auditor')) \g /dev/null
select is(pg_temp.separate('newcomer', 'stranger'), 'ops2 ops2 ops2', 'nobody is separated from a stranger');
select is(pg_temp.separate('newcomer', 'ops2'), 'ops2 ops2 newcomer', 'one leaves, the others stay together');
select is((select count(*) from messaging.outbox where key like 'sms_separated/%'), 3::bigint, 'all are told');
select is(pg_temp.separate('newcomer', 'ops2'), 'ops2 ops2 newcomer', 'and again it is so');
select is((select count(*) from audit.change_log where action = 'separate_accounts'), 1::bigint, 'it stands in the trail once');
select security.join_accounts(pg_temp.id('ops2'), pg_temp.id('newcomer')) \g /dev/null
select is(pg_temp.separate('ops2', 'newcomer'), 'ops2 auditor auditor', 'the first may leave; the next is the first then');
select is((select same_person_as from security.users where user_id = pg_temp.id('auditor')), null, 'and is nobody else');
-- What was signed while they counted as one binds both; what is signed afterwards binds one.
select security.join_accounts(pg_temp.id('ops'), pg_temp.id('finance')) \g /dev/null
select security.take_duty(p_user_id => pg_temp.id('finance'), p_duty => 'maker', p_subject => 'test.things:1') \g /dev/null
select security.separate_accounts(p_user_id => pg_temp.id('finance'), p_other => pg_temp.id('ops')) \g /dev/null
select is(security.take_duty(p_user_id => pg_temp.id('finance'), p_duty => 'checker', p_subject => 'test.things:1'), 'same_person', 'what was signed with an account is not checked with it');
select is(security.take_duty(p_user_id => pg_temp.id('ops'), p_duty => 'checker', p_subject => 'test.things:1'), 'same_person', 'nor with the other');
select is(security.take_duty(p_user_id => pg_temp.id('finance2'), p_duty => 'checker', p_subject => 'test.things:1'), 'taken', 'a third person checks it');
select is(security.take_duty(p_user_id => pg_temp.id('finance'), p_duty => 'maker', p_subject => 'test.things:2'), 'taken', 'what is signed now');
select is(security.take_duty(p_user_id => pg_temp.id('ops'), p_duty => 'checker', p_subject => 'test.things:2'), 'taken', 'the other checks');
select throws_ok($$ insert into security.duties (subject, duty, user_id, person_id) values ('test.things:1', 'looker', pg_temp.id('finance'), pg_temp.id('stranger')) $$,
  '23505', null, 'not even by hand has one account two duties');
delete from messaging.outbox;
update security.users set phone_sealed = '' where user_id = pg_temp.id('newcomer');
select is(pg_temp.separate('newcomer', 'auditor'), 'ops2 auditor newcomer', 'an account that was emptied can be separated');
select is((select count(*) from messaging.outbox where key like 'sms_separated/%'), 1::bigint, 'only the other is told');
select is(pg_temp.changed(), 'audit.change_log messaging.outbox security.duties security.users', 'nothing else changed');
select finish();
rollback;
