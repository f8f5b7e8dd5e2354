begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is(accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()), 'sent',
  'a link is on its way');
select is((select payload - 'trip_link' from messaging.outbox where key like 'trip\_link/%'),
  jsonb_build_object('phone_hash', encode(sha256('juma'), 'hex'),
  'text', messaging.say(p_key => 'sms_trip_link', p_lang => 'sw', p_args => array['4628', '{link}'])),
    'to his own phone, the link still blank');
select is((select link_hash from accounts.trip_links), null, 'nothing opens yet');
select is(accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'),
  p_at => now() + interval '59 seconds'), 'waiting', 'not again within a minute');
select is(accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'),
  p_at => now() + interval '61 seconds'), 'sent', 'then again');
select is((select count(*) from messaging.outbox where key like 'trip\_link/%'), 2::bigint, 'another message');
select finish();
rollback;
