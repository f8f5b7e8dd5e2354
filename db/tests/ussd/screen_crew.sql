begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select is(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_menu'), p_at => now()), messaging.say(p_key => 'ussd_crew_over', p_lang => 'sw', p_args => array['*384*46#']), 'on no trip');
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) as trip_id \gset
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.intent('r1', :vehicle_id, 12000, 'paid') \g /dev/null
update mobile_money.payment_intents set seats = 2, stage_id = (select stage_id from fleet.stages where name = 'Kawangware') where payment_ref = 'r1';
create function pg_temp.fare(p_receipt text, p_vehicle bigint, p_cents bigint, p_ago interval, p_ref text default null) returns void language sql as $$
  insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at, business_on, channel, payment_ref, payer_last3)
  values (p_receipt, 1, p_vehicle, 1, p_cents, 0, now() - p_ago, ((now() - p_ago) at time zone 'Africa/Nairobi')::date, case when p_ref is null then 'paybill' else 'ussd' end, p_ref, '126') $$;
select pg_temp.fare('A', :vehicle_id, 6000, '50 minutes'), pg_temp.fare('B', :vehicle_id, 12000, '40 minutes', 'r1'), pg_temp.fare('C', :vehicle_id, 4000, '30 minutes'),
       pg_temp.fare('D', :vehicle_id, 9900, '61 minutes'), pg_temp.fare('E', :other_vehicle_id, 7700, '30 minutes') \g /dev/null

select is(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_menu'), p_at => now()), messaging.say(p_key => 'ussd_crew_menu', p_lang => 'sw',
  p_args => array['4628', to_char((now() - interval '1 hour') at time zone 'Africa/Nairobi', 'HH24:MI'), '3', '220']), 'since when, how many, how much');
select is(regexp_replace(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_at => now()), '[0-9]{2}:[0-9]{2}', 'hh:mm', 'g'),
  E'4628 walipaji 3, KES 220\nhh:mm 40 ..126\nhh:mm 120x2 Kawangw ..126\nhh:mm 60 ..126\n0 Rudi', 'each a line');
select is(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 2}'), p_at => now()), E'4628 walipaji 3, KES 220\nHakuna zaidi.\n0 Rudi', 'beyond the end there is nobody');
select pg_temp.fare('F', :vehicle_id, 5000, '20 minutes') \g /dev/null
select matches(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_at => now()), E'126\n0 Rudi$', 'four fit');
select pg_temp.fare('G', :vehicle_id, 5000, '10 minutes') \g /dev/null
select matches(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_at => now()), E'\n1 Zaidi\n0 Rudi$', 'the fifth is a page further');
select finish();
rollback;
