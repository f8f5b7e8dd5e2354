begin; select plan(6);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.confirm(pg_temp.incoming('ACB0000001', p_payer_hash => sha256('sim'))) \g /dev/null
create function pg_temp.answer(p_state text, p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_crew_broken(pg_temp.crew_screen(p_state, jsonb_build_object('broken', jsonb_build_object(
    'stage_id', (select stage_id from fleet.stages where name = 'Yaya'), 'name', 'Yaya'))), p_key, now()) $$;
select is((pg_temp.answer('crew_broken', '9')).state, 'crew_broken', 'no such stage');
select is((select (a.state, a.context #>> '{broken,name}')::text from pg_temp.answer('crew_broken', '2') a),
  '(crew_broken_sure,Yaya)', 'where');
select is(ussd.screen_crew(pg_temp.answer('crew_broken', '2'), now()), pg_temp.text('ussd_crew_broken_sure', 'Yaya',
  '1', '30'),
  'the conductor is shown what it means');
select is((pg_temp.answer('crew_broken_sure', '2')).state, 'crew_broken_sure', 'only 1 does it');
select is((pg_temp.answer('crew_broken_sure', '1')).context ->> 'last_words', pg_temp.text('ussd_broken_down', '1',
  '30'),
  'done');
select is((pg_temp.answer('crew_broken_sure', '1')).context ->> 'last_words', pg_temp.text('ussd_broken_down', '1',
  '30'),
  'pressed again: the same, and nothing more');
select * from finish(); rollback;
