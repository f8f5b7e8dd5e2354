begin; select plan(12);
\ir ../fixtures/menu.psql
create function pg_temp.note(p_keys text, p_state text, p_read int, p_input text) returns int[] language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.on_screen(p_state);
begin
  v.input := p_input;
  return (ussd.note_secrets(p_session => v, p_keys => string_to_array(p_keys, '*'), p_state => p_state,
    p_read => p_read)).secret_at;
end $$;
select is(pg_temp.note(t.keys, t.state, t.read, '5*4628'), t.secret_at::int[], t.sentence) from (values
  ('73915', 'pin', 1, '{3}', 'the answer to a screen that asks for a PIN'),
  ('73915', 'pin_new', 1, '{3}', 'or for a new one'),
  ('123456', 'payout_code', 1, '{3}', 'or for the code of an SMS'),
  ('9', 'pin', 1, '{3}', 'whatever it was'),
  ('73915', 'amount', 1, '{}', 'an amount is none'),
  ('1*2', 'stage', 1, '{}', 'what is too short is stored'),
  ('12*345', 'pin', 0, '{3,4}', 'a PIN with a star in it was not read, and neither half is stored'),
  ('73915', 'crew_code', 1, '{3}', 'a PIN typed too early, for a door code'),
  ('73915', 'crew_menu', 1, '{3}', 'or too late'), ('73-915 ', 'crew_menu', 1, '{3}', 'however it is written'),
  ('4628', 'crew_code', 1, '{}', 'a door code is stored')) as t(keys, state, read, secret_at, sentence);
select is(pg_temp.note('5*4628*73915', 'new', 2, ''), '{3}', 'a PIN dialled with the path to it was not read');
select finish(); rollback;
