begin; select plan(5);
\ir ../fixtures/officials.psql
select accounts.person_card(p_user_id => pg_temp.id('owner'), p_zone => 'Africa/Nairobi') as card \gset
select is(:'card'::jsonb #>> '{grants,0,scope}', 'Mama Njeri'::text, 'role and scope are shown');
select is(:'card'::jsonb ->> 'last3', '126'::text, 'the last three digits are shown');
select unalike(:'card'::text, '%phone_hash%', 'nothing that finds the phone is shown');
select is(accounts.person_card(p_user_id => -1, p_zone => 'Africa/Nairobi'), null::jsonb, 'an unknown one has no card');
select accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imeibwa') \g /dev/null
select accounts.person_card(p_user_id => pg_temp.id('owner'), p_zone => 'Africa/Nairobi') as card \gset
select is((:'card'::jsonb ->> 'disabled') || (:'card'::jsonb ->> 'disabled_by') || (:'card'::jsonb ->> 'disabled_why'),
  'true' || pg_temp.id('ops') || 'simu imeibwa', 'by whom and why the person was disabled is shown');
select finish(); rollback;
