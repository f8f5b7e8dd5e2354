begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(10);
create function pg_temp.noted(p_keys text, p_state text, p_read int, p_input text default '5*4628') returns int[]
  language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.on_screen(p_state);
begin v.input := p_input;
  return (ussd.note_secrets(p_session => v, p_keys => string_to_array(p_keys, '*'), p_state => p_state,
  p_read => p_read)).secret_at; end $$;
select is(pg_temp.noted('73915', 'pin', 1), '{3}', 'the answer to a screen that asks for a number');
select is(pg_temp.noted('73915', 'pin_new', 1), '{3}', 'also when it is chosen');
select is(pg_temp.noted('9', 'pin', 1), '{3}', 'whatever it was');
select is(pg_temp.noted('73915', 'amount', 1), '{}', 'an amount is none');
select is(pg_temp.noted('5*4628*73915', 'new', 2, ''), '{3}',
  'a number that came in one breath with what led to it was not read');
select is(pg_temp.noted('1*2', 'stage', 1), '{}', 'what is too short to be one is kept');
select is(pg_temp.noted('12*345', 'pin', 0), '{3,4}',
  'a number broken in two by a star is none, and neither half is kept');
select is(pg_temp.noted('73915', 'crew_code', 1), '{3}',
  'nor one that came too early, where the code on the door was asked for');
select is(pg_temp.noted('73915', 'crew_menu', 1), '{3}', 'or too late');
select is(pg_temp.noted('4628', 'crew_code', 1), '{}', 'the code itself is kept');
select finish();
rollback;
