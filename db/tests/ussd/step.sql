begin;
\ir ../fixtures/menu.psql
select plan(16);
create function pg_temp.turn(p_keys text, p_from ussd.ussd_sessions default pg_temp.on_screen('new'))
  returns ussd.ussd_sessions language sql as $$
  select ussd.step(p_session => p_from, p_keys => string_to_array(p_keys, '*'), p_pin => null, p_at => now()) $$;
select is((pg_temp.turn('')).state, 'start', 'a plain dial');
select is((pg_temp.turn('4628*2*3')).state, 'confirm', 'a whole path');
select is((pg_temp.turn('4628*2*3')).context -> 'seats', '3', 'each answer on its own screen');
select is((pg_temp.turn('4628*2*3*1')).state, 'confirm', 'but nobody pays without having seen the confirm screen');
select is((pg_temp.turn('4628*60')).state, 'confirm', 'code and amount in one breath');
select is((pg_temp.turn('4628*60*1')).state, 'confirm', 'stop there as well');
select is((pg_temp.turn('4628*98')).context -> 'unit_cents', '9800',
  'in one breath 98 is an amount: there was no screen to translate');
select is((pg_temp.turn('98*4628')).lang, 'en', 'before it, it is the language');
select is((pg_temp.turn('4628*00')).state, 'end', '00 leaves');
select is((pg_temp.turn('4682*2*3')).state, 'start', 'after a wrong code the rest is dropped');
select is((pg_temp.turn('1**2')).state, 'start', 'a path with a hole is not followed at all');
select is((pg_temp.turn('*1')).state, 'start', 'wherever the hole is');
select is((pg_temp.turn('2', pg_temp.past_vehicle('stage'))).state, 'seats', 'one answer on an open session');
select is((pg_temp.turn('60', pg_temp.past_vehicle('stage'))).state, 'stage',
  'an amount typed on the stage list is no choice');
create function pg_temp.aged(p_state text, p_last_at timestamptz, p_ended_at timestamptz) returns ussd.ussd_sessions
  language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.past_vehicle(p_state);
begin v.last_at := p_last_at; v.ended_at := p_ended_at; return v; end $$;
select is((pg_temp.turn('1', pg_temp.aged('confirm', now() - interval '301 seconds', null))).state, 'end',
  'a session left alone for five minutes pays nothing any more');
select is((pg_temp.turn('1', pg_temp.aged('confirm', now(), now()))).context ->> 'last_words',
  messaging.say(p_key => 'ussd_too_late', p_lang => 'sw', p_args => array['*384*46#']),
  'nor one that the gateway ended');
select finish();
rollback;
