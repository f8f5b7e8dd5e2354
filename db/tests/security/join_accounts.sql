begin;
\ir ../fixtures/officials.psql
select plan(17);
create function pg_temp.rung(p_what text, p_sentence text) returns text language sql as $$
  select is((select coalesce(string_agg(a.subject || ' ' || split_part(a.detail, ',', 1), ', ' order by a.subject), 'nothing') from messaging.alarms a
              where a.kind = 'duties_met' and a.acknowledged_at is null), p_what, p_sentence) $$;
select pg_temp.sign_in('ops9', 'ops', 'platform', null), pg_temp.sign_in('finance9', 'finance', 'platform', null) \g /dev/null
select is(security.join_accounts(pg_temp.id('ops2'), pg_temp.id('newcomer')), pg_temp.id('ops2'), 'the first account is the person');
select is((select after ->> 'joined' from audit.change_log where action = 'join_accounts'), format('[%s]', pg_temp.id('newcomer')), 'it stands in the trail');
select is((select count(*) from messaging.outbox where key like 'sms_joined/%'), 2::bigint, 'and both phones are told');
select is(security.join_accounts(pg_temp.id('newcomer'), pg_temp.id('ops')), pg_temp.id('ops'), 'a third one joins them');
select is((select count(distinct security.person_of(p_user_id => u)) from unnest(array[pg_temp.id('ops'), pg_temp.id('ops2'), pg_temp.id('newcomer')]) u),
  1::bigint, 'and all of them with it');
select is(security.join_accounts(pg_temp.id('ops2'), pg_temp.id('ops')), pg_temp.id('ops'), 'joined again is joined');
select throws_ok($$ select security.join_accounts(-1, pg_temp.id('ops')) $$, 'LFN80', null, 'nobody is nobody else');
update security.users set disabled_at = now() where user_id = pg_temp.id('stranger');
select throws_ok($$ select security.join_accounts(pg_temp.id('stranger'), pg_temp.id('owner')) $$, 'LFC74', null, 'nobody is half shut out');
select is((select count(*) from security.users where same_person_as is not null), 2::bigint, 'and nothing was joined');
update security.users set phone_sealed = '' where user_id = pg_temp.id('stranger');
select lives_ok($$ select security.join_accounts(pg_temp.id('stranger'), pg_temp.id('owner')) $$, 'an account that was emptied hinders nobody');
select security.take_duty(p_user_id => pg_temp.id(w), p_duty => d, p_subject => 'security.setting_changes:' || n)
  from (values ('ops', 'maker', 1), ('finance', 'checker', 1), ('auditor', 'maker', 2), ('ops2', 'checker', 2),
               ('finance', 'maker', 3), ('auditor', 'checker', 3)) as t(w, d, n) \g /dev/null
select pg_temp.rung('nothing', 'what two people did rings nothing');
select security.join_accounts(pg_temp.id('ops2'), pg_temp.id('finance')) \g /dev/null
select pg_temp.rung('security.setting_changes:1 maker and checker in one person', 'what one person made and checked is looked at by somebody');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'decided anew';
select security.join_accounts(pg_temp.id('finance'), pg_temp.id('ops')) \g /dev/null
select pg_temp.rung('nothing', 'said once is enough');
select security.join_accounts(pg_temp.id('auditor'), pg_temp.id('finance')) \g /dev/null
select pg_temp.rung('security.setting_changes:2 maker and checker in one person, security.setting_changes:3 maker and checker in one person', 'a third account brings its own');
-- Two more were there all the time; they go last.
select is(security.join_accounts(pg_temp.id('ops9'), pg_temp.id('ops')), pg_temp.id('ops'), 'of those who propose the second to last');
select throws_ok($$ select security.join_accounts(pg_temp.id('finance9'), pg_temp.id('ops')) $$, 'LFC75', null, 'but not the only one left to decide');
select is((select count(*) from audit.change_log where action = 'join_accounts'), 6::bigint, 'what was joined already left no second row');
select finish();
rollback;
