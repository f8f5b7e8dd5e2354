begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(21);
select is(pg_temp.verify_pin('73915'), 'right', 'his number, by his phone');
select is((select user_id from accounts.verify_pin(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('sim'),
  p_pin => pg_temp.pin('73915'), p_at => now())), pg_temp.crew_id('juma'), 'and by any other');
select is(pg_temp.verify_pin('73915', 'juma', now(), :other_vehicle_id), 'wrong', 'on another vehicle it is nobody''s');
select is(pg_temp.verify_pin('73916'), 'wrong', 'a wrong number');
select is((select count(*) from accounts.pin_failures), 2::bigint, 'each is counted');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('gus'), '\x01', '777');
select pg_temp.verify_pin('00000', 'gus') from generate_series(1, 4) \g /dev/null
select is(pg_temp.verify_pin('00000', 'gus'), 'paused 30', 'the fifth brings a pause');
select is(pg_temp.verify_pin('73915', 'gus'), 'paused 30', 'in which the right one is not looked at');
select is((select count(*) from accounts.pin_failures where phone_hash = sha256('gus')), 5::bigint,
  'and nothing is counted');
select is((select count(*) from audit.changes where action = 'crew_sign_in_refused' and after ->> 'why' = 'in_pause'),
  1::bigint, 'though it stands in the audit log');
select is((select count(*) from messaging.outbox where key like 'pin\_paused/%'), 1::bigint,
  'whoever has a number is told once');
select is(pg_temp.verify_pin('73915', 'juma'), 'right', 'the crew goes on');
select is(pg_temp.verify_pin('73915', 'gus', now() + interval '31 minutes'), 'right',
  'and so does everybody after the pause');
update accounts.users set disabled_at = now() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.verify_pin('73915', 'asha'), 'wrong', 'a disabled person''s number opens nothing');
update accounts.users set disabled_at = null;
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.verify_pin('73915', 'asha'), 'wrong', 'nor does that of somebody who left the vehicle');
update access.role_grants set valid_to = null;
-- Two who chose the same number on different vehicles meet on one.
select pg_temp.hire('far', :other_vehicle_id) \g /dev/null
select accounts.set_pin(p_user_id => pg_temp.crew_id('far'), p_pin => pg_temp.pin('73915')) \g /dev/null
select pg_temp.hire('far', :vehicle_id) \g /dev/null
select is(pg_temp.verify_pin('73915', 'sim', now() + interval '1 hour'), 'clash',
  'by a shared phone nobody knows which of them it is');
select is((select user_id from accounts.verify_pin(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('far'),
  p_pin => pg_temp.pin('73915'), p_at => now())), pg_temp.crew_id('far'), 'by one''s own it is oneself');
select ok(exists (select from audit.changes where action = 'crew_sign_in_refused' and after ->> 'why' = 'paused'),
  'refusals are in the audit log');
-- The look-up key was changed, and the old one is gone.
delete from accounts.pin_failures;
select outcome from accounts.verify_pin(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('asha'),
  p_pin => pg_temp.pin('73915', 'lookup:next'), p_at => now() + interval '2 hours') \gset
select is(:'outcome'::text, 'gone', 'a number under a key that is gone is right no more, which is said');
select outcome from accounts.verify_pin(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('asha'),
  p_pin => pg_temp.pin('73915', 'lookup:next'), p_at => now() + interval '2 hours') \gset
select is(:'outcome'::text, 'wrong', 'once');
select is((select count(*) from accounts.pin_failures), 2::bigint,
  'and counted all the same: nobody guesses more for it');
select is((select count(*) from accounts.crew_pins), 0::bigint, 'and nothing is left under it');
select finish();
rollback;
