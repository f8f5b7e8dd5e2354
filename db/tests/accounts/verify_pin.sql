begin; select plan(22);
\ir ../fixtures/crew.psql
select is(pg_temp.verify_pin('73915'), 'right', 'the PIN is right on the owner''s phone');
select is((select user_id from accounts.verify_pin(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('sim'),
  p_pin => pg_temp.pin('73915'), p_at => now())), pg_temp.crew_id('juma'), 'and on any other');
select pg_temp.verify_pin('73915', 'sim') \g /dev/null
select is((select count(*) from accounts.crew_sims where phone_hash = sha256('sim')), 1::bigint,
  'which is stored once as a phone of the crew');
select is(pg_temp.verify_pin('73915', 'juma', now(), :other_vehicle_id), 'wrong', 'on another vehicle it is wrong');
select is(pg_temp.verify_pin('73916'), 'wrong', 'a wrong PIN');
select is((select count(*) from accounts.pin_failures), 2::bigint, 'each is counted');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('gus'), '\x01', '777');
select pg_temp.verify_pin('00000', 'gus') from generate_series(1, 4) \g /dev/null
select is(pg_temp.verify_pin('00000', 'gus'), 'paused 30', 'the fifth starts a pause');
select is(pg_temp.verify_pin('73915', 'gus'), 'paused 30', 'during the pause the right PIN is not compared');
select is((select count(*)::int from accounts.pin_failures where phone_hash = sha256('gus')), 5, 'nothing is counted');
select is((select count(*) from audit.changes where action = 'crew_sign_in_refused' and after ->> 'why' = 'in_pause'),
  1::bigint, 'but the audit log has it');
select is((select count(*)::int from messaging.outbox where key like 'pin\_paused/%'), 1, 'each who has a PIN is told');
select is(pg_temp.verify_pin('73915', 'juma'), 'right', 'the crew goes on');
select is(pg_temp.verify_pin('73915', 'gus', now() + interval '31 minutes'), 'right', 'after the pause everybody does');
update accounts.users set disabled_at = now() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.verify_pin('73915', 'asha'), 'wrong', 'a disabled person''s PIN is wrong');
update accounts.users set disabled_at = null;
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.verify_pin('73915', 'asha'), 'wrong', 'so is that of a person who left the vehicle');
update access.role_grants set valid_to = null;
-- Two people who chose the same PIN on different vehicles meet on one.
select pg_temp.hire('far', :other_vehicle_id) \g /dev/null
select accounts.set_pin(p_user_id => pg_temp.crew_id('far'), p_pin => pg_temp.pin('73915')) \g /dev/null
select pg_temp.hire('far', :vehicle_id) \g /dev/null
select is(pg_temp.verify_pin('73915', 'sim', now() + interval '1 hour'), 'clash',
  'on a shared phone it is not clear whose PIN it is');
select is((select user_id from accounts.verify_pin(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('far'),
  p_pin => pg_temp.pin('73915'), p_at => now())), pg_temp.crew_id('far'), 'on one''s own phone it is one''s own');
select ok(exists (select from audit.changes where action = 'crew_sign_in_refused' and after ->> 'why' = 'paused'),
  'refusals are in the audit log');
-- The look-up key was changed, and the old one was deleted.
delete from accounts.pin_failures;
create function pg_temp.verify_next(p_vehicle_id bigint) returns text language sql as $$
  select outcome from accounts.verify_pin(p_vehicle_id => p_vehicle_id, p_phone_hash => sha256('asha'),
    p_pin => pg_temp.pin('73915', 'lookup:next'), p_at => now() + interval '2 hours') $$;
select is(pg_temp.verify_next(:vehicle_id), 'gone', 'a PIN under a deleted key is reported as gone');
select is(pg_temp.verify_next(:vehicle_id), 'wrong', 'but only once');
select is((select count(*) from accounts.pin_failures), 2::bigint, 'both are counted, so nobody has more guesses');
select is((select count(*) from accounts.crew_pins), 0::bigint, 'the PIN is deleted');
select finish(); rollback;
