begin;
\ir ../fixtures/officials.psql
select plan(5);
select accounts.person_card(p_user_id => pg_temp.id('owner'), p_zone => 'Africa/Nairobi') as card \gset
select is(:'card'::jsonb #>> '{grants,0,scope}', 'Mama Njeri'::text, 'what they hold and where');
select is(:'card'::jsonb ->> 'last3', '126'::text, 'three digits to recognise them by');
select unalike(:'card'::text, '%phone_hash%', 'and nothing to find their number with');
select is(accounts.person_card(p_user_id => -1, p_zone => 'Africa/Nairobi'), null::jsonb, 'nobody has no card');
select accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imeibwa') \g /dev/null
select accounts.person_card(p_user_id => pg_temp.id('owner'), p_zone => 'Africa/Nairobi') as card \gset
select is((:'card'::jsonb ->> 'disabled') || (:'card'::jsonb ->> 'disabled_by') || (:'card'::jsonb ->> 'disabled_why'),
  'true' || pg_temp.id('ops') || 'simu imeibwa', 'shut out by whom and why');
select finish();
rollback;
