begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(11);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

update fleet.trips set opened_at = now() - interval '10 minutes';
create function pg_temp.pressed(p_key text, p_sim text default 'juma') returns ussd.ussd_sessions language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.crew_screen('crew_menu');
begin v.phone_hash := sha256(p_sim::bytea); return ussd.answer_crew_menu(p_session => v, p_key => p_key, p_at => now());
  end $$;
select is((pg_temp.pressed('1')).state, 'crew_list', '1: the list');
select is((pg_temp.pressed('6')).context ->> 'hint',
  messaging.say(p_key => 'ussd_link_sent', p_lang => 'sw', p_args => '{}'), '6: a link');
select is((select user_id from accounts.trip_links), pg_temp.crew_id('juma'), 'for him');
select is((pg_temp.pressed('8')).state, 'pin_new', '8: another number');
select is((pg_temp.pressed('8', 'sim')).context ->> 'hint',
  messaging.say(p_key => 'ussd_pin_own_phone', p_lang => 'sw', p_args => '{}'), 'by one''s own phone');
select is((pg_temp.pressed('8', 'asha')).state, 'crew_menu', 'and by nobody else''s');
select is((pg_temp.pressed('3')).context ->> 'hint',
  messaging.say(p_key => 'ussd_hint', p_lang => 'sw', p_args => '{}'), 'any other key: a hint');
select is((pg_temp.pressed('4')).state, 'crew_menu', '4: the next trip');
select is((select closed_as from fleet.trips where trip_id = :trip_id), 'next', 'began');
select is((pg_temp.pressed('7')).state, 'end', '7: over');
select is((select count(*) from fleet.trips where closed_at is null), 0::bigint, 'and ended');
select finish();
rollback;
