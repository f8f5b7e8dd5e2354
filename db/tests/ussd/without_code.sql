begin; select plan(12);
\ir ../fixtures/menu.psql
create function pg_temp.rest(p_input text, p_dialled text, p_mode text, p_reply text) returns text
  language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.on_screen('start');
begin
  v.dialled := p_dialled; v.reply := p_reply;
  return ussd.without_code(p_session => v, p_input => p_input, p_input_mode => p_mode);
end $$;
select is(pg_temp.rest(t.input, t.dialled, t.mode, t.reply), t.rest, t.sentence) from (values
  ('*384*46#', '384*46', 'cumulative', null, '', 'a plain dial'),
  ('*384*46*4628*60#', '384*46', 'cumulative', null, '4628*60', 'a dial with its path'),
  ('384*46*4628', '384*46', 'cumulative', 'CON', '4628', 'the code is repeated'),
  ('4628*2', '384*46', 'cumulative', 'CON', '4628*2', 'or it is not'),
  ('*384*46*4628#', '384*46', 'last_key', 'CON', null, 'a repeated dial'),
  ('46', '46', 'last_key', 'CON', '46', 'an answer that looks like the end of the code'),
  ('384*460', '384*46', 'cumulative', null, '384*460', 'a longer number'),
  ('', '+4628*60', 'last_key', null, '4628*60', 'answers of the service code'),
  ('1', '+4628', 'cumulative', 'CON', '4628*1', 'before those of the text'),
  ('', '+4628', 'last_key', 'CON', '', 'no answer'), ('1', '+4628', 'last_key', 'CON', '1', 'a last answer'),
  ('*1#', '', 'cumulative', null, '*1#', 'nothing to take away')) as t(input, dialled, mode, reply, rest, sentence);
select finish(); rollback;
