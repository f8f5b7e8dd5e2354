begin; select plan(6);
\ir ../fixtures/crew.psql
create function pg_temp.send(p_after interval) returns text language sql as $$
  select accounts.send_trip_link(p_trip_id => (select trip_id from fleet.trips), p_user_id => pg_temp.crew_id('juma'),
  p_at => now() + p_after) $$;
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
select is(pg_temp.send('0 seconds'), 'sent', 'a link is sent');
select is((select payload - 'trip_link' from messaging.outbox where key like 'trip\_link/%'),
  jsonb_build_object('phone_hash', encode(sha256('juma'), 'hex'), 'text', messaging.say(p_key => 'sms_trip_link',
  p_lang => 'sw', p_args => array['4628', '{link}'])), 'to the crew member''s phone, with a blank for the link');
select is((select link_hash from accounts.trip_links), null, 'no token is stored yet');
select is(pg_temp.send(interval '59 seconds'), 'waiting', 'a second one within a minute is not sent');
select is(pg_temp.send(interval '61 seconds'), 'sent', 'after a minute it is');
select is((select count(*) from messaging.outbox where key like 'trip\_link/%'), 2::bigint, 'as a second message');
select finish(); rollback;
