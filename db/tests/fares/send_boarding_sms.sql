begin; select plan(13);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.reserve('bb') \g /dev/null
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '60', '4628-AA', p_payment_ref => 'aa')) \g /dev/null
create function pg_temp.send(p_after interval) returns bigint language sql as $$
  select fares.send_boarding_sms(p_at => clock_timestamp() + p_after) $$;
create function pg_temp.texts() returns text language sql as $$
  select string_agg(payload ->> 'text', ' | ' order by outbox_id) from messaging.outbox where key like 'boarding/%' $$;
select is(pg_temp.send('5 seconds'), 1::bigint, 'nobody looked at the list since the trip began ten minutes ago');
select is(pg_temp.texts(), '4628: wamelipa SIMBA1 60 Kawangwa ..126', 'the conductor hears who paid');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'boarding/%'),
  encode(sha256('juma'), 'hex'), 'who began the trip');
select is(pg_temp.send('3 minutes'), 0::bigint, 'nobody is new');
select pg_temp.confirm(pg_temp.incoming('QAA0000002', '60', '4628-BB', p_payment_ref => 'bb')) \g /dev/null
update fares.boarding_views set texted_until = clock_timestamp() - interval '50 seconds';
select is(pg_temp.send('5 seconds'), 0::bigint, 'not within a minute');
update fares.boarding_views set texted_until = now();
select is(pg_temp.send('70 seconds'), 1::bigint, 'the next is sent a minute later');
select ok(pg_temp.texts() ~ 'wamelipa .*SIMBA2 60 Kawangwa ..126$', 'with who is new');
update fares.boarding_views set texted_until = null, viewed_at = clock_timestamp() - interval '170 seconds';
select is(pg_temp.send('5 seconds'), 0::bigint, 'somebody looked at the list');
select is(pg_temp.send('15 seconds'), 1::bigint, 'three minutes ago');
update fares.boarding_views set texted_until = null, viewed_at = null;
update config.settings set value = '0' where setting = 'boarding_sms_after_seconds';
select is(pg_temp.send('10 minutes'), 0::bigint, 'switched off');
update config.settings set value = '180' where setting = 'boarding_sms_after_seconds';
update fleet.trips set closed_at = now(), closed_as = 'ended';
select is(pg_temp.send('10 minutes'), 0::bigint, 'the trip is over');
select is(fares.send_boarding_sms(p_at => null), 0::bigint, 'no time: nothing');
select is((select max(length(payload ->> 'text')) <= 160 from messaging.outbox where key like 'boarding/%'), true,
  'one segment');
select finish(); rollback;
