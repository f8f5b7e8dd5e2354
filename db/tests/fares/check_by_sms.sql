begin; select plan(10);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.reserve('bb'), pg_temp.pay('aa') \g /dev/null
create function pg_temp.send(p_text text, p_sim text default 'juma') returns text language sql as $$
  select fares.check_by_sms(p_phone_hash => sha256(p_sim::bytea), p_message_id => p_text || p_sim, p_text => p_text,
    p_at => now()) $$;
create function pg_temp.answer(p_text text) returns text language sql as $$
  select payload ->> 'text' from messaging.outbox where key = 'check/' || p_text || 'juma' $$;
select is(pg_temp.send('4628 SIMBA 1'), 'paid', 'a code');
select is(pg_temp.answer('4628 SIMBA 1'), 'SIMBA 1: imelipwa, KES 60 Kawangware ..126.', 'is answered');
select is((select checked_by from fares.seats where seat_no = 1), pg_temp.crew_id('juma'), 'and marked');
select is(pg_temp.send('SIMBA 1'), 'again', 'who works on one vehicle need not name it');
select is(pg_temp.send('4628 2'), 'waiting', 'a number');
select is(pg_temp.send('4631 SIMBA 2'), 'absent', 'not of another vehicle');
select is(pg_temp.send('4628 SIMBA 1', w), 'absent', 'not for ' || w) from unnest(array['idle', 'sim']) w;
select is((select count(*) from messaging.outbox where key like 'check/%'), 3::bigint, 'who hears nothing');
select telco.take_sms('IN1', sha256('juma'), '904', '\x01', null, null, '4628 TEMBO 9') \g /dev/null
select is((select payload ->> 'text' from messaging.outbox where key = 'check/IN1'), 'TEMBO 9: haijawahi kutolewa.',
  'as the gateway brings it');
select finish(); rollback;
