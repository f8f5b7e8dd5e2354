begin; select plan(19);
\ir ../fixtures/menu.psql
create function pg_temp.keys(p_before text, p_input text, p_mode text, p_after interval) returns text[]
  language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.on_screen('start');
begin
  v.input := coalesce(p_before, ''); v.reply := case when p_before is null then null else 'CON' end;
  return ussd.new_keys(p_session => v, p_input => p_input, p_input_mode => p_mode, p_at => now() + p_after);
end $$;
select is(pg_temp.keys(t.before, t.input, 'cumulative', '5 seconds'), t.keys::text[], t.sentence) from (values
  (null, '', '{}', 'a plain dial'),
  (null, '4628*60', '{4628,60}', 'a dial with its path'),
  (null, '*1', '{"",1}', 'an empty answer in the path'),
  ('', '4628', '{4628}', 'the first answer'),
  ('4628', '4628*2', '{2}', 'one more'),
  ('4628', '4628*2*1', '{2,1}', 'two more'),
  ('4628', '4628*', '{""}', 'an empty answer'),
  ('4628', '4628* 2# ', '{2}', 'spaces and a hash around an answer don''t count'),
  ('4628', '4628', null, 'the same request again'),
  ('', '', null, 'the same dial again'),
  ('4628*2', '4628', null, 'an older request, late'),
  ('4628', '46280', null, 'longer, but no continuation'),
  ('4628', '1*1', null, 'another path in the same session')) as t(before, input, keys, sentence);
select is(pg_temp.keys(t.before, t.input, 'last_key', t.after::interval), t.keys::text[], t.sentence) from (values
  ('4628', '2', '5 seconds', '{2}', 'a gateway that sends the last answer only'),
  ('4628*2', '2', '1 second', null, 'the same answer within two seconds is the same request'),
  ('4628*2', '2', '3 seconds', '{2}', 'later it is for the next screen'),
  ('4628*12', '2', '1 second', '{2}', 'the end of an answer is not that answer'),
  ('4628', '', '5 seconds', '{""}', 'an empty answer'),
  (null, '4628*60', '5 seconds', '{4628,60}', 'the first request may have a path'))
  as t(before, input, after, keys, sentence);
select finish(); rollback;
