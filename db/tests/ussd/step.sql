begin; select plan(24);
\ir ../fixtures/menu.psql
create function pg_temp.step(p_keys text, p_from ussd.ussd_sessions default pg_temp.on_screen('new'))
  returns ussd.ussd_sessions language sql as $$
  select ussd.step(p_session => p_from, p_keys => string_to_array(p_keys, '*'), p_pin => null, p_at => now()) $$;
select is((pg_temp.step(t.keys)).state, t.state, t.sentence) from (values
  ('', 'start', 'a plain dial'),
  ('4628*2', 'confirm', 'a whole path'),
  ('4628*2*1', 'confirm', 'nobody pays before the confirm screen was shown'),
  ('4628*60', 'confirm', 'code and amount in one request'),
  ('4628*60*1', 'confirm', 'stop at the confirm screen as well'),
  ('4628*2*2*3*1', 'confirm', 'also with the number of people'),
  ('4628*0', 'amount', 'an amount that is none is asked for'),
  ('4628*00', 'end', '00 leaves'),
  ('4682*2*3', 'start', 'after a wrong code the rest is dropped'),
  ('1**2', 'start', 'a path with an empty answer is not followed'),
  ('*1', 'start', 'wherever it is')) as t(keys, state, sentence);
select is((pg_temp.step('4628*2*2*3')).context -> 'seats', '3', 'each answer is for its own screen');
select is((pg_temp.step('4628*98')).context -> 'unit_cents', '9800', 'after a door code 98 is an amount');
select is((pg_temp.step('98*4628')).lang, 'en', 'before one it is the language');
select is((pg_temp.step('4628*60')).context -> 'seats', '1', 'a dialled amount is for one seat');
select is((pg_temp.step('2', pg_temp.step('4628*60'))).state, 'seats', 'which 2 can change');
select ok((pg_temp.step('4628*0')).context ? 'hint', 'an amount that is none gets a hint');
select is((pg_temp.step('2', pg_temp.past_vehicle('stage'))).state, 'confirm', 'one answer on an open session');
select is((pg_temp.step('60', pg_temp.past_vehicle('stage'))).state, 'stage', 'where an amount is no choice');
create function pg_temp.aged(p_state text, p_last_at timestamptz, p_ended_at timestamptz) returns ussd.ussd_sessions
  language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.past_vehicle(p_state);
begin v.last_at := p_last_at; v.ended_at := p_ended_at; return v; end $$;
select is((pg_temp.step('1', pg_temp.aged('confirm', now() - interval '301 seconds', null))).state, 'end',
  'a session without an answer for five minutes pays nothing');
select is((pg_temp.step('1', pg_temp.aged('confirm', now(), now()))).context ->> 'last_words',
  pg_temp.text('ussd_too_late', '*384*46#'), 'nor does one that the gateway ended');
delete from fleet.stage_fares;
select is((pg_temp.step('4628*60')).state, 'confirm', 'a dialled amount on a route without prices');
select is((pg_temp.step('4628*60')).context -> 'unit_cents', '6000', 'in cents');
select is((pg_temp.step('4628*0')).state, 'amount', 'and one that is none is asked for');
select finish(); rollback;
