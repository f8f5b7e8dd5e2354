begin; select plan(5);
\ir ../fixtures/crew.psql
select pg_temp.hire('far', :other_vehicle_id) \g /dev/null
select accounts.set_pin(p_user_id => pg_temp.crew_id('far'), p_pin => pg_temp.pin('84026')) \g /dev/null
select key_id as old_key from accounts.crew_pins limit 1 \gset
select is(accounts.drop_old_pins(p_vehicle_id => :vehicle_id, p_key_ids => array['lookup:next', :'old_key']), 0,
  'while both keys exist every PIN stays');
select is(accounts.drop_old_pins(p_vehicle_id => :vehicle_id, p_key_ids => array['lookup:next']), 1,
  'without its key a PIN is deleted');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'pin\_gone/%'),
  encode(sha256('juma'), 'hex'), 'its owner is told');
select matches((select payload ->> 'text' from messaging.outbox where key like 'pin\_gone/%'), '\*384\*46\*5#',
  'with the code to dial for a new one');
select is((select array_agg(user_id) from accounts.crew_pins), array[pg_temp.crew_id('far')],
  'another vehicle''s crew is left alone');
select finish(); rollback;
