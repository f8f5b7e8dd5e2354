begin;
\ir ../fixtures/officials.psql
select plan(3);
select is_empty('select * from access.waiting_subjects()', 'nothing waits');
select pg_temp.propose('ops', 'newcomer') as change \gset
select config.change_config(p_made_by => pg_temp.id('ops2'), p_kind => 'setting', p_subject => 'ussd_min_cents',
  p_phone_hash => null, p_value => '{"value": "2000"}', p_reason => 'sababu') \g /dev/null
select results_eq('select split_part(w.subject, '':'', 1), w.made_by from access.waiting_subjects() w order by 1',
  $$ values ('config.config_changes', pg_temp.id('ops2')), ('access.role_changes', pg_temp.id('ops')) $$,
    'a change of the configuration and one of a role, and who made them');
select pg_temp.decide('finance', :'change') \g /dev/null
select is((select count(*) from access.waiting_subjects()), 1::bigint, 'what was decided waits no more');
select finish();
rollback;
