begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(7);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) as trip_id \gset
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.intent('r1', :vehicle_id, 12000, 'paid') \g /dev/null
update mobile_money.payment_intents set seats = 2, stage_id = (select stage_id from fleet.stages where name = 'Kawangware') where payment_ref = 'r1';
create function pg_temp.fare(p_receipt text, p_vehicle bigint, p_cents bigint, p_ago interval, p_ref text default null) returns void language sql as $$
  insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at, business_on, channel, payment_ref, payer_last3)
  values (p_receipt, 1, p_vehicle, 1, p_cents, 0, now() - p_ago, ((now() - p_ago) at time zone 'Africa/Nairobi')::date, case when p_ref is null then 'paybill' else 'ussd' end, p_ref, '126') $$;
select pg_temp.fare('A', :vehicle_id, 6000, '50 minutes'), pg_temp.fare('B', :vehicle_id, 12000, '40 minutes', 'r1'), pg_temp.fare('C', :vehicle_id, 4000, '30 minutes'),
       pg_temp.fare('D', :vehicle_id, 9900, '61 minutes'), pg_temp.fare('E', :other_vehicle_id, 7700, '30 minutes') \g /dev/null
create function pg_temp.seat(p_session text, p_trip bigint default null) returns void language sql as $$
  select security.open_session(p_user_id => pg_temp.crew_id('juma'), p_session => sha256(p_session::bytea), p_previous => null);
  update security.sessions set trip_id = p_trip where session_hash = sha256(p_session::bytea) and p_trip is not null $$;

select pg_temp.seat('by link', :trip_id), pg_temp.seat('by password'), pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
select is(jsonb_path_query_array(crew.home(p_session => sha256('by link')), '$.vehicles[*].plate'), '["KZZ 001A"]', 'by a link: that vehicle');
select is(crew.home(p_session => sha256('by link')) #>> '{vehicles,0,cents}', '22000', 'and who paid on the trip');
select is(crew.home(p_session => sha256('by link')) ->> 'by_link', 'true', 'the page knows that it has nothing else to offer');
select is(crew.home(p_session => sha256('by link')) -> 'homes', null, 'no other pages');
select is(jsonb_path_query_array(crew.home(p_session => sha256('by password')), '$.vehicles[*].plate'), '["KZZ 001A", "KZZ 002B"]', 'signed in: all of theirs');
update security.role_grants set valid_to = clock_timestamp() where scope_id = :vehicle_id;
select is(crew.home(p_session => sha256('by link')), '{"outcome": "absent"}', 'taken off the vehicle: nothing, though they still work on another');
select is((select count(*) from audit.change_log where action = 'refused' and after ->> 'door' = 'crew.home'), 1::bigint, 'and a trace');
select finish();
rollback;
