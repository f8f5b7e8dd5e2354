begin; select plan(14);
\ir ../fixtures/menu.psql
create function pg_temp.choose(p_typed text) returns ussd.ussd_sessions language sql as $$
  select ussd.choose_vehicle(p_session => pg_temp.on_screen('start'), p_typed => p_typed, p_at => pg_temp.peak()) $$;
select is((pg_temp.choose('4628')).state, 'stage', 'the door code leads to the stages');
select is((pg_temp.choose('kzz 001a')).context #>> '{vehicle,code}', '4628', 'so does the plate');
select is((pg_temp.choose('4628')).context ->> 'band', 'peak', 'with the prices of the hour');
select is((pg_temp.choose('4628')).context #> '{quotes,1}', pg_temp.quote('Kawangware'), 'and their versions');
select is((pg_temp.choose('4682')).state, 'start', 'two digits swapped: the same screen');
select ok((pg_temp.choose('4682')).context ->> 'hint' like '%4682%', 'says which code does not exist');
select is((pg_temp.choose(k)).state, 'start', 'not found: ' || k)
  from unnest(array['KBA123A''; DROP TABLE--', '%', '_', 'KCA 123', '46__']) as k;
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('pilot'), '2026-01-01');
select is((pg_temp.choose('4628')).context ->> 'last_words', pg_temp.text('ussd_not_in_pilot', '4628'),
  'a SIM outside the pilot is told so');
delete from fleet.pilot_entries;
update fleet.vehicles set state = 'closed';
select is((pg_temp.choose('4628')).context ->> 'last_words', pg_temp.text('ussd_closed', '4628'), 'a closed vehicle');
update fleet.vehicles set state = 'active';
delete from fleet.stage_fares;
select is((pg_temp.choose('4628')).state, 'amount', 'a route without prices asks for the amount at once');
select finish(); rollback;
