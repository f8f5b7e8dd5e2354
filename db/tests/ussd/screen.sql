begin; select plan(17);
\ir ../fixtures/menu.psql
create function pg_temp.draw(p_state text, p_choices jsonb default '{}') returns text language sql as $$
  select ussd.screen(p_session => pg_temp.past_vehicle(p_state, p_choices), p_at => now()) $$;
create function pg_temp.last_ride(p_hint jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('last', ussd.last_ride(p_phone_hash => sha256('sim'), p_at => pg_temp.peak())) || p_hint $$;
select pg_temp.paid('aaaaa', 'Kawangware', 2, 8000) \g /dev/null
select is(pg_temp.draw('start'), pg_temp.text('ussd_start'), 'start');
select is(pg_temp.draw('start', '{"hint": "?"}'), E'?\n' || pg_temp.text('ussd_start'), 'a hint is above the screen');
select is(pg_temp.draw('repeat', pg_temp.last_ride()),
  pg_temp.text('ussd_repeat', '4628', 'Kawangware x2', '120', pg_temp.text('ussd_welcome_back')), 'repeat');
select is(pg_temp.draw('repeat', pg_temp.last_ride('{"hint": "?"}')),
  pg_temp.text('ussd_repeat', '4628', 'Kawangware x2', '120', '?'), 'where a hint replaces the greeting');
select is(pg_temp.draw('waiting', '{"open": "aaaaa"}'), 
  pg_temp.text('ussd_waiting', '80', '4628', '2', '400222', '4628'), 'waiting');
select is(pg_temp.draw('stage'), ussd.screen_stage(p_session => pg_temp.past_vehicle('stage')), 'stage');
select is(pg_temp.draw('amount'), pg_temp.text('ussd_amount', '4628', '46', '10', '5,000'), 'amount, with its limits');
select is(pg_temp.draw('seats', '{"unit_cents": 6000, "seats": 3}'),
  pg_temp.text('ussd_seats', '4628', 'Njia 46', '60'), 'seats, without the number chosen before');
select is(pg_temp.draw('confirm', '{"unit_cents": 6000, "seats": 1}'),
  ussd.screen_confirm(p_session => pg_temp.past_vehicle('confirm', '{"unit_cents": 6000, "seats": 1}'), p_at => now()),
  'confirm');
select is(pg_temp.draw('help'), pg_temp.text('ussd_help', '400222'), 'help, with the PayBill');
select is(pg_temp.draw('help', '{"open": "aaaaa", "doubtful": true}'), pg_temp.draw('help'),
  'also from a prompt in doubt');
select is(pg_temp.draw('claim', '{"receipt": "QKX7A1B2C3"}'), pg_temp.text('ussd_claim', 'QKX7A1B2C3'), 'claim');
select is(pg_temp.draw('end', '{"last_words": "Kwaheri."}'), 'Kwaheri.', 'end');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x5ea1', '126')
  returning user_id \gset
select access.grant_role(:user_id, 'crew', 'vehicle', (select min(vehicle_id) from fleet.vehicles)) \g /dev/null
select is(pg_temp.draw('start'), pg_temp.text('ussd_start', E'\n6 Toa pesa'), 'start, for who may withdraw');
select is(pg_temp.draw('help'), pg_temp.text('ussd_help', '400222', E'\n6 Toa pesa'), 'their help');
select is(pg_temp.draw('repeat', pg_temp.last_ride()), pg_temp.text('ussd_repeat', '4628', 'Kawangware x2', '120',
  pg_temp.text('ussd_welcome_back'), E'\n6 Toa pesa'), 'and their screen after a ride');
select throws_ok($$ select pg_temp.draw('no_such') $$, 'LFN50', null, 'a screen without a text raises');
select finish(); rollback;
