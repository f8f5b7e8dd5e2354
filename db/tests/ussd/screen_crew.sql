begin; select plan(8);
\ir ../fixtures/crew.psql
create function pg_temp.draw(p_state text, p_sim text default 'juma') returns text language sql as $$
  select ussd.screen_crew(p_at => now(), p_session => jsonb_populate_record(pg_temp.crew_screen(p_state),
    jsonb_build_object('phone_hash', sha256(p_sim::bytea)))) $$;
create function pg_temp.since() returns text language sql as $$
  select to_char((now() - interval '1 hour') at time zone 'Africa/Nairobi', 'HH24:MI') || ' SIMBA' $$;
select is(pg_temp.draw('crew_menu'), pg_temp.text('ussd_crew_over', '*384*46#'), 'without a trip');
select pg_temp.join_trip(), pg_temp.ride() \g /dev/null
update fleet.trips set word = 'SIMBA';
delete from fleet.fare_bands;
select is(pg_temp.draw('crew_menu'), pg_temp.text('ussd_crew_menu', '4628', pg_temp.since(), '3', '220'),
  'since when, how many, how much');
insert into fleet.rain_switches select route_id, now(), now() + interval '1 hour' from fleet.vehicles
  where plate = 'KZZ 001A';
select matches(pg_temp.draw('crew_menu'), 'Sasa: nauli ya mvua', 'which fares count, in the rain');
select is(pg_temp.draw('crew_trip'), pg_temp.text('ussd_crew_trip', '4628', pg_temp.since()), 'the trip');
select is(pg_temp.draw('crew_money'), pg_temp.text('ussd_crew_money', '4628', E'\n2 Toa pesa'),
  'money: 2 on the own phone');
select is(pg_temp.draw('crew_money', p), pg_temp.text('ussd_crew_money', '4628', ''), 'not on the phone of ' || p)
  from unnest(array['sim', 'asha']) p;
select is(pg_temp.draw('crew_check'), pg_temp.text('ussd_crew_check'), 'asks for a code');
select finish(); rollback;
