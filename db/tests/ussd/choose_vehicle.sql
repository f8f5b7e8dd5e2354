begin;
\ir ../fixtures/menu.psql
select plan(14);
create function pg_temp.choose(p_typed text, p_at timestamptz default pg_temp.peak()) returns ussd.ussd_sessions
  language sql as $$
  select ussd.choose_vehicle(p_session => pg_temp.on_screen('start'), p_typed => p_typed, p_at => p_at) $$;
select is((pg_temp.choose('4628')).state, 'stage', 'the door code leads to the stages');
select is((pg_temp.choose('kzz 001a')).context #>> '{vehicle,code}', '4628', 'so does the plate');
select is((pg_temp.choose('4628')).context ->> 'band', 'peak', 'with the prices of the hour');
select is((pg_temp.choose('4628')).context #> '{quotes,1}', pg_temp.quote('Kawangware'),
  'kept with the version of each price');
select is((pg_temp.choose('4682')).state, 'start', 'two keys swapped: the same screen');
select ok((pg_temp.choose('4682')).context ->> 'hint' like '%4682%', 'that says which number does not exist');
select is((pg_temp.choose(k)).state, 'start', 'not found: ' || k)
  from unnest(array['KBA123A''; DROP TABLE--', '%', '_', 'KCA 123', '46__']) as k;
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('pilot'), '2026-01-01');
select is((pg_temp.choose('4628')).context ->> 'last_words',
  messaging.say(p_key => 'ussd_not_in_pilot', p_lang => 'sw', p_args => array['4628']),
  'outside the pilot: a clear line, and no money taken');
delete from fleet.pilot_entries;
update fleet.vehicles set state = 'closed';
select is((pg_temp.choose('4628')).context ->> 'last_words',
  messaging.say(p_key => 'ussd_closed', p_lang => 'sw', p_args => array['4628']), 'a closed vehicle as well');
update fleet.vehicles set state = 'active';
delete from fleet.stage_fares;
select is((pg_temp.choose('4628')).state, 'amount', 'a route without prices asks for the amount at once');
select finish();
rollback;
