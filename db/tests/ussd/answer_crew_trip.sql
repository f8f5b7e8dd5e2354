begin; select plan(10);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
update fleet.trips set opened_at = now() - interval '10 minutes';
create function pg_temp.press(p_key text, p_sim text default 'juma') returns ussd.ussd_sessions language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.crew_screen('crew_trip');
begin
  v.phone_hash := sha256(p_sim::bytea);
  return ussd.answer_crew_trip(p_session => v, p_key => p_key, p_at => now());
end $$;
select is((pg_temp.press('4')).context ->> 'hint', pg_temp.text('ussd_link_sent'), '4: a link');
select is((select user_id from accounts.trip_links), pg_temp.crew_id('juma'), 'for the crew member who asked');
select is((pg_temp.press('5')).state, 'pin_new', '5: another PIN');
select is((pg_temp.press('5', 'sim')).context ->> 'hint', pg_temp.text('ussd_pin_own_phone'), 'not on a shared phone');
select is((pg_temp.press('5', 'asha')).state, 'crew_trip', 'nor on the phone of a colleague');
select is((pg_temp.press('7')).context ->> 'hint', pg_temp.text('ussd_hint'), 'any other key: a hint');
select is((pg_temp.press('1')).state, 'crew_trip', '1: the next trip');
select is((select closed_as from fleet.trips where trip_id = :trip_id), 'next', 'ends the one before');
select is((pg_temp.press('2')).state, 'end', '2: the end of the trip');
select is((select count(*) from fleet.trips where closed_at is null), 0::bigint, 'no trip is open');
select finish(); rollback;
