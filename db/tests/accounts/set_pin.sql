begin; select plan(12);
\ir ../fixtures/crew.psql
create function pg_temp.set(p_who text, p_digits text) returns text language sql as $$
  select accounts.set_pin(p_user_id => pg_temp.crew_id(p_who), p_pin => pg_temp.pin(p_digits)) $$;
select is(pg_temp.set('asha', '73915'), 'taken', 'a colleague''s PIN is refused');
select is((select count(*) from accounts.crew_pins), 1::bigint, 'and not stored');
create temp table set_between as select clock_timestamp() as at;
select is(pg_temp.set('asha', '80264'), 'set', 'her own PIN is stored');
insert into set_between values (clock_timestamp());
select is(pg_temp.verify_pin('80264', 'asha'), 'right', 'and right');
select is(pg_temp.set('asha', '80265'), 'set', 'another one is stored');
select is(pg_temp.verify_pin('80264', 'asha'), 'wrong', 'and replaces the first');
select is(pg_temp.set('asha', '80265'), 'set', 'the same PIN again does not clash with itself');
select ok((select o.payload ->> 'text' from messaging.outbox o
  where o.key like 'sms_pin_set/' || pg_temp.crew_id('asha') || '/%') in (select messaging.say(p_key => 'sms_pin_set',
  p_lang => 'sw', p_args => array[to_char(t.at at time zone 'Africa/Nairobi', 'DD/MM HH24:MI')]) from set_between t),
  'she is told when');
select ok(exists (select from audit.change_log where action = 'set_pin' and subject = 'accounts.users:'
  || pg_temp.crew_id('asha')), 'the audit log has it');
select pg_temp.hire('far', :other_vehicle_id) \g /dev/null
select is(pg_temp.set('far', '73915'), 'set', 'on another vehicle the same PIN is accepted');
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset
select accounts.open_session(p_user_id => pg_temp.crew_id('juma'), p_session => sha256('by link'), p_previous => null),
  accounts.open_session(p_user_id => pg_temp.crew_id('juma'), p_session => sha256('by password'),
  p_previous => null) \g /dev/null
update accounts.sessions set trip_id = :trip_id where session_hash = sha256('by link');
insert into accounts.trip_links (trip_id, user_id, link_hash)
  values (:trip_id, pg_temp.crew_id('juma'), sha256('in the SMS'));
select pg_temp.set('juma', '60274') \g /dev/null
select is((select count(*) from accounts.sessions where user_id = pg_temp.crew_id('juma') and revoked_at is null),
  1::bigint, 'sessions by link have ended; a session by password has not');
select is(crew.open_link(p_link => sha256('in the SMS'), p_session => sha256('once more'), p_previous => null), 'over',
  'the link opens no more');
select finish(); rollback;
